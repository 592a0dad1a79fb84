//! Ends outages whose expected end has come, and tells the tickets about those that are over.

use access::{Action, Actor, authorize};
use chrono::Duration;
use kernel::{Moment, OutageId};
use persistence::{
    Failure,
    outage::{outage_by_id, outages_due, outages_to_tell, tickets_to_tell},
};
use ticket::{Detail, Informing, OutageState};

use super::system_step::step;
use crate::app::App;

/// Outages, and tickets of one, in one round; the others wait for the next.
const BATCH: u32 = 200;
/// A ticket that was filed while the outage still ran may be written a little later.
const LATE: Duration = Duration::minutes(1);

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    for id in outages_due(app.store.reader(), now, BATCH).await? {
        end(app, id, now).await?;
    }
    for outage in outages_to_tell(app.store.reader(), BATCH).await? {
        let tickets = tickets_to_tell(app.store.reader(), outage.id, BATCH).await?;
        for id in &tickets {
            let told = Informing::Over { note: outage.ended_note.clone() };
            step(app, *id, Detail::Inform(told), now).await?;
        }
        if tickets.is_empty() && outage.ended_at.is_some_and(|at| at + LATE <= now) {
            app.store.write(async |tx| Ok(tx.told_outage(outage.id, now).await?)).await?;
        }
    }
    Ok(())
}

async fn end(app: &App, id: OutageId, now: Moment) -> Result<(), Failure> {
    let work = app.store.write(async |tx| {
        let found = outage_by_id(tx, id).await?;
        let Some(outage) = found.filter(|one| one.state == OutageState::Announced) else {
            return Ok(());
        };
        let permit = authorize(&Actor::system(), Action::OutageEnd, &outage)?;
        let after = outage.end(&permit, None, now)?;
        Ok(tx.end_outage(&permit, &after).await?)
    });
    work.await
}
