//! `getArea`: one area.

use access::{Action, authorize};
use actix_web::get;
use kernel::{AreaId, Code};
use persistence::place::area_by_id;
use place::At;

use super::{AreaDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read an area.
#[utoipa::path(tag = "places", operation_id = "getArea", params(IdPath),
    responses((status = 200, body = AreaDetail, headers(("ETag" = String)))))]
#[get("/v1/areas/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<AreaId>) -> Result<Answer, Problem> {
    let area = area_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::AreaRead, &At::hidden(area.path, Action::AreaRead))?;
    Ok(answer(&ctx, ctx.reader(), &area).await?)
}
