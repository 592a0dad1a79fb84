//! `startScoring`: the period is over, and what is missing is collected.

use access::Action;
use actix_web::post;
use kernel::CycleId;

use super::{step, view::CycleView};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Start the scoring of an open cycle whose period is over.
///
/// It also starts by itself soon after the period.
#[utoipa::path(tag = "ratings", operation_id = "startScoring", params(IdPath), request_body = Empty,
    responses((status = 200, body = CycleView, headers(("ETag" = String)))))]
#[post("/v1/cycles/{id}/start-scoring")]
pub(crate) async fn start(ctx: Ctx, id: Id<CycleId>, body: Late<Empty>) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::CycleStart, async |tx, cycle, permit| {
        body.get()?;
        let change = cycle.start(permit, (ctx.now, ctx.today()))?;
        tx.save_cycle(&change).await?;
        Ok(change.after)
    })
    .await
}
