//! `withdrawFinding`: who filed a finding in error, or their office, takes it back.

use access::Action;
use actix_web::post;
use kernel::FindingId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::FindingView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "经核对,该处不属于本小区"}))]
pub(crate) struct FindingWithdrawal {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Withdraw a finding.
///
/// From then on it counts for nothing; it stays to be read, with the reason. The enterprise is told. Once a cycle over its
/// days is computed, it stands.
#[utoipa::path(tag = "ratings", operation_id = "withdrawFinding", params(IdPath), request_body = FindingWithdrawal,
    responses((status = 200, body = FindingView, headers(("ETag" = String)))))]
#[post("/v1/findings/{id}/withdraw")]
pub(crate) async fn withdraw(
    ctx: Ctx,
    id: Id<FindingId>,
    body: Late<FindingWithdrawal>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::FindingWithdraw, |finding, permit| {
        finding.step(Action::FindingWithdraw)?;
        finding.withdraw(permit, body.get()?.reason.clone(), ctx.now)
    })
    .await
}
