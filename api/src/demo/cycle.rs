//! The rating cycles of the demo neighbourhood: a quarter that is over, with sheets that are late and one that was signed,
//! and the quarter that it is, open, with some of its sheets begun.

use ::rating::{
    Fact,
    cycle::{Cycle, CycleKind, Filling, Sheet, SheetEntry, SheetEvaluator, StatedFact},
};
use access::{Action, authorize};
use chrono::{Days, NaiveDate};
use kernel::{Moment, Refusal};
use persistence::{Failure, Tx, rating::sheets_of_estate};

use super::{
    places::{DISTRICT, ESTATES},
    world::{World, unknown},
};
use crate::{
    app::App,
    ctx::By,
    jobs::rating,
    rating::{
        cycle::{PlanBody, opened, planned},
        sheet::scheme_of,
    },
};

/// Days after the period for the sheets.
const DUE_DAYS: u64 = 15;
/// Days after the end of the quarter that is over, at least, so that its sheets were due.
const PAST_DAYS: u64 = 20;
/// Indicators that were looked at, by the branch and by the street.
const LOOKED_AT: &[(SheetEvaluator, &str, &[&str])] = &[
    (SheetEvaluator::EstateBranch, "branch", &["D7", "E6", "F1", "F2", "F5", "F6"]),
    (SheetEvaluator::PropertyOffice, "property-office", &["B2", "B3", "D1", "E1", "E3"]),
];
const REPORT: &str =
    "本季度完成消防通道整治和电梯年检,诉求响应和办结情况见系统统计;下季度计划更新门岗和监控。";

/// The quarter that is over when the story ends, planned and opened when it began.
pub(super) async fn past(
    app: &App,
    (began, anchor): (Moment, Moment),
    world: &World,
) -> Result<Cycle, Failure> {
    let over = CycleKind::Quarter.first_of(app.today(anchor) - Days::new(PAST_DAYS));
    let before = over.pred_opt().unwrap_or(over);
    app.store.write(async |tx| begun(app, tx, (began, before), (world, DISTRICT)).await).await
}

/// What is late, and what goes on now.
pub(super) async fn current(
    app: &App,
    now: Moment,
    (world, past): (&World, &Cycle),
) -> Result<(), Failure> {
    rating::run(app, now).await?;
    let evaluator = SheetEvaluator::Enterprise;
    fill(app, (world, "manager", now), (past, evaluator), report()).await?;
    sign(app, (world, "manager", now), (past, evaluator)).await?;
    quarter(app, now, world).await
}

/// Plans and opens the cycle, and begins its sheets.
async fn quarter(app: &App, now: Moment, world: &World) -> Result<(), Failure> {
    let today = app.today(now);
    let begun = app.store.write(async |tx| begun(app, tx, (now, today), (world, DISTRICT)).await);
    let cycle = begun.await?;
    for (evaluator, account, codes) in LOOKED_AT {
        let seen = |code: &&str| SheetEntry {
            indicator: (*code).to_owned(),
            inspected: true,
            ..SheetEntry::default()
        };
        let lift = StatedFact { fact: Fact::HasLift, holds: true };
        let street = *evaluator == SheetEvaluator::PropertyOffice;
        let part = Filling {
            entries: codes.iter().map(seen).collect(),
            facts: street.then(|| vec![lift]),
            ..Filling::default()
        };
        fill(app, (world, account, now), (&cycle, *evaluator), part).await?;
    }
    fill(app, (world, "manager", now), (&cycle, SheetEvaluator::Enterprise), report()).await
}

pub(super) fn report() -> Filling {
    Filling { remarks: Some(REPORT.to_owned()), ..Filling::default() }
}

/// A cycle of the quarter that a day lies in; where that is over, its sheets are due soon after they were made.
pub(super) async fn begun(
    app: &App,
    tx: &Tx,
    (now, on): (Moment, NaiveDate),
    (world, area): (&World, usize),
) -> Result<Cycle, Failure> {
    let by = By { app, actor: world.actor("district")?, now };
    let kind = CycleKind::Quarter;
    let first_on = kind.first_of(on);
    let last_on = kind.last_of(first_on).ok_or_else(|| unknown("quarter"))?;
    let told = PlanBody {
        area_id: world.areas[area].id,
        name: format!("{first_on}至{last_on}物业服务星级评价"),
        kind,
        first_on,
        due_on: last_on.max(by.today()) + Days::new(DUE_DAYS),
    };
    let cycle = planned(by, tx, &told).await?;
    let permit = authorize(by.actor, Action::CycleOpen, &cycle)?;
    opened(by, tx, (&cycle, &permit)).await
}

pub(super) async fn fill(
    app: &App,
    (world, account, now): (&World, &str, Moment),
    (cycle, evaluator): (&Cycle, SheetEvaluator),
    part: Filling,
) -> Result<(), Failure> {
    let filled = app.store.write(async |tx| {
        let sheet = sheet(tx, world, (cycle, evaluator)).await?;
        let permit = authorize(world.actor(account)?, Action::SheetFill, &sheet)?;
        let scheme = scheme_of(tx, &sheet).await?;
        Ok(tx.save_sheet(&sheet.fill(&permit, (part.clone(), &scheme), now)?).await?)
    });
    filled.await
}

pub(super) async fn sign(
    app: &App,
    (world, account, now): (&World, &str, Moment),
    of: (&Cycle, SheetEvaluator),
) -> Result<(), Failure> {
    let signed = app.store.write(async |tx| {
        let sheet = sheet(tx, world, of).await?;
        let permit = authorize(world.actor(account)?, Action::SheetSign, &sheet)?;
        let scheme = scheme_of(tx, &sheet).await?;
        let change = sheet.sign(&permit, &scheme, (now, app.today(now)))?;
        Ok(tx.save_sheet(&change).await?)
    });
    signed.await
}

/// The sheet of the first estate that an enterprise serves.
pub(super) async fn sheet(
    tx: &Tx,
    world: &World,
    (cycle, evaluator): (&Cycle, SheetEvaluator),
) -> Result<Sheet, Failure> {
    let sheets = sheets_of_estate(tx, cycle.id, served(world)?).await?;
    let found = sheets.into_iter().find(|sheet| sheet.evaluator == evaluator);
    Ok(found.ok_or_else(Refusal::missing)?)
}

/// The key of the first estate that an enterprise serves.
pub(super) fn served(world: &World) -> Result<i32, Failure> {
    let estate = world.estates.iter().zip(ESTATES).find(|(_, told)| told.enterprise.is_some());
    Ok(estate.ok_or_else(|| unknown("estate"))?.0.estate.key)
}
