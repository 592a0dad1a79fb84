//! `getTicket`: one ticket with its records.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, TicketId};
use persistence::ticket::load_for;

use super::view::{TicketView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read a ticket with its resolutions, ratings, follow-ups and supervisions.
#[utoipa::path(tag = "tickets", operation_id = "getTicket", params(IdPath),
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[get("/v1/tickets/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<TicketId>) -> Result<Answer, Problem> {
    let found = load_for(ctx.reader(), id.0, &ctx.actor, ctx.today(), ctx.now).await?;
    let ticket = found.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::TicketRead, &ticket)?;
    Ok(answer(&ctx, ctx.reader(), &ticket).await?)
}
