//! A file on its way in: received, told from its bytes, read, and sealed part by part.

use std::time::Duration;

use actix_web::{HttpMessage as _, dev::Payload, web::Bytes};
use kernel::{Code, ImportId, Refusal};

use super::{columns::Part, csv, xlsx};
use crate::{
    app::App,
    attachment::part,
    crypto::{Use, sha256},
    ctx::Ctx,
    http::{BodyDigest, Intake, Problem, intake},
};

/// Bytes of a file.
const MOST: usize = 10 << 20;
/// What stands around a file in a form, at most.
const FORM: usize = 8 * 1024;
/// Rows of a part: what is filed in one unit of work.
pub(super) const ROWS: usize = 20;
const CSV: &str = "csv";
const XLSX: &str = "xlsx";

/// What was received.
pub(super) struct Received {
    pub(super) format: &'static str,
    pub(super) total: usize,
    pub(super) parts: Vec<Part>,
}

/// Reads the body, which is a file or a form with one as its part `file`. An idempotency key stands for its bytes.
pub(super) async fn receive(ctx: &Ctx, payload: Payload) -> Result<Received, Problem> {
    let given = ctx.request.content_type().to_ascii_lowercase();
    let form = given == "multipart/form-data";
    let raw = [
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/octet-stream",
    ];
    if !form && !raw.contains(&given.as_str()) {
        return Err(Code::UnsupportedMediaType.into());
    }
    let how = Intake {
        most: if form { MOST + FORM } else { MOST },
        whole: Duration::from_secs(ctx.app.config.attachments.upload_seconds),
        room: Some(&ctx.app.files.memory),
    };
    let (body, room) = intake(&ctx.request, payload, how).await?;
    let bytes = if form { part(ctx, body).await? } else { body };
    if bytes.len() > MOST {
        return Err(Code::BodyTooLarge.into());
    }
    ctx.request.extensions_mut().insert(BodyDigest(sha256(&[&bytes])));
    let received = examined(&ctx.app, bytes).await?;
    drop(room);
    Ok(received)
}

/// Looks at the file away from the threads that serve, a few at a time.
async fn examined(app: &App, bytes: Bytes) -> Result<Received, Problem> {
    Ok(app.files.away(move || read(&bytes)).await??)
}

pub(super) fn read(bytes: &[u8]) -> Result<Received, Refusal> {
    let zipped = bytes.starts_with(b"PK\x03\x04");
    let (format, table) =
        if zipped { (XLSX, xlsx::read(bytes)?) } else { (CSV, csv::read(bytes)?) };
    Ok(Received { format, total: table.rows.len(), parts: Part::of(table, ROWS)? })
}

/// The rows as they wait, since people stand in them.
pub(super) fn sealed(app: &App, id: ImportId, parts: &[Part]) -> Result<Vec<Vec<u8>>, Refusal> {
    let broken = || Refusal::new(Code::InternalError);
    let seal = |part: &Part| {
        let plain = serde_json::to_vec(part).map_err(|_| broken())?;
        app.secret.seal(Use::Imports, id.0.as_bytes(), &plain).map_err(|_| broken())
    };
    parts.iter().map(seal).collect()
}

/// The rows of a part as they came; nothing where they were sealed with another secret.
pub(super) fn opened(app: &App, id: ImportId, sealed: &[u8]) -> Option<Part> {
    let plain = app.secret.open(Use::Imports, id.0.as_bytes(), sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}
