//! `updateEstate`: a merge patch of an estate's settings.

use access::{Action, authorize};
use actix_web::patch;
use kernel::{EstateId, Refusal};
use persistence::place::estate_by_id;
use place::{EstateChange, Management};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    subject, told,
    view::{EstateDetail, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem, given},
};

/// What changes; the rest stays.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"management": "self_managed", "address": null}))]
pub(crate) struct EstateUpdate {
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 100))]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Null takes it away.
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 200))]
    #[schema(value_type = Option<String>, required = false, min_length = 1, max_length = 200)]
    address: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Management, required = false)]
    management: Option<Management>,
}

/// Update an estate (merge patch). Needs `If-Match`.
///
/// A commons takes its name from its community and is not updated itself.
#[utoipa::path(tag = "places", operation_id = "updateEstate", params(IdPath), request_body = EstateUpdate,
    responses((status = 200, body = EstateDetail, headers(("ETag" = String)))))]
#[patch("/v1/estates/{id}")]
pub(crate) async fn update(
    ctx: Ctx,
    id: Id<EstateId>,
    body: Body<EstateUpdate>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let estate = estate_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::EstateUpdate, &subject(&estate))?;
        ctx.match_version(estate.version, true)?;
        let change = EstateChange {
            name: body.0.name.clone(),
            address: body.0.address.clone(),
            management: body.0.management,
        };
        let after = estate.update(&permit, change, ctx.now);
        let after = after.map_err(|refusal| told(&ctx.actor, &estate, refusal))?;
        tx.save_estate(&permit, estate.phase, &after).await?;
        answer(&ctx, tx, &after).await
    })
    .await
}
