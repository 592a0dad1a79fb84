//! How a file on a ticket is shown, with links to its bytes.

use access::{Action, SubjectKind};
use kernel::{Code, Uuid};
use persistence::{Conn, Failure, ticket::load_for};
use serde::Serialize;
use ticket::{Attached, Attachment, AttachmentKind, Ticket};
use utoipa::ToSchema;

use super::link::{LinkedTo, links};
use crate::{
    crypto::hex,
    ctx::Ctx,
    http::{Answer, Problem, Versioned, created_at},
};

/// A file on a ticket (附件). The links are good for some minutes and need no token; read it again for new ones.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "ticket_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "kind": "before", "media_type": "image/jpeg", "bytes": 183402,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "width": 1280, "height": 960,
    "uploaded_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "created_at": "2026-03-01T09:31:00.000+08:00",
    "url": "/v1/attachments/0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c/content?variant=full&expires=1772328900&signature=4bf92f3577b34da6a3ce929d0e0e4736",
    "thumbnail_url": null, "links_until": "2026-03-01T09:40:00.000+08:00", "deletable": true
}))]
pub(crate) struct AttachmentView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    ticket_id: Uuid,
    kind: AttachmentKind,
    /// Told from the bytes, not from what the sender said.
    #[schema(max_length = 40)]
    media_type: &'static str,
    /// As it is kept; images are drawn anew.
    #[schema(minimum = 0)]
    bytes: i64,
    #[schema(max_length = 64)]
    sha256: String,
    #[schema(minimum = 1)]
    width: Option<u32>,
    #[schema(minimum = 1)]
    height: Option<u32>,
    #[schema(format = "uuid", max_length = 36)]
    uploaded_by: Uuid,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(max_length = 400)]
    url: String,
    /// Of images.
    #[schema(max_length = 400)]
    thumbnail_url: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    links_until: String,
    /// Whether this caller may delete it now.
    deletable: bool,
}

pub(super) fn view(ctx: &Ctx, ticket: &Ticket, file: &Attachment) -> AttachmentView {
    let links = links(ctx, (LinkedTo::Attachment, file.id.0), file.size.is_some());
    let hangs = Attached { ticket, attachment: file };
    AttachmentView {
        id: file.id.0,
        ticket_id: file.ticket_id.0,
        kind: file.kind,
        media_type: file.sort.media_type(),
        bytes: file.bytes,
        sha256: hex(&file.sha256),
        width: file.size.map(|size| size.width),
        height: file.size.map(|size| size.height),
        uploaded_by: file.uploader.id(),
        created_at: created_at(ctx, file.id.0),
        url: links.url,
        thumbnail_url: links.thumbnail_url,
        links_until: links.until,
        deletable: ticket.is_open() && access::may(&ctx.actor, Action::Detach, &hangs),
    }
}

pub(super) fn answer(ctx: &Ctx, ticket: &Ticket, file: &Attachment) -> Result<Answer, Problem> {
    let what = Versioned { kind: SubjectKind::Attachment, id: file.id.0, version: 1 };
    Ok(Answer::ok(&view(ctx, ticket, file))?.of(what))
}

/// The ticket of a file, for those who may see the file; to all others there is no such file.
pub(super) async fn ticket_of(
    ctx: &Ctx,
    db: &impl Conn,
    file: &Attachment,
) -> Result<Ticket, Failure> {
    let found = load_for(db, file.ticket_id, &ctx.actor, ctx.today(), ctx.now).await?;
    let seen = found.filter(|ticket| access::may(&ctx.actor, Action::AttachmentRead, ticket));
    Ok(seen.ok_or_else(|| kernel::Refusal::new(Code::NotFound))?)
}
