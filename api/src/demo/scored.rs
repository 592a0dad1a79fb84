//! A quarter of one street of the demo neighbourhood that has scores: the sheets of one estate are signed, and those of the
//! others gone on without.

use ::rating::{
    Indicator, Method,
    cycle::{Cycle, Filling, Ruling, SheetEntry, SheetEvaluator, SheetState, Sheeting, StatedFact},
};
use access::{Action, authorize};
use kernel::{Moment, Refusal};
use persistence::{
    Failure,
    rating::{cycle_by_id, sheets_of_cycle},
};

use super::{
    cycle::{begun as opened, fill, report, sheet, sign},
    world::World,
};
use crate::{
    app::App,
    rating::{scored::reckoned, sheet::scheme_of},
};

/// The street whose estates are rated, as an index into the areas.
pub(super) const STREET: usize = 1;
/// Who signs for whom.
const SIGNED: &[(SheetEvaluator, &str)] = &[
    (SheetEvaluator::Enterprise, "manager"),
    (SheetEvaluator::PropertyOffice, "property-office"),
    (SheetEvaluator::CommunityParty, "secretary"),
    (SheetEvaluator::EstateBranch, "branch"),
    (SheetEvaluator::OwnersCommittee, "committee"),
];
const PROOF: &str = "现场检查记录和台账";

/// The quarter before the one that is late.
pub(super) async fn begun(
    app: &App,
    now: Moment,
    (world, past): (&World, &Cycle),
) -> Result<Cycle, Failure> {
    let before = past.first_on.pred_opt().unwrap_or(past.first_on);
    app.store.write(async |tx| opened(app, tx, (now, before), (world, STREET)).await).await
}

/// Signs what is signed, goes on without the rest, and computes.
pub(super) async fn current(
    app: &App,
    now: Moment,
    (world, cycle): (&World, &Cycle),
) -> Result<(), Failure> {
    filled(app, now, (world, cycle)).await?;
    signed(app, now, (world, cycle)).await?;
    computed(app, now, (world, cycle)).await
}

/// Fills every sheet of one estate.
pub(super) async fn filled(
    app: &App,
    now: Moment,
    (world, cycle): (&World, &Cycle),
) -> Result<(), Failure> {
    for (evaluator, account) in SIGNED {
        let of = (cycle, *evaluator);
        let all = complete(app, world, of).await?;
        fill(app, (world, account, now), of, all).await?;
    }
    Ok(())
}

/// Signs what was filled.
pub(super) async fn signed(
    app: &App,
    now: Moment,
    (world, cycle): (&World, &Cycle),
) -> Result<(), Failure> {
    for (evaluator, account) in SIGNED {
        sign(app, (world, account, now), (cycle, *evaluator)).await?;
    }
    Ok(())
}

/// Goes on without what is late, and computes.
pub(super) async fn computed(app: &App, now: Moment, of: (&World, &Cycle)) -> Result<(), Failure> {
    go_without(app, now, of).await?;
    compute(app, now, of).await
}

/// Everything that the sheet asks for: nothing was found, or the best.
async fn complete(
    app: &App,
    world: &World,
    (cycle, evaluator): (&Cycle, SheetEvaluator),
) -> Result<Filling, Failure> {
    if evaluator == SheetEvaluator::Enterprise {
        return Ok(report());
    }
    let made = app.store.write(async |tx| {
        let sheet = sheet(tx, world, (cycle, evaluator)).await?;
        let scheme = scheme_of(tx, &sheet).await?;
        let facts = sheet.asked_facts(&scheme).into_iter();
        let stated = facts.map(|fact| StatedFact { fact, holds: true }).collect();
        let entries = sheet.indicators(&scheme).map(entry).collect();
        Ok(Filling { entries, facts: Some(stated), ..Filling::default() })
    });
    made.await
}

fn entry(indicator: &Indicator) -> SheetEntry {
    let empty = SheetEntry { indicator: indicator.code.clone(), ..SheetEntry::default() };
    let proven = SheetEntry { evidence: Some(PROOF.to_owned()), ..empty.clone() };
    match indicator.method {
        Method::Deduction { .. } => SheetEntry { inspected: true, ..empty },
        Method::Tiers { .. } => SheetEntry { tier: Some(0), ..proven },
        Method::Bands { .. } | Method::Ratio { .. } => {
            SheetEntry { part: Some(19), whole: Some(20), ..proven }
        }
    }
}

async fn go_without(
    app: &App,
    now: Moment,
    (world, cycle): (&World, &Cycle),
) -> Result<(), Failure> {
    for late in sheets_of_cycle(app.store.reader(), cycle.id).await? {
        if late.state != SheetState::Late {
            continue;
        }
        let permit = authorize(world.actor("street")?, Action::SheetRule, &late)?;
        let told = Sheeting {
            ruling: Ruling::GoWithout,
            reason: "逾期未交,按方案处理".to_owned(),
            until: None,
        };
        let change = late.rule(&permit, told, now)?;
        app.store.write(async |tx| Ok(tx.save_sheet(&change).await?)).await?;
    }
    Ok(())
}

async fn compute(app: &App, now: Moment, (world, cycle): (&World, &Cycle)) -> Result<(), Failure> {
    let cycle = cycle_by_id(app.store.reader(), cycle.id).await?.ok_or_else(Refusal::missing)?;
    let (_, scheme, scores) = reckoned(app, &cycle, now).await?;
    let permit = authorize(world.actor("district")?, Action::CycleCompute, &cycle)?;
    let change = cycle.compute(&permit, now)?;
    app.store.write(async |tx| Ok(tx.save_computation(&change, (scheme, &scores)).await?)).await
}
