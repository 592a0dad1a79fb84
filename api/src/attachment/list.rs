//! `listAttachments`: the files of a ticket, oldest first.

use access::{Action, authorize};
use actix_web::get;
use kernel::{AttachmentId, Code, TicketId};
use persistence::ticket::{attachments, load_for};

use super::view::{AttachmentView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem, page},
};

/// List the files of a ticket, oldest first.
///
/// For those who see the whole ticket: a neighbour who sees a public one is not shown its photos, on which there may
/// be people and homes.
#[utoipa::path(tag = "attachments", operation_id = "listAttachments", params(IdPath, PageParams),
    responses((status = 200, body = Page<AttachmentView>)))]
#[get("/v1/tickets/{id}/attachments")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<TicketId>,
    asked: Params<PageParams>,
) -> Result<Answer, Problem> {
    let found = load_for(ctx.reader(), id.0, &ctx.actor, ctx.today(), ctx.now).await?;
    let ticket = found.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::AttachmentRead, &ticket)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?.map(AttachmentId);
    let rows = paging
        .rows(after, async |after, limit| attachments(ctx.reader(), id.0, after, limit).await)
        .await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, &ticket, row))
}
