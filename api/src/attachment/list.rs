//! `listAttachments`: the files of a ticket, oldest first.

use access::{Action, authorize};
use actix_web::get;
use kernel::{AttachmentId, Code, TicketId};
use persistence::ticket::{attachments, load_for};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{AttachmentView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, Paging, Params, Problem, page},
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

/// List the files of a ticket, oldest first.
///
/// For those who see the whole ticket: a neighbour who sees a public one is not shown its photos, on which there may
/// be people and homes.
#[utoipa::path(tag = "attachments", operation_id = "listAttachments", params(IdPath, Filter),
    responses((status = 200, body = Page<AttachmentView>)))]
#[get("/v1/tickets/{id}/attachments")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<TicketId>,
    filter: Params<Filter>,
) -> Result<Answer, Problem> {
    let found = load_for(ctx.reader(), id.0, &ctx.actor, ctx.today(), ctx.now).await?;
    let ticket = found.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::AttachmentRead, &ticket)?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let after = paging.after_id()?.map(AttachmentId);
    let rows = attachments(ctx.reader(), id.0, after, paging.size.with_lookahead()).await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, &ticket, row))
}
