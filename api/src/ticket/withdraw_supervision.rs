//! `withdrawSupervision` 撤回督单.

use access::Action;
use actix_web::post;
use serde::Deserialize;
use ticket::Detail;
use utoipa::ToSchema;
use validator::Validate;

use super::{answer_supervision::SupervisionPath, step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Ids, Late, Problem},
};

/// Why it is taken back.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "被督办单位已撤销,另行督办"}))]
pub(crate) struct RevokeBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Take back a supervision that was not answered.
///
/// By who asked, or anyone above; so that a unit that has nobody left does not hold up the closing.
#[utoipa::path(tag = "tickets", operation_id = "withdrawSupervision", params(SupervisionPath), request_body = RevokeBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/supervisions/{n}/withdraw")]
pub(crate) async fn withdraw_supervision(
    ctx: Ctx,
    path: Ids<SupervisionPath>,
    body: Late<RevokeBody>,
) -> Result<Answer, Problem> {
    step(&ctx, path.0.id, Action::Revoke, async |_, _| {
        let reason = body.get()?.reason.clone();
        Ok(Detail::Revoke { number: path.0.n, reason })
    })
    .await
}
