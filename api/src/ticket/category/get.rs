//! `getCategory`: one category with its ETag.

use access::{Action, authorize};
use actix_web::get;
use kernel::{CategoryId, Code};
use persistence::ticket::category;
use ticket::Catalogue;

use super::{CategoryView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read a category, with the ETag that an update needs.
#[utoipa::path(tag = "categories", operation_id = "getCategory", params(IdPath),
    responses((status = 200, body = CategoryView, headers(("ETag" = String)))))]
#[get("/v1/categories/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<CategoryId>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::CategoryRead, &Catalogue)?;
    let found = category(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    answer(&ctx, &found)
}
