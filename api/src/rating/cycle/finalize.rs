//! `finalizeCycle`: a person makes the results of a disclosed cycle final.

use access::Action;
use actix_web::post;
use kernel::CycleId;
use persistence::rating::pending;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::CycleView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is confirmed with it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"confirm_without_source": ["A2", "A3"]}))]
pub(crate) struct FinalizeCycleBody {
    /// The codes of exactly those indicators that have no source in one of the scores, so that they were left out.
    #[serde(default)]
    #[validate(length(max = 800))]
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 800)]
    confirm_without_source: Vec<String>,
}

/// Make the results of a disclosed cycle final.
///
/// Once the time for objections is over, each is decided and no re-check can be asked for any more. Indicators without a
/// source are confirmed one by one, which is put down. Nothing changes after that.
#[utoipa::path(tag = "ratings", operation_id = "finalizeCycle", params(IdPath), request_body = FinalizeCycleBody,
    responses((status = 200, body = CycleView, headers(("ETag" = String)))))]
#[post("/v1/cycles/{id}/finalize")]
pub(crate) async fn finalize(
    ctx: Ctx,
    id: Id<CycleId>,
    body: Late<FinalizeCycleBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::CycleFinalize, async |tx, cycle, permit| {
        cycle.finalizable(ctx.now)?;
        let confirmed = body.get()?.confirm_without_source.iter().cloned().collect();
        let waits = pending(tx, cycle.id, ctx.now).await?;
        let change = cycle.finalize(permit, &waits, &confirmed, ctx.now)?;
        tx.save_cycle(&change).await?;
        Ok(change.after)
    })
    .await
}
