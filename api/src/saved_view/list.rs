//! `listViews`: one's saved views.

use access::{Action, authorize};
use actix_web::get;
use persistence::saved_view::views;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{SavedView, caller, held};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, Paging, Params, Problem, page},
};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Items a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// The `next` of the page before.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// List one's saved views, newest first.
#[utoipa::path(tag = "tickets", operation_id = "listViews", params(Filter),
    responses((status = 200, body = Page<SavedView>)))]
#[get("/v1/views")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    let caller = caller(&ctx)?;
    authorize(&ctx.actor, Action::ViewRead, &held(caller))?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let after = paging.after_id()?;
    let rows = views(ctx.reader(), caller, after, paging.size.with_lookahead()).await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| SavedView::of(&ctx, row))
}
