//! `cancelCycle`: a cycle that comes to nothing.

use access::Action;
use actix_web::post;
use kernel::CycleId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::CycleView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "评分方案修订,改由下季度执行"}))]
pub(crate) struct CancelCycleBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Cancel a cycle before its end.
///
/// Its sheets stay as they are, and nothing can be done with them any more; another cycle of the period can be planned.
#[utoipa::path(tag = "ratings", operation_id = "cancelCycle", params(IdPath), request_body = CancelCycleBody,
    responses((status = 200, body = CycleView, headers(("ETag" = String)))))]
#[post("/v1/cycles/{id}/cancel")]
pub(crate) async fn cancel(
    ctx: Ctx,
    id: Id<CycleId>,
    body: Late<CancelCycleBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::CycleCancel, async |tx, cycle, permit| {
        let change = cycle.cancel(permit, &body.get()?.reason, ctx.now)?;
        tx.save_cycle(&change).await?;
        Ok(change.after)
    })
    .await
}
