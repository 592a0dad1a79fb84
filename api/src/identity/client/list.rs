//! `listClients`: the system clients of one's area.

use access::Action;
use actix_web::get;
use persistence::identity::clients;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{ClientView, view};
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

/// List the system clients of one's area, newest first. Secrets are never shown.
#[utoipa::path(tag = "identity", operation_id = "listClients", params(Filter),
    responses((status = 200, body = Page<ClientView>)))]
#[get("/v1/clients")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    let areas = areas(&ctx.actor, Action::ClientRead)?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let (after, limit) = (paging.after_id()?, paging.size.with_lookahead());
    let read = async |area| clients(ctx.reader(), area, after, limit).await;
    let rows = merged(&areas, limit, read, |row| row.id.0).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in &rows {
        shown.push((row.id.0, view(&ctx, ctx.reader(), row).await?));
    }
    page(&ctx, &paging, &shown, |(id, _)| id.as_bytes().to_vec(), |(_, view)| view.clone())
}
