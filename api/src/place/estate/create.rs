//! `createEstate`: a new estate in a community or grid.

use access::{Action, authorize};
use actix_web::post;
use kernel::AreaId;
use place::{At, Estate, Management, NewEstate, Phase};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    unknown,
    view::{EstateDetail, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// A new estate.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "name": "翠湖花园", "address": "翠湖路1号",
    "management": "enterprise", "phase": "maturity"
}))]
pub(crate) struct NewEstateBody {
    /// The community, or one of its grids.
    area_id: AreaId,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    address: Option<String>,
    management: Management,
    phase: Phase,
}

/// Create an estate.
///
/// It begins in the phase that it is in (孕育期, 出生期, 过渡期, 成熟期 or 拆迁改造期).
#[utoipa::path(tag = "places", operation_id = "createEstate", request_body = NewEstateBody,
    responses((status = 201, body = EstateDetail, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/estates")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewEstateBody>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::EstateCreate)?;
    let told = &body.0;
    ctx.write(async |tx| {
        let area = tx.hold_area(told.area_id).await?.ok_or_else(|| unknown("area_id"))?;
        let permit = authorize(&ctx.actor, Action::EstateCreate, &At::open(area.path))?;
        let new = NewEstate {
            key: tx.next_number("estate").await?,
            id: ctx.id(),
            name: told.name.clone(),
            address: told.address.clone(),
            management: told.management,
            phase: told.phase,
        };
        let estate = Estate::create(&permit, new, &area, ctx.now)?;
        tx.create_estate(&permit, &estate).await?;
        Ok(answer(&ctx, tx, &estate).await?.at(format!("/v1/estates/{}", estate.id)))
    })
    .await
}
