//! `listAccounts`: the accounts managed in one's area.

use access::Action;
use actix_web::get;
use persistence::identity::accounts;

use super::{AccountView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page},
    identity::scope::{areas, merged},
};

/// List the accounts managed in one's area, newest first.
#[utoipa::path(tag = "identity", operation_id = "listAccounts", params(PageParams),
    responses((status = 200, body = Page<AccountView>)))]
#[get("/v1/accounts")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    let areas = areas(&ctx.actor, Action::AccountRead)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?;
    let read = async |after, limit| {
        let read = async |area| accounts(ctx.reader(), area, after, limit).await;
        merged(&areas, limit, read, |row| row.id.0).await
    };
    let rows = paging.rows(after, read).await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, row))
}
