//! `unmergeTicket` 撤销并单.

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

/// Why it is a matter of its own.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "现场核实为另一部电梯"}))]
pub(crate) struct UnmergeBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Undo a merging: the ticket is dispatched by itself again.
///
/// By those who dispatch it, and the community officer.
#[utoipa::path(tag = "tickets", operation_id = "unmergeTicket", params(IdPath), request_body = UnmergeBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/unmerge")]
pub(crate) async fn unmerge(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<UnmergeBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Unmerge, async |_, _| {
        Ok(Detail::Unmerge { reason: body.get()?.reason.clone() })
    })
    .await
}
