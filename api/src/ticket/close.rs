//! `closeTicket` 归档.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use ticket::Detail;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Close a resolved ticket before its window has passed.
///
/// Only with the reporter's "solved", or a follow-up's where there is no reporter account, and never while an order
/// or a card is unanswered. After the window the system closes by itself.
#[utoipa::path(tag = "tickets", operation_id = "closeTicket", params(IdPath), request_body = Empty,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/close")]
pub(crate) async fn close(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Close, async |_, _| {
        body.get()?;
        Ok(Detail::Close)
    })
    .await
}
