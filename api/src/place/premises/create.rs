//! `createPremises`: new premises of an estate.

use access::Action;
use actix_web::{http::StatusCode, post};
use kernel::{BuildingId, EstateId, Fault, Hundredths, Refusal};
use persistence::place::building_by_id;
use place::{NewPremises, Premises, PremisesUse};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{PremisesView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
    place::estate::open_for,
};

/// New premises.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "building_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "label": "1单元1203", "usage": "residential",
    "exclusive_area": "89.53"
}))]
pub(crate) struct NewPremisesBody {
    /// A building of the estate; none for what stands outside them.
    #[serde(default)]
    building_id: Option<BuildingId>,
    /// What the door says.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    label: String,
    usage: PremisesUse,
    /// 专有部分面积 in square metres, more than nothing and at most a million: the weight of an owner's vote.
    exclusive_area: Hundredths,
}

/// Add premises to an estate.
#[utoipa::path(tag = "places", operation_id = "createPremises", params(IdPath), request_body = NewPremisesBody,
    responses((status = 201, body = PremisesView, headers(("ETag" = String)))))]
#[post("/v1/estates/{id}/premises")]
pub(crate) async fn create(
    ctx: Ctx,
    id: Id<EstateId>,
    body: Body<NewPremisesBody>,
) -> Result<Answer, Problem> {
    let told = &body.0;
    ctx.write(async |tx| {
        let (permit, estate) = open_for(&ctx, tx, id.0, Action::PremisesCreate).await?;
        let building = match told.building_id {
            None => None,
            Some(id) => {
                let found = building_by_id(tx, id).await?;
                Some(found.ok_or_else(|| Refusal::field("building_id", Fault::NotFound))?)
            }
        };
        let new = NewPremises {
            id: ctx.id(),
            label: told.label.clone(),
            usage: told.usage,
            exclusive_area: told.exclusive_area,
        };
        let premises = Premises::create(&permit, new, &estate, building.as_ref())?;
        tx.create_premises(&permit, &premises, ctx.now).await?;
        Ok(Answer { status: StatusCode::CREATED, ..answer(&ctx, &premises, &estate)? })
    })
    .await
}
