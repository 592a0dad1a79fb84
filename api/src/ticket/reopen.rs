//! `reopenTicket` 重办.

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

/// Why it is to be done again.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "维修两天后再次漏水"}))]
pub(crate) struct Reopening {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Have a resolution done again.
///
/// By the reporter (or who filed it for a caller) within ten days of the resolution; one resolution is reopened once.
/// The third reopening raises the ticket to the community, and its next resolution is final.
#[utoipa::path(tag = "tickets", operation_id = "reopenTicket", params(IdPath), request_body = Reopening,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/reopen")]
pub(crate) async fn reopen(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Reopening>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Reopen, async |_, _| {
        Ok(Detail::Reopen { reason: body.get()?.reason.clone() })
    })
    .await
}
