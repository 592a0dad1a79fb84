//! One step of a ticket: load, authorize, apply, save.

use access::{Action, Actor, authorize};
use kernel::{Moment, Refusal, TicketId};
use persistence::{Failure, Tx};
use ticket::{
    AboutOutage, Change, Detail, Informing, Ticket, allowed_actions, concerns_clocks, tick,
};

use super::{cards::follow, view::answer};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Problem},
};

/// Takes the step and answers with the ticket as it is afterwards.
pub(super) async fn step(
    ctx: &Ctx,
    id: TicketId,
    action: Action,
    detail: impl AsyncFn(&Tx, &Ticket) -> Result<Detail, Failure>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let fits = |version| ctx.match_version(version, false);
        let after = take(ctx.by(), tx, id, action, fits, &detail).await?;
        answer(ctx, tx, &after).await
    })
    .await
}

/// Takes the step. `detail` is asked only once the step is known to be permitted and possible now; `fits` says
/// whether the version is the one that the caller knows.
pub(crate) async fn take(
    by: By<'_>,
    tx: &Tx,
    id: TicketId,
    action: Action,
    fits: impl Fn(i32) -> Result<(), Refusal>,
    detail: impl AsyncFn(&Tx, &Ticket) -> Result<Detail, Failure>,
) -> Result<Ticket, Failure> {
    let found = persistence::ticket::load_for(tx, id, by.actor, by.today(), by.now).await?;
    let ticket = found.ok_or_else(Refusal::missing)?;
    let permit = authorize(by.actor, action, &ticket)?;
    fits(ticket.version)?;
    ticket.guard(&permit, by.now).map_err(|refusal| told(by, &ticket, refusal))?;
    let detail = detail(tx, &ticket).await?;
    let change = ticket.apply(&permit, detail, by.now);
    let mut change = change.map_err(|refusal| told(by, &ticket, refusal))?;
    if concerns_clocks(&change) {
        let clocks = persistence::clock::clocks(tx, id).await?;
        tick(&clocks, &mut change, &by.app.clockwork())?;
    }
    tx.save_ticket(&change, ticket.version).await?;
    match follow(by, tx, &change).await? {
        Some(red) => Ok(red.after),
        None => Ok(change.after),
    }
}

/// A new ticket about an outage, with the system's answer.
pub(super) fn told_of(
    outage: Option<AboutOutage>,
    change: Change,
    now: Moment,
) -> Result<Change, Failure> {
    let Some(outage) = outage else { return Ok(change) };
    let permit = authorize(&Actor::system(), Action::Inform, &change.after)?;
    Ok(change.and(&permit, Detail::Inform(Informing::Begun(outage)), now)?)
}

/// A conflict says what the caller may do instead.
pub(crate) fn told(by: By<'_>, ticket: &Ticket, refusal: Refusal) -> Refusal {
    let allowed = || allowed_actions(ticket, by.actor, by.now).iter().map(|a| a.as_str()).collect();
    refusal.allowing(allowed)
}
