//! `listImports`: one's imports.

use access::{Action, authorize};
use actix_web::get;
use persistence::import::imports;

use super::view::{ImportView, owned, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page},
};

/// List one's imports, newest first.
#[utoipa::path(tag = "imports", operation_id = "listImports", params(PageParams),
    responses((status = 200, body = Page<ImportView>)))]
#[get("/v1/imports")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    let caller = ctx.account()?;
    authorize(&ctx.actor, Action::ImportRead, &owned(caller))?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?;
    let rows = paging
        .rows(after, async |after, limit| imports(ctx.reader(), caller, after, limit).await)
        .await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, row))
}
