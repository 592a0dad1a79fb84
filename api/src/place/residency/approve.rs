//! `approveResidency`: the person becomes a resident of the estate.

use access::Action;
use actix_web::post;
use kernel::ResidencyId;

use super::{decide::decide, resident::resident_duty, view::ResidencyView};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Approve a residency.
///
/// By the community officer or the dispatcher of the estate, never one's own. The person holds the duty `resident`
/// in the estate from the next request on.
#[utoipa::path(tag = "places", operation_id = "approveResidency", params(IdPath), request_body = Empty,
    responses((status = 200, body = ResidencyView, headers(("ETag" = String)))))]
#[post("/v1/residencies/{id}/approve")]
pub(crate) async fn approve(
    ctx: Ctx,
    id: Id<ResidencyId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    decide(&ctx, id.0, Action::ResidencyApprove, async |tx, residency, permit| {
        body.get()?;
        let duty = resident_duty(ctx.by(), tx, residency, permit).await?;
        Ok(residency.approve(permit, duty, ctx.now)?)
    })
    .await
}
