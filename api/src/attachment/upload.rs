//! `uploadAttachment`: a file is put on a ticket.

use access::{Action, authorize};
use actix_web::{post, web::Payload};
use chrono::TimeDelta;
use kernel::{AttachmentId, Code, Refusal, TicketId};
use persistence::{
    Failure, Tx,
    ticket::{attachment_count, load_for},
};
use serde::Deserialize;
use ticket::{Attaching, Attachment, AttachmentKind, Detail, FileStep, Ticket};
use utoipa::{IntoParams, ToSchema};

use super::{
    image::Taken,
    incoming::received,
    view::{AttachmentView, answer},
};
use crate::{
    crypto::sha256,
    ctx::{By, Ctx},
    files::Variant,
    http::{Answer, Id, IdPath, Params, Problem},
    ticket::{take, told},
};

/// What the file shows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadParams {
    /// `other` when not given.
    kind: Option<AttachmentKind>,
}

/// A form with the file, as `wx.uploadFile` sends it with `name: "file"`.
#[derive(ToSchema)]
#[schema(example = json!({"file": "…"}))]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct UploadForm {
    #[schema(value_type = String, format = Binary, max_length = 20971520)]
    file: Vec<u8>,
}

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 20971520, example = "…")]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct FileBytes(Vec<u8>);

/// Put a photo (JPEG, PNG, WebP) or a PDF of at most 20 MB on a ticket that is open.
///
/// What the file is, is told from its bytes. Images are turned upright and drawn anew, which leaves neither place nor
/// camera in them; they have at most 50 million pixels. `after` photos come from the handler and the helpers. The
/// idempotency key stands for the bytes of the file, however a form wraps them.
#[utoipa::path(tag = "attachments", operation_id = "uploadAttachment", params(IdPath, UploadParams),
    request_body(content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream"))),
    responses((status = 201, body = AttachmentView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/tickets/{id}/attachments")]
pub(crate) async fn upload(
    ctx: Ctx,
    id: Id<TicketId>,
    params: Params<UploadParams>,
    payload: Payload,
) -> Result<Answer, Problem> {
    may_attach(&ctx, id.0).await?;
    let taken = received(&ctx, payload.into_inner()).await?;
    let kind = params.0.kind.unwrap_or(AttachmentKind::Other);
    let new = kept(ctx.by(), (id.0, kind), taken).await?;
    ctx.write(async |tx| {
        let fits = |version| ctx.match_version(version, false);
        let after = attach(ctx.by(), tx, &new, fits).await?;
        Ok(answer(&ctx, &after, &new)?.at(format!("/v1/attachments/{}", new.id)))
    })
    .await
}

/// Nobody sends bytes for nothing: who may not attach now is told so before they are read, unless it may be a replay.
async fn may_attach(ctx: &Ctx, id: TicketId) -> Result<(), Problem> {
    let found = load_for(ctx.reader(), id, &ctx.actor, ctx.today(), ctx.now).await?;
    let ticket = found.ok_or(Code::NotFound)?;
    let permit = authorize(&ctx.actor, Action::Attach, &ticket)?;
    if !ctx.is_keyed() {
        ticket.guard(&permit, ctx.now).map_err(|refusal| told(ctx.by(), &ticket, refusal))?;
    }
    Ok(())
}

/// Keeps the bytes before there is a row that needs them; where none comes within the hour, a job clears them away.
pub(crate) async fn kept(
    by: By<'_>,
    (ticket_id, kind): (TicketId, AttachmentKind),
    taken: Taken,
) -> Result<Attachment, Problem> {
    let new = Attachment {
        id: by.id(),
        ticket_id,
        kind,
        sort: taken.sort,
        bytes: i64::try_from(taken.bytes.len()).unwrap_or(i64::MAX),
        sha256: sha256(&[&taken.bytes]).to_vec(),
        size: taken.size,
        round: 1,
        uploader: by.actor.who,
    };
    stored(by, new.id, taken).await?;
    Ok(new)
}

/// Keeps bytes under a name, which a row has to need within the hour.
pub(crate) async fn stored(by: By<'_>, id: AttachmentId, taken: Taken) -> Result<(), Problem> {
    let begun = by.app.clock.now();
    let due = begun + TimeDelta::hours(1);
    by.app.store.write(async |tx| Ok(tx.announce_file(id, due).await?)).await?;
    let files = &by.app.files;
    if let Some(thumbnail) = taken.thumbnail {
        files.put(id, Variant::Thumbnail, thumbnail).await?;
    }
    files.put(id, Variant::Full, taken.bytes).await?;
    // What took that long may be cleared away while its row is written.
    let late = by.app.clock.now() > begun + TimeDelta::minutes(30);
    if late { Err(Code::FilesUnavailable.into()) } else { Ok(()) }
}

/// Puts what is kept on its ticket.
pub(crate) async fn attach(
    by: By<'_>,
    tx: &Tx,
    new: &Attachment,
    fits: impl Fn(i32) -> Result<(), Refusal>,
) -> Result<Ticket, Failure> {
    take(by, tx, new.ticket_id, Action::Attach, fits, async |tx, ticket| {
        let already = attachment_count(tx, ticket.id).await?;
        Ok(Detail::File(FileStep::Attach(Attaching { attachment: new.clone(), already })))
    })
    .await
}
