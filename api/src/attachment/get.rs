//! `getAttachment`: one file of a ticket, with links to its bytes.

use actix_web::get;
use kernel::{AttachmentId, Code};
use persistence::ticket::attachment;

use super::view::{AttachmentView, answer, ticket_of};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read what is known of an attachment, with new links to its bytes.
#[utoipa::path(tag = "attachments", operation_id = "getAttachment", params(IdPath),
    responses((status = 200, body = AttachmentView, headers(("ETag" = String)))))]
#[get("/v1/attachments/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<AttachmentId>) -> Result<Answer, Problem> {
    let file = attachment(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    let ticket = ticket_of(&ctx, ctx.reader(), &file).await?;
    answer(&ctx, &ticket, &file)
}
