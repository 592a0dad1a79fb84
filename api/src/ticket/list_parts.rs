//! `listTicketParts`: what became of a ticket that was split.

use access::{Action, may};
use actix_web::get;
use kernel::{Refusal, TicketId};
use persistence::ticket::{load_for, load_many, parts, settle};
use ticket::{Ticket, shown};

use super::view::{TicketView, names, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, Problem, page_of},
};

/// List the parts into which a ticket was split, in their order.
///
/// All of them at once, ten at most; those that the caller may not see are left out.
#[utoipa::path(tag = "tickets", operation_id = "listTicketParts", params(IdPath),
    responses((status = 200, body = Page<TicketView>)))]
#[get("/v1/tickets/{id}/parts")]
pub(crate) async fn list_parts(ctx: Ctx, id: Id<TicketId>) -> Result<Answer, Problem> {
    let db = ctx.reader();
    let whole = load_for(db, id.0, &ctx.actor, ctx.today(), ctx.now).await?;
    whole
        .filter(|whole| may(&ctx.actor, Action::TicketRead, whole))
        .ok_or_else(Refusal::missing)?;
    let mut tickets: Vec<Ticket> = load_many(db, &parts(db, id.0).await?, ctx.today()).await?;
    settle(db, &mut tickets, &ctx.actor, ctx.now).await?;
    let names = names(db, &tickets).await?;
    let views = tickets.iter().filter_map(|part| {
        let seen = shown(part, &ctx.actor, ctx.now)?;
        Some(view(&ctx, part, &seen, &names))
    });
    page_of(&ctx, views.collect::<Vec<TicketView>>(), None, None)
}
