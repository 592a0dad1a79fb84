//! `createArea`: a new area under its parent.

use access::{Action, Level, ScopePath, authorize};
use actix_web::post;
use kernel::{AreaId, Fault, Refusal};
use persistence::{Failure, Tx};
use place::{Area, AreaCode, At, NewArea};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{AreaDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// A new area.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "level": "street", "name": "横岗街道", "code": "440307017000", "parent_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d"
}))]
pub(crate) struct NewAreaBody {
    level: Level,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The twelve digits of the statistical code; it begins with the parent's.
    #[serde(default)]
    #[validate(length(equal = 12))]
    #[schema(min_length = 12, max_length = 12, pattern = "^[0-9]{12}$")]
    code: Option<String>,
    /// An area of the level above; none for a district.
    #[serde(default)]
    parent_id: Option<AreaId>,
}

/// Create an area.
///
/// Inside one's own scope: a district only by an administrator of everything. A community also gets its commons
/// (公共区域), the estate that stands for its land outside all estates.
#[utoipa::path(tag = "places", operation_id = "createArea", request_body = NewAreaBody,
    responses((status = 201, body = AreaDetail, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/areas")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewAreaBody>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::AreaCreate)?;
    let told = &body.0;
    let code = told.code.as_deref().map(code).transpose()?;
    ctx.write(async |tx| {
        let parent = match told.parent_id {
            Some(id) => Some(held(tx, id).await?),
            None => None,
        };
        let above = parent.as_ref().map_or_else(ScopePath::default, |area| area.path);
        let permit = authorize(&ctx.actor, Action::AreaCreate, &At::open(above))?;
        let new = NewArea {
            key: tx.next_number("area").await?,
            id: ctx.id(),
            level: told.level,
            name: told.name.clone(),
            code: code.clone(),
        };
        let area = Area::create(&permit, new, parent.as_ref(), ctx.now)?;
        tx.create_area(&permit, &area, ctx.id()).await?;
        Ok(answer(&ctx, tx, &area).await?.at(format!("/v1/areas/{}", area.id)))
    })
    .await
}

/// The code that a body gives.
pub(super) fn code(text: &str) -> Result<AreaCode, Refusal> {
    text.parse().map_err(|_| Refusal::field("code", Fault::Format))
}

/// The parent that a body names, kept where it is.
pub(super) async fn held(tx: &Tx, id: AreaId) -> Result<Area, Failure> {
    let found = tx.hold_area(id).await?;
    found.ok_or_else(|| Refusal::field("parent_id", Fault::NotFound).into())
}
