//! `listAccounts`: the accounts managed in one's area.

use access::Action;
use actix_web::get;
use persistence::identity::accounts;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{AccountView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, Paging, Params, Problem, page},
    identity::scope::{areas, merged},
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

/// List the accounts managed in one's area, newest first.
#[utoipa::path(tag = "identity", operation_id = "listAccounts", params(Filter),
    responses((status = 200, body = Page<AccountView>)))]
#[get("/v1/accounts")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    let areas = areas(&ctx.actor, Action::AccountRead)?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let (after, limit) = (paging.after_id()?, paging.size.with_lookahead());
    let read = async |area| accounts(ctx.reader(), area, after, limit).await;
    let rows = merged(&areas, limit, read, |row| row.id.0).await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, row))
}
