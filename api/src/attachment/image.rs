//! What a file is, told from its bytes; images are drawn anew, so that nothing but the picture is kept.

use std::io::Cursor;

use ::image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    guess_format,
    metadata::Orientation,
};
use kernel::{Fault, Refusal, Refused};
use ticket::{Size, Sort};

/// The most pixels of an image, and of one of its sides.
const PIXELS: u64 = 50_000_000;
const SIDE: u32 = 20_000;
/// How many times longer than the other a side may be.
const RATIO: u32 = 50;
/// The longer side of a thumbnail.
const THUMBNAIL: u32 = 320;
/// Bytes that a decoder may take.
const ROOM: u64 = 512 * 1024 * 1024;

/// A file as it is kept.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) sort: Sort,
    pub(crate) bytes: Vec<u8>,
    pub(crate) size: Option<Size>,
    /// A JPEG.
    pub(crate) thumbnail: Option<Vec<u8>>,
}

/// Takes a file: `validation_failed` at `file` for anything but JPEG, PNG, WebP and PDF, and for what is empty,
/// damaged or too large to be drawn. Heavy: not for the threads that serve.
pub(crate) fn take(bytes: &[u8]) -> Refused<Taken> {
    if bytes.is_empty() {
        return Err(at_file(Fault::Required));
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf(bytes);
    }
    match guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => {
            picture(bytes, format)
        }
        _ => Err(at_file(Fault::NotAllowed)),
    }
}

fn at_file(fault: Fault) -> Refusal {
    Refusal::field("file", fault)
}

/// A document is kept as it is; one that was cut off has no end.
fn pdf(bytes: &[u8]) -> Refused<Taken> {
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    if !tail.windows(5).any(|five| five == b"%%EOF") {
        return Err(at_file(Fault::Format));
    }
    Ok(Taken { sort: Sort::Pdf, bytes: bytes.to_vec(), size: None, thumbnail: None })
}

fn picture(bytes: &[u8], format: ImageFormat) -> Refused<Taken> {
    if format == ImageFormat::Jpeg && !jpeg_ends(bytes) {
        return Err(at_file(Fault::Format));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(ROOM);
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    let (short, long) = (width.min(height), width.max(height));
    let pixels = u64::from(width) * u64::from(height);
    if short == 0 || long > SIDE || pixels > PIXELS || long / short > RATIO {
        return Err(at_file(Fault::Range));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    image.apply_orientation(orientation);
    drawn(&image, format)
}

fn refused(error: &ImageError) -> Refusal {
    at_file(if matches!(error, ImageError::Limits(_)) { Fault::Range } else { Fault::Format })
}

/// PNG stays PNG, and so does what is see-through; everything else becomes JPEG.
fn drawn(image: &DynamicImage, format: ImageFormat) -> Refused<Taken> {
    let clear = image.color().has_alpha();
    let sort = if format == ImageFormat::Png || clear { Sort::Png } else { Sort::Jpeg };
    let mut bytes = Vec::new();
    let done = match (sort, clear) {
        (Sort::Png, true) => image.to_rgba8().write_with_encoder(PngEncoder::new(&mut bytes)),
        (Sort::Png, false) => image.to_rgb8().write_with_encoder(PngEncoder::new(&mut bytes)),
        _ => jpeg(image, 85, &mut bytes),
    };
    done.map_err(|error| refused(&error))?;
    let mut thumbnail = Vec::new();
    jpeg(&image.thumbnail(THUMBNAIL, THUMBNAIL), 80, &mut thumbnail)
        .map_err(|error| refused(&error))?;
    let size = Some(Size { width: image.width(), height: image.height() });
    Ok(Taken { sort, bytes, size, thumbnail: Some(thumbnail) })
}

fn jpeg(image: &DynamicImage, quality: u8, into: &mut Vec<u8>) -> Result<(), ImageError> {
    image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(into, quality))
}

/// Whether the picture itself has an end: decoders paint what is missing grey. The segments before it are passed
/// over, since a preview in one of them has an end of its own.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        at += 2 + length;
        if *marker == 0xDA {
            let picture = bytes.get(at..).unwrap_or_default();
            return picture.windows(2).any(|two| two == [0xFF, 0xD9]);
        }
    }
    false
}
