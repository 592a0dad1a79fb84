//! `getListProposal`: a list for those who make it, in whatever state it is.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, ListId};
use persistence::rating::list_by_id;

use super::list_view::{ListView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a red or black list before it is published, or after.
///
/// By the offices that make it and decide on it: with its rule, who proposed it, until when it can be objected to, why it was
/// withdrawn, and what the caller may do. What is on it is listed by `listListings`.
#[utoipa::path(tag = "ratings", operation_id = "getListProposal", params(IdPath),
    responses((status = 200, body = ListView, headers(("ETag" = String)))))]
#[get("/v1/lists/{id}/proposal")]
pub(crate) async fn get(ctx: Ctx, id: Id<ListId>) -> Result<Answer, Problem> {
    let list = list_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::ListRead, &list)?;
    Ok(answer(&ctx, ctx.reader(), &list).await?)
}
