//! The photos of the demo: plain pictures, kept and put on tickets and findings like any upload.

use std::io::Cursor;

use ::image::{ImageFormat, Rgb, RgbImage};
use access::SubjectKind;
use kernel::{FindingId, TicketId};
use persistence::{Failure, StoreError};
use ticket::AttachmentKind;

use super::world::word;
use crate::{
    attachment::{attach, kept, take},
    ctx::By,
    rating::evidence,
};

const WIDTH: u32 = 480;
const HEIGHT: u32 = 360;

/// Puts a photo on the ticket, in two units of work, as over HTTP.
pub(super) async fn photo(by: By<'_>, id: TicketId, kind: &str) -> Result<(), Failure> {
    let kind = (id, word(kind)?);
    let taken = take(&drawn(kind.1)?)?;
    let kept = kept(by, kind, taken).await.map_err(broken)?;
    by.app.store.write(async |tx| attach(by, tx, &kept, |_| Ok(())).await.map(|_| ())).await
}

/// Puts a photo on a finding, in the same way.
pub(super) async fn proof(by: By<'_>, id: FindingId, kind: AttachmentKind) -> Result<(), Failure> {
    let taken = take(&drawn(kind)?)?;
    let of = (SubjectKind::Finding, id.0);
    let kept = evidence::kept(by, (of, None), taken).await.map_err(broken)?;
    by.app.store.write(async |tx| evidence::put(by, tx, &kept).await.map(|_| ())).await
}

/// Dusk before the work, a clear sky after it.
fn drawn(kind: AttachmentKind) -> Result<Vec<u8>, StoreError> {
    let light: u8 = if kind == AttachmentKind::After { 220 } else { 90 };
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let shade =
            |at: u32, most: u32| u8::try_from(u32::from(light) * at / most).unwrap_or(light);
        Rgb([shade(x, WIDTH), shade(y, HEIGHT), light])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).map_err(broken)?;
    Ok(bytes.into_inner())
}

fn broken(fault: impl std::fmt::Debug) -> StoreError {
    StoreError::Broken(format!("a photo of the demo: {fault:?}"))
}
