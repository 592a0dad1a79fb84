//! `acceptTicket` 接单.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use ticket::Detail;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Accept a dispatched ticket.
///
/// The person it went to, any worker or manager of the organisation it went to, or in the pool any volunteer of the
/// estate: exactly one wins and becomes the handler, the others are answered 409.
#[utoipa::path(tag = "tickets", operation_id = "acceptTicket", params(IdPath), request_body = Empty,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/accept")]
pub(crate) async fn accept(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Accept, async |_, _| {
        body.get()?;
        Ok(Detail::Accept)
    })
    .await
}
