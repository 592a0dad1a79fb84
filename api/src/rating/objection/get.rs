//! `getObjection`: one objection with everything that was decided on it.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, ObjectionId};
use persistence::rating::objection_by_id;

use super::view::{ObjectionView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get an objection to a score.
#[utoipa::path(tag = "ratings", operation_id = "getObjection", params(IdPath),
    responses((status = 200, body = ObjectionView, headers(("ETag" = String)))))]
#[get("/v1/objections/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<ObjectionId>) -> Result<Answer, Problem> {
    let objection = objection_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::ObjectionRead, &objection)?;
    Ok(answer(&ctx, ctx.reader(), &objection).await?)
}
