//! `getEstate`: one estate with the phases of its life.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, EstateId};
use persistence::place::estate_by_id;

use super::{
    subject,
    view::{EstateDetail, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read an estate.
#[utoipa::path(tag = "places", operation_id = "getEstate", params(IdPath),
    responses((status = 200, body = EstateDetail, headers(("ETag" = String)))))]
#[get("/v1/estates/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<EstateId>) -> Result<Answer, Problem> {
    let estate = estate_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::EstateRead, &subject(&estate))?;
    Ok(answer(&ctx, ctx.reader(), &estate).await?)
}
