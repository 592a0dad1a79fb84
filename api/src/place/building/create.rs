//! `createBuilding`: a new building of an estate.

use access::Action;
use actix_web::{http::StatusCode, post};
use kernel::{AreaId, EstateId, Fault, Refusal};
use persistence::place::area_by_id;
use place::Building;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{BuildingView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
    place::estate::open_for,
};

/// A new building.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "3栋"}))]
pub(crate) struct NewBuilding {
    /// Unique in the estate.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// A grid of the estate's community, where it is not the estate's own.
    #[serde(default)]
    grid_id: Option<AreaId>,
}

/// Add a building to an estate.
#[utoipa::path(tag = "places", operation_id = "createBuilding", params(IdPath), request_body = NewBuilding,
    responses((status = 201, body = BuildingView, headers(("ETag" = String)))))]
#[post("/v1/estates/{id}/buildings")]
pub(crate) async fn create(
    ctx: Ctx,
    id: Id<EstateId>,
    body: Body<NewBuilding>,
) -> Result<Answer, Problem> {
    let told = &body.0;
    ctx.write(async |tx| {
        let (permit, estate) = open_for(&ctx, tx, id.0, Action::BuildingCreate).await?;
        let grid = match told.grid_id {
            None => None,
            Some(id) => {
                let found = area_by_id(tx, id).await?;
                Some(found.ok_or_else(|| Refusal::field("grid_id", Fault::NotFound))?)
            }
        };
        let building =
            Building::create(&permit, ctx.id(), told.name.clone(), &estate, grid.as_ref())?;
        tx.create_building(&permit, &building, ctx.now).await?;
        Ok(Answer { status: StatusCode::CREATED, ..answer(&ctx, tx, &building).await? })
    })
    .await
}
