//! Hostile files: what must neither be taken nor break anything.

use image::ImageFormat;
use serde_json::json;
use tests::{Service, served_by_both};

use super::{jpeg, kept, pdf, picture, send};

served_by_both!(
    what_is_no_photo_or_document_is_refused,
    what_is_damaged_is_refused,
    bombs_are_refused_before_they_are_drawn,
    twenty_megabytes_and_no_more,
    uploads_have_only_so_much_room,
);

async fn what_is_no_photo_or_document_is_refused(service: Service) {
    let case = service.submit("resident", json!({})).await;
    for bytes in [
        &b"GIF89a\x01\0\x01\0\0\0\0;"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04 a zip",
        b"MZ a program",
        b"\0\0\0\x18ftypmp42 a film",
        b"BM a bitmap",
        b"\n%PDF-1.4\n%%EOF",
        b"x",
    ] {
        send(&case, "resident", "other", bytes.to_vec()).await.invalid("#/file", "not_allowed");
    }
    send(&case, "resident", "other", Vec::new()).await.invalid("#/file", "required");
    assert_eq!((kept(&service), case.history().await.len()), (0, 1));
}

async fn what_is_damaged_is_refused(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let mut preview = vec![0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD9, 0, 0];
    preview.extend(&cut(jpeg())[2..]);
    let mut flipped = picture(64, 48, ImageFormat::Png);
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xFF;
    for bytes in [
        cut(jpeg()),
        preview,
        jpeg()[..4].to_vec(),
        cut(picture(64, 48, ImageFormat::Png)),
        cut(picture(64, 48, ImageFormat::WebP)),
        flipped,
        cut(pdf()),
    ] {
        send(&case, "resident", "other", bytes).await.invalid("#/file", "format");
    }
    assert_eq!((kept(&service), case.history().await.len()), (0, 1));
}

/// A PNG that says to be this large.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = picture(1, 1, ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 }
        })
    })
}

async fn bombs_are_refused_before_they_are_drawn(service: Service) {
    let case = service.submit("resident", json!({})).await;
    for (width, height) in [(65_000, 65_000), (19_999, 19_999), (20_001, 1000), (5100, 100)] {
        let reply = send(&case, "resident", "other", bomb(width, height)).await;
        reply.invalid("#/file", "range");
    }
    send(&case, "resident", "other", bomb(4, 0)).await.refused(422, "validation_failed");
    assert_eq!(kept(&service), 0);
}

async fn twenty_megabytes_and_no_more(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let most = 20 * 1024 * 1024;
    let sized = |size: usize| {
        let (head, tail) = (b"%PDF-1.4\n".to_vec(), b"\n%%EOF".to_vec());
        let filler = vec![b' '; size - head.len() - tail.len()];
        [head, filler, tail].concat()
    };
    let taken = send(&case, "resident", "evidence", sized(most)).await.expect(201);
    assert_eq!(taken["bytes"], most);
    let path = format!("{}/attachments", case.path());
    let call = service.as_("resident").request("POST", &path);
    let call = call.header("Content-Type", "application/pdf").body(sized(most + 1));
    // The answer may come before everything was sent, which not every client reads then.
    if let Ok(reply) = call.try_send().await {
        reply.refused(413, "body_too_large");
    }
    assert_eq!(case.history().await, ["submit", "attach"]);
}

async fn uploads_have_only_so_much_room(service: Service) {
    let small = |config: &mut api::config::Config| config.attachments.memory_bytes = 4096;
    let service = Service::with(service.database.kind, small).await;
    let case = service.submit("resident", json!({})).await;
    let noisy = picture(64, 64, ImageFormat::Png);
    let large = [pdf(), vec![b' '; 4096], pdf()].concat();
    for _ in 0..2 {
        let busy = send(&case, "resident", "other", large.clone()).await;
        assert_eq!(busy.header("retry-after"), "5");
        busy.refused(503, "busy");
        send(&case, "resident", "other", noisy.clone()).await.expect(201);
    }
}
