//! `listCategories`: all categories.

use access::{Action, authorize};
use actix_web::get;
use persistence::ticket::categories;
use ticket::Catalogue;

use super::{CategoryView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page},
};

/// List the categories, newest first; `rank` gives the order of menus.
#[utoipa::path(tag = "categories", operation_id = "listCategories", params(PageParams),
    responses((status = 200, body = Page<CategoryView>)))]
#[get("/v1/categories")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::CategoryRead, &Catalogue)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?.map(Into::into);
    let rows = paging
        .rows(after, async |after, limit| categories(ctx.reader(), after, limit).await)
        .await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, row))
}
