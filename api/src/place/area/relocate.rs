//! `moveArea`: another name, code or parent for an area; its history stays.

use access::{Action, authorize};
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use kernel::{AreaId, Refusal};
use persistence::{
    Failure, Tx,
    place::{area_by_id, area_by_key, is_moving},
};
use place::{Area, At, Relocation};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    AreaDetail, answer,
    create::{code, held},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
    place::under_names,
};

/// What changes about an area; at least one of the parent, the name and the code.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "parent_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "effective_from": "2027-01-01T00:00:00.000+08:00"
}))]
pub(crate) struct MoveBody {
    /// The new parent, of the same level as the present one.
    #[serde(default)]
    parent_id: Option<AreaId>,
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// The new statistical code; it begins with the new parent's.
    #[serde(default)]
    #[validate(length(equal = 12))]
    #[schema(min_length = 12, max_length = 12, pattern = "^[0-9]{12}$")]
    code: Option<String>,
    /// From when on the new parent holds, at most 366 days ahead and without another name or code; at once when not
    /// said.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, max_length = 40)]
    effective_from: Option<DateTime<FixedOffset>>,
}

/// Move an area under another parent, or rename it.
///
/// Everything in it is carried over step by step; until that is done both parents may read it. The journal keeps
/// where each thing was.
#[utoipa::path(tag = "places", operation_id = "moveArea", params(IdPath), request_body = MoveBody,
    responses((status = 200, body = AreaDetail, headers(("ETag" = String)))))]
#[post("/v1/areas/{id}/move")]
pub(crate) async fn relocate(
    ctx: Ctx,
    id: Id<AreaId>,
    body: Late<MoveBody>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let area = area_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let here = At::hidden(area.path, Action::AreaRead);
        let permit = authorize(&ctx.actor, Action::AreaMove, &here)?;
        ctx.match_version(area.version, false)?;
        let told = body.get()?;
        let (parent, current) = parents(&ctx, tx, &area, told.parent_id).await?;
        let change = Relocation {
            name: told.name.clone(),
            code: told.code.as_deref().map(code).transpose()?,
            parent: parent.as_ref(),
            current: current.as_ref(),
            effective_at: told.effective_from.map(|at| at.to_utc()),
            moving: is_moving(tx, area.key).await?,
        };
        let done = area.relocate(&permit, change, ctx.now);
        let done = done.map_err(|no| under_names(no, &[("effective_at", "effective_from")]))?;
        tx.relocate_area(&permit, &done, ctx.id()).await?;
        answer(&ctx, tx, &done.after).await
    })
    .await
}

/// The new parent, which must lie in the caller's scope as well, and the present one.
async fn parents(
    ctx: &Ctx,
    tx: &Tx,
    area: &Area,
    to: Option<AreaId>,
) -> Result<(Option<Area>, Option<Area>), Failure> {
    let current = match area.parent {
        Some(key) => area_by_key(tx, key).await?,
        None => None,
    };
    let Some(id) = to else { return Ok((None, current)) };
    let parent = held(tx, id).await?;
    authorize(&ctx.actor, Action::AreaMove, &At::open(parent.path))?;
    Ok((Some(parent), current))
}
