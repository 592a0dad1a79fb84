//! `requestRecheck` and `decideRecheck`: who objected asks for another look, which the district takes.

use access::{Action, authorize};
use actix_web::post;
use kernel::ObjectionId;
use persistence::rating::waiting_sides;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    decision::{DecisionBody, Scored},
    step,
    view::ObjectionView,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"grounds": "处理时未核对备案系统的记录"}))]
pub(crate) struct RecheckRequest {
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    grounds: String,
}

/// Ask for a re-check of what was decided on one's own objection.
///
/// Within five working days after the decision, once. The item is flagged as disputed again.
#[utoipa::path(tag = "ratings", operation_id = "requestRecheck", params(IdPath), request_body = RecheckRequest,
    responses((status = 200, body = ObjectionView, headers(("ETag" = String)))))]
#[post("/v1/objections/{id}/recheck")]
pub(crate) async fn request(
    ctx: Ctx,
    id: Id<ObjectionId>,
    body: Late<RecheckRequest>,
) -> Result<Answer, Problem> {
    let clockwork = ctx.app.clockwork();
    step(&ctx, id.0, Action::RecheckAsk, async |tx, objection, permit| {
        let grounds = body.get()?.grounds.clone();
        let calendar = clockwork.calendar(&objection.path).map(|placed| &placed.calendar);
        let sides = waiting_sides(tx, objection.score, &objection.item).await?;
        let waits = sides.contains(&objection.side);
        Ok(objection.ask_recheck(permit, (grounds, waits), calendar, ctx.now)?)
    })
    .await
}

/// Decide the re-check of an objection.
///
/// By the district, within ten working days; never by who decided anything of it before, scored the item, works for the
/// enterprise or objected. Upheld, the score is reckoned anew once more; every result is kept.
#[utoipa::path(tag = "ratings", operation_id = "decideRecheck", params(IdPath), request_body = DecisionBody,
    responses((status = 200, body = ObjectionView, headers(("ETag" = String)))))]
#[post("/v1/objections/{id}/decide-recheck")]
pub(crate) async fn decide(
    ctx: Ctx,
    id: Id<ObjectionId>,
    body: Late<DecisionBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::RecheckDecide, async |tx, objection, permit| {
        let body = body.get()?;
        let rejected = authorize(&ctx.actor, Action::RecheckReject, objection)?;
        let permit = if body.upheld { permit } else { &rejected };
        let scored = Scored::of(tx, objection).await?;
        let from = (&scored.scheme, &scored.inputs);
        let (change, inputs) = objection.decide_recheck(permit, body.told()?, from, ctx.now)?;
        if let Some(inputs) = inputs {
            scored.revise(tx, (&change.after, &inputs), (permit.who().id(), ctx.now)).await?;
        }
        Ok(change)
    })
    .await
}
