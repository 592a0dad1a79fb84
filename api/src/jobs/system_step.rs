//! One step of a ticket that the system takes by itself.

use access::{Actor, authorize};
use kernel::{Kind, Moment, TicketId};
use persistence::Failure;
use ticket::Detail;

use crate::app::App;

/// Takes the step; that it is no longer possible is no failure, since people may have been faster.
pub(super) async fn step(
    app: &App,
    id: TicketId,
    detail: Detail,
    now: Moment,
) -> Result<(), Failure> {
    let done = app.store.write(async |tx| {
        let Some(ticket) = persistence::ticket::load(tx, id, app.today(now)).await? else {
            return Ok(());
        };
        let permit = authorize(&Actor::system(), detail.action(), &ticket)?;
        let change = ticket.apply(&permit, detail.clone(), now)?;
        Ok(tx.save_ticket(&change, ticket.version).await?)
    });
    match done.await {
        Err(Failure::Refused(refusal)) if refusal.kind() == Kind::Conflict => Ok(()),
        other => other,
    }
}
