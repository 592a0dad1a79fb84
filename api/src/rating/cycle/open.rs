//! `openCycle`: fixes the scheme and the estates of a cycle, and makes their sheets.

use access::{Action, Permit};
use actix_web::post;
use kernel::CycleId;
use persistence::{
    Failure, Tx,
    rating::{in_force, scheme_by_id},
};
use rating::cycle::Cycle;

use super::{step, view::CycleView};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Open a planned cycle.
///
/// By the scheme that is in force in the district now. Every estate of the area that one enterprise has served for six
/// months by the last day of the period is rated and gets its sheets; the others are listed with the reason.
#[utoipa::path(tag = "ratings", operation_id = "openCycle", params(IdPath), request_body = Empty,
    responses((status = 200, body = CycleView, headers(("ETag" = String)))))]
#[post("/v1/cycles/{id}/open")]
pub(crate) async fn open(ctx: Ctx, id: Id<CycleId>, body: Late<Empty>) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::CycleOpen, async |tx, cycle, permit| {
        body.get()?;
        opened(ctx.by(), tx, (cycle, permit)).await
    })
    .await
}

/// Opens what someone may open; the cycle.
pub(crate) async fn opened(
    by: By<'_>,
    tx: &Tx,
    (cycle, permit): (&Cycle, &Permit),
) -> Result<Cycle, Failure> {
    let in_force = match cycle.path.district {
        Some(district) => in_force(tx, district).await?,
        None => None,
    };
    let scheme = match in_force {
        Some(stand) => scheme_by_id(tx, stand.id).await?,
        None => None,
    };
    let scheme = scheme.as_ref().map(|row| (row.stand.id, &row.scheme));
    let estates = tx.rating_candidates(cycle, by.now).await?;
    let opened = cycle.open(permit, scheme, (estates, || by.id()), by.now)?;
    tx.open_cycle(&opened).await?;
    Ok(opened.change.after)
}
