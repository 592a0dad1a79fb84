//! `discloseCycle`: the results of a computed cycle become public for seven working days, and can be objected to.

use access::{Action, Permit};
use actix_web::post;
use kernel::CycleId;
use persistence::{Failure, Tx};
use rating::{cycle::Cycle, objection::disclosed_until};

use super::{step, view::CycleView};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Disclose the results of a computed cycle.
///
/// For seven working days by the calendar of the place, in which the enterprises, owners and owners' committees can object.
/// Those who answer for the rated enterprises are told. It is not computed again after that.
#[utoipa::path(tag = "ratings", operation_id = "discloseCycle", params(IdPath), request_body = Empty,
    responses((status = 200, body = CycleView, headers(("ETag" = String)))))]
#[post("/v1/cycles/{id}/disclose")]
pub(crate) async fn disclose(
    ctx: Ctx,
    id: Id<CycleId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::CycleDisclose, async |tx, cycle, permit| {
        body.get()?;
        disclosed(ctx.by(), tx, (cycle, permit)).await
    })
    .await
}

/// Discloses what someone may disclose; the cycle.
pub(crate) async fn disclosed(
    by: By<'_>,
    tx: &Tx,
    (cycle, permit): (&Cycle, &Permit),
) -> Result<Cycle, Failure> {
    let clockwork = by.app.clockwork();
    let calendar = clockwork.calendar(&cycle.path).map(|placed| &placed.calendar);
    let change = cycle.disclose(permit, disclosed_until(calendar, by.now)?, by.now)?;
    tx.save_cycle(&change).await?;
    Ok(change.after)
}
