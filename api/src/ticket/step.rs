//! One step of a ticket: load, authorize, apply, save.

use access::{Action, authorize};
use kernel::{Refusal, TicketId};
use persistence::{Failure, Tx};
use ticket::{Detail, Ticket, allowed_actions};

use super::view::answer;
use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
};

/// Takes the step. `detail` is asked only once the step is known to be permitted and possible now.
pub(super) async fn step(
    ctx: &Ctx,
    id: TicketId,
    action: Action,
    detail: impl AsyncFn(&Tx, &Ticket) -> Result<Detail, Failure>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let found = persistence::ticket::load_for(tx, id, &ctx.actor, ctx.today(), ctx.now).await?;
        let ticket = found.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &ticket)?;
        ctx.match_version(ticket.version, false)?;
        ticket.guard(&permit, ctx.now).map_err(|refusal| told(ctx, &ticket, refusal))?;
        let detail = detail(tx, &ticket).await?;
        let change = ticket
            .apply(&permit, detail, ctx.now)
            .map_err(|refusal| told(ctx, &ticket, refusal))?;
        tx.save_ticket(&change, ticket.version).await?;
        answer(ctx, tx, &change.after).await
    })
    .await
}

/// A conflict says what the caller may do instead.
fn told(ctx: &Ctx, ticket: &Ticket, refusal: Refusal) -> Refusal {
    let allowed = match refusal.state {
        None => Vec::new(),
        Some(_) => {
            allowed_actions(ticket, &ctx.actor, ctx.now).iter().map(|a| a.as_str()).collect()
        }
    };
    Refusal { allowed, ..refusal }
}
