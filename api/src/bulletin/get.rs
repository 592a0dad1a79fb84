//! `getBulletin`: one bulletin.

use access::{Action, authorize};
use actix_web::get;
use kernel::{BulletinId, Code};
use persistence::bulletin::bulletin_by_id;

use super::view::{BulletinView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a bulletin of one's estate.
#[utoipa::path(tag = "bulletins", operation_id = "getBulletin", params(IdPath),
    responses((status = 200, body = BulletinView, headers(("ETag" = String)))))]
#[get("/v1/bulletins/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<BulletinId>) -> Result<Answer, Problem> {
    let bulletin = bulletin_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::BulletinRead, &bulletin)?;
    Ok(answer(&ctx, ctx.reader(), &bulletin).await?)
}
