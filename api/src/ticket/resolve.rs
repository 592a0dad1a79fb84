//! `resolveTicket` 办结.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use persistence::ticket::photos;
use serde::Deserialize;
use ticket::{Detail, Outcome, Resolving};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What came of it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"result": "已更换曳引机轴承并试运行正常", "outcome": "done"}))]
pub(crate) struct ResolveBody {
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    result: String,
    outcome: Outcome,
}

/// Resolve an accepted ticket.
///
/// By the handler, who leads. From now on the reporter can rate it for ten days (`rate_until`). After the third
/// reopening the resolution is final, and its result gives the grounds. `done` needs the photos that the category
/// asks for (`photo_needed`).
#[utoipa::path(tag = "tickets", operation_id = "resolveTicket", params(IdPath), request_body = ResolveBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/resolve")]
pub(crate) async fn resolve(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<ResolveBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Resolve, async |tx, ticket| {
        let told = body.get()?;
        let photos = photos(tx, ticket).await?;
        let result = told.result.clone();
        Ok(Detail::Resolve(Resolving { result, outcome: told.outcome, photos }))
    })
    .await
}
