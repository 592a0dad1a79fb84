//! A file on its way in: raw, or as the one part `file` of a form, as mini-programs send it.

use std::time::Duration;

use actix_web::{HttpMessage as _, dev::Payload, web::Bytes};
use futures_util::stream;
use kernel::{At, Code, Fault, FieldError, Refusal};
use multer::{Constraints, Multipart, SizeLimit};
use tokio::sync::OwnedSemaphorePermit;

use super::image::{Taken, take};
use crate::{
    crypto::sha256,
    ctx::Ctx,
    http::{BodyDigest, Intake, Problem, intake},
};

/// What stands around a file in a form, at most.
const FORM: usize = 8 * 1024;

/// The bytes of one file, with the room that they were given.
#[derive(Debug)]
struct File {
    bytes: Bytes,
    _room: Option<OwnedSemaphorePermit>,
}

/// Takes an upload in; the key of its request stands for the bytes of the file, however a form wraps them.
pub(crate) async fn received(ctx: &Ctx, payload: Payload) -> Result<Taken, Problem> {
    let file = incoming(ctx, payload).await?;
    ctx.request.extensions_mut().insert(BodyDigest(sha256(&[&file.bytes])));
    // Away from the threads that serve, a few at a time.
    Ok(ctx.app.files.away(move || take(&file.bytes)).await??)
}

/// Reads the body of an upload.
async fn incoming(ctx: &Ctx, payload: Payload) -> Result<File, Problem> {
    let given = ctx.request.content_type().to_ascii_lowercase();
    let raw =
        ["image/jpeg", "image/png", "image/webp", "application/pdf", "application/octet-stream"];
    let form = given == "multipart/form-data";
    if !form && !raw.contains(&given.as_str()) {
        return Err(Code::UnsupportedMediaType.into());
    }
    let settings = &ctx.app.config.attachments;
    let most = settings.max_bytes;
    let how = Intake {
        most: if form { most + FORM } else { most },
        whole: Duration::from_secs(settings.upload_seconds),
        room: Some(&ctx.app.files.memory),
    };
    let (body, room) = intake(&ctx.request, payload, how).await?;
    let bytes = if form { part(ctx, body).await? } else { body };
    if bytes.len() > most {
        return Err(Code::BodyTooLarge.into());
    }
    Ok(File { bytes, _room: room })
}

/// The part `file`; nothing else may be in the form.
pub(crate) async fn part(ctx: &Ctx, body: Bytes) -> Result<Bytes, Problem> {
    let malformed = |_| Problem::from(Code::MalformedRequest);
    let kind = ctx.request.headers().get("content-type").and_then(|value| value.to_str().ok());
    let boundary = multer::parse_boundary(kind.unwrap_or_default()).map_err(malformed)?;
    let limit = SizeLimit::new().whole_stream(body.len() as u64);
    let constraints = Constraints::new().size_limit(limit);
    let body = stream::once(async { Ok::<_, std::io::Error>(body) });
    let mut form = Multipart::with_constraints(body, boundary, constraints);
    let mut found = None;
    while let Some(field) = form.next_field().await.map_err(malformed)? {
        if field.name() != Some("file") || found.is_some() {
            let pointer = if found.is_some() { "#/file" } else { "#" };
            let at = At::Pointer(pointer.to_owned());
            let error = FieldError { at, fault: Fault::UnknownField };
            return Err(Refusal::new(Code::ValidationFailed).with(error).into());
        }
        found = Some(field.bytes().await.map_err(malformed)?);
    }
    found.ok_or_else(|| Refusal::field("file", Fault::Required).into())
}
