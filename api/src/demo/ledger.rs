//! The credit ledger of the demo neighbourhood, beside what cards have entered there: a record taken back on an objection,
//! one that was repaired, one whose repair is sought, and a commendation.

use access::{Action, Permit, authorize};
use chrono::{NaiveDate, TimeDelta};
use kernel::{CreditEntryId, Hundredths, Moment, Refusal, Refused};
use persistence::{Failure, rating::credit_record};
use rating::credit::{Claiming, CreditChange, CreditKind, CreditRecord, Deciding};

use super::{
    places::ESTATES,
    world::{World, unknown},
};
use crate::{
    app::App,
    ctx::By,
    rating::credit::{NewCreditEntry, recorded},
};

/// The estate that all of it is about.
const ESTATE: usize = 0;
/// When what was on paper was entered, before its story in the ledger went on.
const BEFORE_DAYS: i64 = 100;

/// Basis, facts and evidence.
type Words = [&'static str; 3];

const POSTED: Words =
    ["物业服务合同第九条第三款", "公共收益账目未按季公示", "街道物业办检查记录及现场照片"];
const BLOCKED: Words =
    ["物业服务合同第十二条第二款", "消防通道长期被占用,两次限期整改未完成", "两次检查记录及照片"];
const LIFTS: Words = ["物业服务合同第十一条", "电梯年检合格证过期一周未更换", "街道物业办检查记录"];
const TYPHOON: Words = [
    "街道《红色物业评先评优办法》第六条",
    "台风期间组织力量连夜排涝,小区无一户进水",
    "街道三防办通报",
];

/// What was recorded when the system began: one record proved wrong, one was made good, and one stands.
pub(super) async fn begun(
    app: &App,
    began: Moment,
    world: &World,
) -> Result<CreditEntryId, Failure> {
    let day = |days| began + TimeDelta::days(days);
    let ledger = Ledger { app, world };
    let wrong = ledger.record((CreditKind::Bad, 2_00), POSTED, None, began).await?;
    let told = ["账目当季已在公告栏和公众号公示", "公示照片及推送链接"];
    ledger.ask(wrong, Action::CreditObject, told, day(1)).await?;
    let words = "经核实已按季公示,异议成立";
    ledger.grant(wrong, ("district", Action::CreditDecide), words, day(2)).await?;
    let earlier = app.today(began) - TimeDelta::days(BEFORE_DAYS);
    let mended = ledger.record((CreditKind::Bad, 1_00), LIFTS, Some(earlier), day(2)).await?;
    let told = ["已完成年检并更换合格证", "新合格证照片"];
    ledger.ask(mended, Action::CreditRepair, told, day(3)).await?;
    let words = "现场复核属实,同意修复";
    ledger.grant(mended, ("street", Action::CreditRule), words, day(5)).await?;
    ledger.record((CreditKind::Bad, 5_00), BLOCKED, None, day(5)).await
}

/// What goes on now: the repair of the record that stands is sought, and the enterprise is commended.
pub(super) async fn current(
    app: &App,
    now: Moment,
    (world, standing): (&World, CreditEntryId),
) -> Result<(), Failure> {
    let ledger = Ledger { app, world };
    let told = ["通道已清空并加装隔离桩,三个月无反复", "整改前后照片及街道复查记录"];
    ledger.ask(standing, Action::CreditRepair, told, now).await?;
    ledger.record((CreditKind::Good, 3_00), TYPHOON, None, now).await.map(|_| ())
}

struct Ledger<'a> {
    app: &'a App,
    world: &'a World,
}

impl Ledger<'_> {
    fn by(&self, account: &str, now: Moment) -> Result<By<'_>, Failure> {
        Ok(By { app: self.app, actor: self.world.actor(account)?, now })
    }

    async fn record(
        &self,
        (kind, points): (CreditKind, i64),
        [basis, facts, evidence]: Words,
        effective_from: Option<NaiveDate>,
        now: Moment,
    ) -> Result<CreditEntryId, Failure> {
        let enterprise = ESTATES[ESTATE].enterprise.ok_or_else(|| unknown("enterprise"))?;
        let told = NewCreditEntry {
            enterprise_id: self.world.enterprises[enterprise].id,
            estate_id: self.world.estates[ESTATE].estate.id,
            kind,
            points: Hundredths(points),
            basis: basis.to_owned(),
            facts: facts.to_owned(),
            evidence: evidence.to_owned(),
            effective_from,
            effective_until: None,
        };
        let by = self.by("property-office", now)?;
        let made = self.app.store.write(async |tx| recorded(by, tx, &told).await).await?;
        Ok(made.entry.id)
    }

    /// The enterprise asks something of a record.
    async fn ask(
        &self,
        id: CreditEntryId,
        action: Action,
        [reason, evidence]: [&str; 2],
        now: Moment,
    ) -> Result<(), Failure> {
        let by = self.by("manager", now)?;
        let told = Claiming { reason: reason.to_owned(), evidence: evidence.to_owned() };
        let at = (now, by.today());
        self.step(by, (id, action), |record, permit| record.claim(permit, told.clone(), at)).await
    }

    /// Someone grants what was asked.
    async fn grant(
        &self,
        id: CreditEntryId,
        (account, action): (&str, Action),
        words: &str,
        now: Moment,
    ) -> Result<(), Failure> {
        let by = self.by(account, now)?;
        let told = Deciding { counter: by.id(), upheld: true, words: words.to_owned() };
        let at = (now, by.today());
        self.step(by, (id, action), |record, permit| record.decide(permit, told.clone(), at)).await
    }

    /// One step of a record, by what is permitted.
    async fn step(
        &self,
        by: By<'_>,
        (id, action): (CreditEntryId, Action),
        step: impl Fn(&CreditRecord, &Permit) -> Refused<CreditChange>,
    ) -> Result<(), Failure> {
        let kept = self.app.store.write(async |tx| {
            let record = credit_record(tx, id).await?.ok_or_else(Refusal::missing)?;
            let permit = authorize(by.actor, action, &record)?;
            Ok(tx.save_credit(&step(&record, &permit)?).await?)
        });
        kept.await
    }
}
