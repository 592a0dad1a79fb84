//! `listCategories`: all categories.

use access::{Action, authorize};
use actix_web::get;
use persistence::ticket::categories;
use serde::Deserialize;
use ticket::Catalogue;
use utoipa::IntoParams;

use super::{CategoryView, view};
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

/// List the categories, newest first; `rank` gives the order of menus.
#[utoipa::path(tag = "categories", operation_id = "listCategories", params(Filter),
    responses((status = 200, body = Page<CategoryView>)))]
#[get("/v1/categories")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::CategoryRead, &Catalogue)?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let after = paging.after_id()?.map(Into::into);
    let rows = categories(ctx.reader(), after, paging.size.with_lookahead()).await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, row))
}
