//! `extendObjection`: the district approves three more working days for a decision.

use access::Action;
use actix_web::post;
use kernel::ObjectionId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::ObjectionView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why it takes longer.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ObjectionExtensionBody, example = json!({"reason": "须会同社区现场复核"}))]
pub(crate) struct ExtensionBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Approve more time for the decision on an objection.
///
/// Once, three working days, while the time is not over. Who approves it decides nothing of it.
#[utoipa::path(tag = "ratings", operation_id = "extendObjection", params(IdPath), request_body = ExtensionBody,
    responses((status = 200, body = ObjectionView, headers(("ETag" = String)))))]
#[post("/v1/objections/{id}/extend")]
pub(crate) async fn extend(
    ctx: Ctx,
    id: Id<ObjectionId>,
    body: Late<ExtensionBody>,
) -> Result<Answer, Problem> {
    let clockwork = ctx.app.clockwork();
    step(&ctx, id.0, Action::ObjectionExtend, async |_, objection, permit| {
        let reason = body.get()?.reason.clone();
        let calendar = clockwork.calendar(&objection.path).map(|placed| &placed.calendar);
        Ok(objection.extend(permit, reason, calendar, ctx.now)?)
    })
    .await
}
