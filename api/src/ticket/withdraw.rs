//! `withdrawTicket` 撤单.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::Detail;
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why it is withdrawn.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "问题已自行解决"}))]
pub(crate) struct Withdrawing {
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: Option<String>,
}

/// Withdraw a ticket.
///
/// By the reporter, or who filed it, before it is resolved.
#[utoipa::path(tag = "tickets", operation_id = "withdrawTicket", params(IdPath), request_body = Withdrawing,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/withdraw")]
pub(crate) async fn withdraw(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Withdrawing>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Withdraw, async |_, _| {
        Ok(Detail::Withdraw { reason: body.get()?.reason.clone() })
    })
    .await
}
