//! What the clock does to rating cycles: scoring starts after the period, sheets are reminded of and found late, and so are
//! decisions on objections.

use access::{Action, Actor, authorize};
use chrono::Duration;
use kernel::{CycleId, Moment, ObjectionId, SheetId};
use persistence::{
    Failure, Tx,
    rating::{
        cycles_to_start, objection_by_id, objections_late, sheets_to_lapse, sheets_to_remind,
    },
};
use rating::cycle::{CycleState, Lateness};

use crate::app::App;

/// How long before a sheet is due its evaluator is reminded: house default.
const BEFORE: Duration = Duration::days(3);
/// Sheets read at once.
const BATCH: u32 = 200;
/// Sheets of one unit of work.
const UNIT: usize = 25;

/// Everything that was due by now.
pub(crate) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    for id in cycles_to_start(app.store.reader(), app.today(now)).await? {
        start(app, id, now).await?;
    }
    loop {
        let due = sheets_to_lapse(app.store.reader(), now, BATCH).await?;
        if each(app, (&due, Lateness::Lapse), now).await? < BATCH as usize {
            break;
        }
    }
    loop {
        let due = sheets_to_remind(app.store.reader(), now + BEFORE, BATCH).await?;
        if each(app, (&due, Lateness::Remind), now).await? < BATCH as usize {
            break;
        }
    }
    loop {
        let late = objections_late(app.store.reader(), now, BATCH).await?;
        let mut done = 0;
        for id in &late {
            done += usize::from(objection_lapses(app, *id, now).await?);
        }
        if done < BATCH as usize {
            return Ok(());
        }
    }
}

/// Whether it is found late now.
async fn objection_lapses(app: &App, id: ObjectionId, now: Moment) -> Result<bool, Failure> {
    let work = app.store.write(async |tx| {
        let Some(objection) = objection_by_id(tx, id).await? else { return Ok(false) };
        let permit = authorize(&Actor::system(), Action::ObjectionLapse, &objection)?;
        let Some(change) = objection.lapse(&permit, now)? else { return Ok(false) };
        tx.save_objection(&change).await?;
        Ok(true)
    });
    work.await
}

async fn start(app: &App, id: CycleId, now: Moment) -> Result<(), Failure> {
    let work = app.store.write(async |tx| {
        let found = tx.hold_cycle(id).await?;
        let Some(cycle) = found.filter(|one| one.state == CycleState::Open) else {
            return Ok(());
        };
        let permit = authorize(&Actor::system(), Action::CycleStart, &cycle)?;
        let change = cycle.start(&permit, (now, app.today(now)))?;
        Ok(tx.save_cycle(&change).await?)
    });
    work.await
}

/// The number of sheets that changed.
async fn each(
    app: &App,
    (sheets, what): (&[SheetId], Lateness),
    now: Moment,
) -> Result<usize, Failure> {
    let mut done = 0;
    for unit in sheets.chunks(UNIT) {
        done += app.store.write(async |tx| lapse(tx, (unit, what), now).await).await?;
    }
    Ok(done)
}

async fn lapse(
    tx: &Tx,
    (unit, what): (&[SheetId], Lateness),
    now: Moment,
) -> Result<usize, Failure> {
    let action = match what {
        Lateness::Remind => Action::SheetRemind,
        Lateness::Lapse => Action::SheetLapse,
    };
    let mut done = 0;
    for id in unit {
        let Some(sheet) = tx.hold_sheet(*id).await? else { continue };
        let permit = authorize(&Actor::system(), action, &sheet)?;
        if let Some(change) = sheet.lapse(&permit, what, now)? {
            tx.save_sheet(&change).await?;
            done += 1;
        }
    }
    Ok(done)
}
