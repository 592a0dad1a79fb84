//! `listViews`: one's saved views.

use access::{Action, authorize};
use actix_web::get;
use persistence::saved_view::views;

use super::view::{SavedView, held};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page},
};

/// List one's saved views, newest first.
#[utoipa::path(tag = "tickets", operation_id = "listViews", params(PageParams),
    responses((status = 200, body = Page<SavedView>)))]
#[get("/v1/views")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    let caller = ctx.account()?;
    authorize(&ctx.actor, Action::ViewRead, &held(caller))?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?;
    let rows = paging
        .rows(after, async |after, limit| views(ctx.reader(), caller, after, limit).await)
        .await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| SavedView::of(&ctx, row))
}
