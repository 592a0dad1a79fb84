//! `refuseTicket` 拒接.

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

/// Why it is refused.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "非本人专业,无法处理强电故障"}))]
pub(crate) struct Refusing {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Refuse a dispatched ticket.
///
/// The person it went to, or the organisation's manager; it goes back to be dispatched. In the pool nobody refuses (409).
#[utoipa::path(tag = "tickets", operation_id = "refuseTicket", params(IdPath), request_body = Refusing,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/refuse")]
pub(crate) async fn refuse(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Refusing>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Refuse, async |_, _| {
        Ok(Detail::Refuse { reason: body.get()?.reason.clone() })
    })
    .await
}
