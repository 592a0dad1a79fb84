//! Findings and reported figures of the demo neighbourhood: one finding verified, two that are open, one of them with
//! photos, and two reports.

use access::{Action, authorize};
use chrono::{Datelike as _, TimeDelta};
use kernel::{FindingId, Moment, Refusal};
use persistence::{Failure, rating::finding_by_id};
use rating::{
    Evidence,
    finding::{Finding, FindingChange, Judging, Rectifying},
    reported::ReportedFigure,
};
use ticket::AttachmentKind;

use super::{photo, places::ESTATES, world::World};
use crate::{
    app::App,
    ctx::By,
    rating::{
        finding::{NewFinding, filed},
        reported::{NewReportedFigure, judged, reported},
    },
};

/// The estate that all of it is about.
const ESTATE: usize = 0;

/// Who, of which indicator, how many, where, and what.
type Spot = (&'static str, &'static str, u32, &'static str, &'static str);

const LIGHTS: Spot = ("property-office", "D4", 2, "一号楼地下车库", "两处照明灯具不亮");
const LITTER: Spot = ("branch", "F1", 1, "二号楼北侧绿化带", "绿化带内有成堆垃圾");
const CHARGING: Spot = ("specialist", "E4", 1, "一号楼二单元楼道", "楼道内停放电动自行车");

/// What the first inspection found was put right and verified.
pub(super) async fn begun(app: &App, began: Moment, world: &World) -> Result<(), Failure> {
    let hour = |hours| began + TimeDelta::hours(hours);
    let story = Story { app, world };
    let lights = story.file(LIGHTS, hour(1)).await?.id;
    let words = ["两处灯具已更换", "更换后照片及领料单"];
    story.rectify(lights, words, hour(2)).await?;
    story.accept(lights, "现场复核,照明已恢复", hour(3)).await
}

/// What is open now, and the figures of the last quarter: one was verified, one waits.
pub(super) async fn current(app: &App, now: Moment, world: &World) -> Result<(), Failure> {
    let story = Story { app, world };
    let litter = story.file(LITTER, now).await?.id;
    photo::proof(story.by(LITTER.0, now)?, litter, AttachmentKind::Before).await?;
    photo::proof(story.by("manager", now)?, litter, AttachmentKind::After).await?;
    story.rectify(litter, ["已清运并补种", "清运前后照片"], now).await?;
    story.file(CHARGING, now).await?;
    let fees = story.report("finance.fee_collection_rate", [1_860, 2_000], now).await?;
    story.report("patrol.completion_rate", [356, 368], now).await?;
    let by = story.by("property-office", now)?;
    let words = (true, "与收费系统台账核对一致".to_owned());
    let kept = app.store.write(async |tx| judged(by, tx, &fees, words.clone()).await);
    kept.await.map(|_| ())
}

struct Story<'a> {
    app: &'a App,
    world: &'a World,
}

impl Story<'_> {
    fn by(&self, account: &str, now: Moment) -> Result<By<'_>, Failure> {
        Ok(By { app: self.app, actor: self.world.actor(account)?, now })
    }

    async fn file(
        &self,
        (account, indicator, units, place, note): Spot,
        now: Moment,
    ) -> Result<Finding, Failure> {
        let told = NewFinding {
            estate_id: self.world.estates[ESTATE].estate.id,
            indicator: indicator.to_owned(),
            units,
            place: format!("{}{place}", ESTATES[ESTATE].name),
            latitude: None,
            longitude: None,
            found_at: (now - TimeDelta::minutes(30)).fixed_offset(),
            note: note.to_owned(),
            evidence: "现场照片,见检查记录".to_owned(),
            links: Vec::new(),
            due_on: None,
        };
        let by = self.by(account, now)?;
        self.app.store.write(async |tx| filed(by, tx, &told).await).await
    }

    async fn rectify(
        &self,
        id: FindingId,
        [note, words]: [&str; 2],
        now: Moment,
    ) -> Result<(), Failure> {
        let by = self.by("manager", now)?;
        let step = |finding: &Finding| {
            let permit = authorize(by.actor, Action::FindingRectify, finding)?;
            let evidence = Evidence { words: words.to_owned(), links: Vec::new() };
            let told = Rectifying { note: note.to_owned(), evidence };
            finding.rectify(&permit, told, (now, by.today()))
        };
        self.step(id, step).await
    }

    async fn accept(&self, id: FindingId, words: &str, now: Moment) -> Result<(), Failure> {
        let by = self.by("property-office", now)?;
        let step = |finding: &Finding| {
            let permit = authorize(by.actor, Action::FindingVerify, finding)?;
            finding.judge(&permit, Judging { accepted: true, words: words.to_owned() }, now)
        };
        self.step(id, step).await
    }

    async fn step(
        &self,
        id: FindingId,
        apply: impl Fn(&Finding) -> Result<FindingChange, Refusal>,
    ) -> Result<(), Failure> {
        let kept = self.app.store.write(async |tx| {
            let finding = finding_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
            Ok(tx.save_finding(&apply(&finding)?).await?)
        });
        kept.await
    }

    async fn report(
        &self,
        figure: &str,
        [part, whole]: [u32; 2],
        now: Moment,
    ) -> Result<ReportedFigure, Failure> {
        let today = self.app.today(now);
        let (year, quarter) = match today.month0() / 3 {
            0 => (today.year() - 1, 4),
            before => (today.year(), before),
        };
        let told = NewReportedFigure {
            estate_id: self.world.estates[ESTATE].estate.id,
            figure: figure.to_owned(),
            year,
            quarter: Some(quarter),
            part: Some(part),
            whole: Some(whole),
            count: None,
            evidence: "季度台账汇总表".to_owned(),
            links: Vec::new(),
        };
        let by = self.by("manager", now)?;
        self.app.store.write(async |tx| reported(by, tx, &told).await).await
    }
}
