//! `downloadAttachment`: the bytes of a file, through a signed link.

use actix_web::{HttpResponse, get, http::header};
use kernel::{AttachmentId, Code};
use persistence::ticket::attachment;
use ticket::Sort;

use super::{
    link::{LinkParams, is_good},
    upload::FileBytes,
};
use crate::{
    app::App,
    ctx::Guest,
    files::Variant,
    http::{Id, IdPath, Params, Problem, ProblemBody},
};

/// Download the bytes of an attachment through a link from `getAttachment` or `listAttachments`.
///
/// The signature is the proof: no token is needed, so that pictures can be shown and saved. A link that was altered or
/// has ended leads nowhere.
#[utoipa::path(tag = "attachments", operation_id = "downloadAttachment", params(IdPath, LinkParams),
    responses((status = 200, content((FileBytes = "image/jpeg"), (FileBytes = "image/png"), (FileBytes = "application/pdf"))),
        (status = 404, description = "The link was altered, has ended, or the file was deleted.", body = ProblemBody, content_type = "application/problem+json")))]
#[get("/v1/attachments/{id}/content")]
pub(crate) async fn download(
    guest: Guest,
    id: Id<AttachmentId>,
    link: Params<LinkParams>,
) -> Result<HttpResponse, Problem> {
    if !is_good(&guest.app, id.0.0, &link.0, guest.now) {
        return Err(Code::NotFound.into());
    }
    let file = attachment(guest.app.store.reader(), id.0).await?.ok_or(Code::NotFound)?;
    sent(&guest.app, (file.id, file.sort), link.0.variant).await
}

/// The bytes of a file, as something to be saved and never shown as a page.
pub(crate) async fn sent(
    app: &App,
    (id, sort): (AttachmentId, Sort),
    which: Variant,
) -> Result<HttpResponse, Problem> {
    let (bytes, stream) = app.files.get(id, which).await?.ok_or(Code::NotFound)?;
    let sort = if which == Variant::Thumbnail { Sort::Jpeg } else { sort };
    let name = format!("attachment; filename=\"{}.{}\"", id.0.simple(), sort.as_str());
    let mut response = HttpResponse::Ok();
    response
        .content_type(sort.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .no_chunking(bytes);
    Ok(response.streaming(stream))
}
