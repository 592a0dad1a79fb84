//! `rejectResidency`: the request is refused, with a reason for the person.

use access::Action;
use actix_web::post;
use kernel::ResidencyId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{decide::decide, view::ResidencyView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why a request is rejected.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "门牌与产权证不符，请核对后重新申请。"}))]
pub(crate) struct RejectBody {
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Reject a residency.
///
/// By the community officer or the dispatcher of the estate, never one's own. The person may ask again.
#[utoipa::path(tag = "places", operation_id = "rejectResidency", params(IdPath), request_body = RejectBody,
    responses((status = 200, body = ResidencyView, headers(("ETag" = String)))))]
#[post("/v1/residencies/{id}/reject")]
pub(crate) async fn reject(
    ctx: Ctx,
    id: Id<ResidencyId>,
    body: Late<RejectBody>,
) -> Result<Answer, Problem> {
    decide(&ctx, id.0, Action::ResidencyReject, async |_, residency, permit| {
        let reason = body.get()?.reason.clone();
        Ok(residency.reject(permit, reason, ctx.now)?)
    })
    .await
}
