//! `raiseTicket` 升格上提.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Beyond, Detail};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why it has to go up.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "督办两次仍未解决,提请街道协调"}))]
pub(crate) struct Raising {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Raise a matter to the level above.
///
/// By the branch secretary to the community, by the community to the street, by the street to the district; none of
/// whom had a part in the case. From then on that level dispatches it.
#[utoipa::path(tag = "tickets", operation_id = "raiseTicket", params(IdPath), request_body = Raising,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/raise")]
pub(crate) async fn raise(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Raising>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Raise, async |_, _| {
        Ok(Detail::Beyond(Beyond::Raise { reason: body.get()?.reason.clone() }))
    })
    .await
}
