//! Files on tickets: taking them in, who may, what of them is kept, and the links to their bytes.

mod bucket;
mod deleting;
mod hostile;
mod links;
mod photos;
mod pictures;
mod uploading;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use tests::{Case, Reply, Service};

/// A picture whose left half is red and whose right half is blue.
pub(crate) fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let colour = |x| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    let image = RgbImage::from_fn(width, height, |x, _| colour(x));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(crate) fn jpeg() -> Vec<u8> {
    picture(64, 48, ImageFormat::Jpeg)
}

pub(crate) fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()
}

/// What comes of sending these bytes as they are.
pub(crate) async fn send(case: &Case<'_>, name: &str, kind: &str, bytes: Vec<u8>) -> Reply {
    let path = format!("{}/attachments?kind={kind}", case.path());
    let call = case.service.as_(name).request("POST", &path);
    call.header("Content-Type", "application/octet-stream").body(bytes).send().await
}

/// The id of a file that was taken.
pub(crate) async fn attached(case: &Case<'_>, name: &str, kind: &str, bytes: Vec<u8>) -> String {
    let made = send(case, name, kind, bytes).await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

/// The bytes behind one of the links of a file.
pub(crate) async fn fetched(service: &Service, name: &str, id: &str, link: &str) -> Reply {
    let seen = service.as_(name).get(&format!("/v1/attachments/{id}")).await.expect(200);
    service.anyone().get(seen[link].as_str().unwrap()).await
}

/// How many files lie in the folder of the server.
pub(crate) fn kept(service: &Service) -> usize {
    let mut folders = vec![service.files.path().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files += 1 }
        }
    }
    files
}
