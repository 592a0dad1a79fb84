//! `listClients`: the system clients of one's area.

use access::Action;
use actix_web::get;
use persistence::identity::clients;

use super::{ClientView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page},
    identity::scope::{areas, merged},
};

/// List the system clients of one's area, newest first. Secrets are never shown.
#[utoipa::path(tag = "identity", operation_id = "listClients", params(PageParams),
    responses((status = 200, body = Page<ClientView>)))]
#[get("/v1/clients")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    let areas = areas(&ctx.actor, Action::ClientRead)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?;
    let read = async |after, limit| {
        let read = async |area| clients(ctx.reader(), area, after, limit).await;
        merged(&areas, limit, read, |row| row.id.0).await
    };
    let rows = paging.rows(after, read).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in &rows {
        shown.push((row.id.0, view(&ctx, ctx.reader(), row).await?));
    }
    page(&ctx, &paging, &shown, |(id, _)| id.as_bytes().to_vec(), |(_, view)| view.clone())
}
