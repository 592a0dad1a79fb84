//! `decideObjection`: the street upholds an objection with what is right instead, or rejects it.

use access::{Action, Permit, authorize};
use actix_web::post;
use kernel::ObjectionId;
use persistence::{Failure, Tx};
use rating::objection::{Objection, ObjectionChange};

use super::{
    decision::{DecisionBody, Scored},
    step,
    view::ObjectionView,
};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Decide an objection to a score.
///
/// By an office of the street; never by who scored the item, works for the enterprise, objected, or approved more time.
/// Upheld, the score is reckoned anew with what is right instead, exactly as computing does; both results are kept, and the
/// places in the league table follow.
#[utoipa::path(tag = "ratings", operation_id = "decideObjection", params(IdPath), request_body = DecisionBody,
    responses((status = 200, body = ObjectionView, headers(("ETag" = String)))))]
#[post("/v1/objections/{id}/decide")]
pub(crate) async fn decide(
    ctx: Ctx,
    id: Id<ObjectionId>,
    body: Late<DecisionBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::ObjectionDecide, async |tx, objection, permit| {
        decided(ctx.by(), tx, (objection, permit), body.get()?).await
    })
    .await
}

/// Decides what someone may decide, and corrects the score where it is upheld; what is to be saved of the objection.
pub(crate) async fn decided(
    by: By<'_>,
    tx: &Tx,
    (objection, permit): (&Objection, &Permit),
    body: &DecisionBody,
) -> Result<ObjectionChange, Failure> {
    let rejected = authorize(by.actor, Action::ObjectionReject, objection)?;
    let permit = if body.upheld { permit } else { &rejected };
    let scored = Scored::of(tx, objection).await?;
    let clockwork = by.app.clockwork();
    let calendar = clockwork.calendar(&objection.path).map(|placed| &placed.calendar);
    let from = (&scored.scheme, &scored.inputs);
    let (change, inputs) = objection.decide(permit, body.told()?, from, (calendar, by.now))?;
    if let Some(inputs) = inputs {
        scored.revise(tx, (&change.after, &inputs), (permit.who().id(), by.now)).await?;
    }
    Ok(change)
}
