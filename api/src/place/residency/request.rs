//! `requestResidency`: a person asks to be bound to premises.

use access::{Action, ScopePath, authorize};
use actix_web::{http::StatusCode, post};
use kernel::{Fault, PremisesId, Refusal};
use persistence::{
    Failure, Tx,
    place::{estate_by_key, premises_by_id},
};
use place::{At, Premises, Residency, ResidencyRelation, ResidencyRequest};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{ResidencyView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// A request for a residency.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "premises_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "relation": "owner", "note": "产权证可到物业处核对。"
}))]
pub(crate) struct RequestBody {
    premises_id: PremisesId,
    relation: ResidencyRelation,
    /// For whoever decides.
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    note: Option<String>,
}

/// Ask to be bound to premises, for oneself.
///
/// The community officer or the dispatcher of the estate decides; one request or residency for each premises.
#[utoipa::path(tag = "places", operation_id = "requestResidency", request_body = RequestBody,
    responses((status = 201, body = ResidencyView, headers(("ETag" = String)))))]
#[post("/v1/residencies")]
pub(crate) async fn request(ctx: Ctx, body: Body<RequestBody>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::ResidencyRequest)?;
    let told = &body.0;
    ctx.write(async |tx| {
        let premises = held(tx, told.premises_id).await?;
        let subject = At::open(premises.path);
        let permit = authorize(&ctx.actor, Action::ResidencyRequest, &subject)?;
        let request =
            ResidencyRequest { id: ctx.id(), relation: told.relation, note: told.note.clone() };
        let residency = Residency::request(&permit, request, &premises, ctx.now)?;
        tx.create_residency(&permit, &residency).await?;
        Ok(Answer { status: StatusCode::CREATED, ..answer(&ctx, tx, &residency).await? })
    })
    .await
}

/// The premises that a body names, where their estate stands now; it is not moved meanwhile.
async fn held(tx: &Tx, id: PremisesId) -> Result<Premises, Failure> {
    let unknown = || Refusal::field("premises_id", Fault::NotFound);
    let premises = premises_by_id(tx, id).await?.ok_or_else(unknown)?;
    let estate = estate_by_key(tx, premises.estate).await?.ok_or_else(unknown)?;
    let estate = tx.hold_estate(estate.id).await?.ok_or_else(unknown)?;
    let same = premises.path.community == estate.path.community;
    let grid = if same { premises.path.grid } else { estate.path.grid };
    Ok(Premises { path: ScopePath { grid, ..estate.path }, ..premises })
}
