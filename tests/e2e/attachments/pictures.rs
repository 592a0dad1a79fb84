//! What is kept of a picture: the picture, upright, and nothing of where and with what it was taken.

use image::{GenericImageView as _, ImageFormat};
use serde_json::json;
use tests::{Service, served_by_both};

use super::{attached, fetched, jpeg, picture};

served_by_both!(
    place_and_camera_are_gone_and_the_picture_is_upright,
    what_is_hidden_behind_is_gone
);

const CAMERA: &[u8] = b"CANARY-SERIAL-0815";

/// An EXIF segment: turned by 90 degrees, a maker, and a place.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_be_bytes());
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value);
        bytes
    };
    let maker_at = 8 + 2 + 3 * 12 + 4;
    let gps_at = maker_at + CAMERA.len();
    let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    tiff.extend(entry(0x010F, 2, CAMERA.len() as u32, (maker_at as u32).to_be_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, (gps_at as u32).to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(CAMERA);
    tiff.extend(b"\0\x01");
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend([0; 4]);
    let mut segment = vec![0xFF, 0xE1];
    segment.extend(((tiff.len() + 8) as u16).to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

async fn place_and_camera_are_gone_and_the_picture_is_upright(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let mut bytes = jpeg();
    bytes.splice(2..2, exif());
    assert!(bytes.windows(CAMERA.len()).any(|part| part == CAMERA));
    let id = attached(&case, "resident", "before", bytes).await;
    for link in ["url", "thumbnail_url"] {
        let kept = fetched(&service, "resident", &id, link).await.body;
        for trace in [CAMERA, b"Exif"] {
            assert!(!kept.windows(trace.len()).any(|part| part == trace), "{link}");
        }
        let shown = image::load_from_memory(&kept).unwrap();
        assert!(shown.height() > shown.width(), "{link} is turned upright");
        let (top, bottom) = (shown.get_pixel(10, 2), shown.get_pixel(10, shown.height() - 3));
        assert!(top[0] > 150 && bottom[2] > 150, "{link}: red is up: {top:?} {bottom:?}");
    }
}

async fn what_is_hidden_behind_is_gone(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let hidden = b"PK\x03\x04<script>alert(1)</script>";
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let bytes = [picture(64, 48, format), hidden.to_vec()].concat();
        let id = attached(&case, "resident", "before", bytes).await;
        let kept = fetched(&service, "resident", &id, "url").await.body;
        assert!(!kept.windows(7).any(|part| part == b"<script"), "{format:?}");
    }
}
