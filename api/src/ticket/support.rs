//! `supportTicket` 附议.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use ticket::Detail;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Say "me too" to a public ticket of one's estate.
///
/// By residents, once each, never by the reporter; they are counted and not named.
#[utoipa::path(tag = "tickets", operation_id = "supportTicket", params(IdPath), request_body = Empty,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/support")]
pub(crate) async fn support(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Support, async |_, _| {
        body.get()?;
        Ok(Detail::Support)
    })
    .await
}
