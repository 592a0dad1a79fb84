//! `changeEstatePhase`: an estate enters another phase of its life.

use access::{Action, authorize};
use actix_web::post;
use kernel::{EstateId, Refusal};
use persistence::place::estate_by_id;
use place::Phase;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    subject, told,
    view::{EstateDetail, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// The phase that is entered.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phase": "maturity"}))]
pub(crate) struct PhaseBody {
    phase: Phase,
}

/// Change the phase of an estate.
///
/// Any later phase may follow, and after rebuilding the first one again.
#[utoipa::path(tag = "places", operation_id = "changeEstatePhase", params(IdPath), request_body = PhaseBody,
    responses((status = 200, body = EstateDetail, headers(("ETag" = String)))))]
#[post("/v1/estates/{id}/change-phase")]
pub(crate) async fn change_phase(
    ctx: Ctx,
    id: Id<EstateId>,
    body: Late<PhaseBody>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let estate = estate_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::EstatePhase, &subject(&estate))?;
        ctx.match_version(estate.version, false)?;
        let after = estate.change_phase(&permit, body.get()?.phase, ctx.now);
        let after = after.map_err(|refusal| told(&ctx.actor, &estate, refusal))?;
        tx.save_estate(&permit, estate.phase, &after).await?;
        answer(&ctx, tx, &after).await
    })
    .await
}
