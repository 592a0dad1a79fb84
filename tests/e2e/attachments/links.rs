//! The links to the bytes: signed, short-lived, for one file, and harmless to open.

use chrono::TimeDelta;
use image::{GenericImageView as _, ImageFormat};
use serde_json::json;
use tests::{Service, served_by_both};

use super::{attached, fetched, jpeg, pdf, picture};

served_by_both!(
    a_link_opens_the_bytes_without_a_token,
    an_altered_or_ended_link_leads_nowhere,
    a_deleted_file_has_no_bytes,
    lost_bytes_are_not_found,
);

async fn a_link_opens_the_bytes_without_a_token(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let id = attached(&case, "resident", "before", picture(1000, 500, ImageFormat::WebP)).await;
    let full = fetched(&service, "branch", &id, "url").await;
    assert_eq!(full.status, 200);
    assert_eq!(full.header("content-type"), "image/jpeg", "WebP is drawn as JPEG");
    assert_eq!(full.header("content-length"), full.body.len().to_string());
    let name = format!("attachment; filename=\"{}.jpeg\"", id.replace('-', ""));
    assert_eq!(full.header("content-disposition"), name);
    assert_eq!(full.header("x-content-type-options"), "nosniff");
    assert_eq!(full.header("cache-control"), "private, no-store");
    assert_eq!(full.header("content-security-policy"), "default-src 'none'; sandbox");
    let shown = image::load_from_memory(&full.body).unwrap();
    assert_eq!(shown.dimensions(), (1000, 500));
    let small = fetched(&service, "branch", &id, "thumbnail_url").await;
    assert_eq!(image::load_from_memory(&small.body).unwrap().dimensions(), (320, 160));
    let paper = attached(&case, "resident", "evidence", pdf()).await;
    let bytes = fetched(&service, "branch", &paper, "url").await;
    assert_eq!((bytes.header("content-type"), bytes.body.clone()), ("application/pdf", pdf()));
}

async fn an_altered_or_ended_link_leads_nowhere(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let (id, other) = (
        attached(&case, "resident", "before", jpeg()).await,
        attached(&case, "resident", "before", jpeg()).await,
    );
    let path = format!("/v1/attachments/{id}");
    let reader = service.as_("resident");
    let link = reader.get(&path).await.expect(200)["url"].as_str().unwrap().to_owned();
    let again = reader.get(&path).await;
    assert_eq!(again.json["url"], json!(link), "read twice, it is the same");
    let etag = again.header("etag").to_owned();
    let same = reader.request("GET", &path).header("If-None-Match", &etag).send().await;
    assert_eq!(same.status, 304);
    let expires: i64 =
        link.split("expires=").nth(1).unwrap().split('&').next().unwrap().parse().unwrap();
    for (from, to) in [
        (id.as_str(), other.as_str()),
        ("variant=full", "variant=thumbnail"),
        (&format!("expires={expires}"), &format!("expires={}", expires + 1)),
        ("signature=", "signature=A"),
    ] {
        let altered = link.replace(from, to);
        assert_ne!(altered, link);
        service.anyone().get(&altered).await.refused(404, "not_found");
    }
    service
        .anyone()
        .get(link.split("&signature").next().unwrap())
        .await
        .refused(400, "malformed_request");
    service.pass(TimeDelta::minutes(5) - TimeDelta::milliseconds(1));
    assert_eq!(
        service.anyone().get(&link).await.status,
        200,
        "it is good for five minutes at least"
    );
    service.pass(TimeDelta::minutes(5));
    service.anyone().get(&link).await.refused(404, "not_found");
}

async fn a_deleted_file_has_no_bytes(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let id = attached(&case, "resident", "before", jpeg()).await;
    let path = format!("/v1/attachments/{id}");
    let link =
        service.as_("resident").get(&path).await.expect(200)["url"].as_str().unwrap().to_owned();
    assert_eq!(service.anyone().get(&link).await.status, 200);
    service
        .as_("resident")
        .post(&format!("{path}/delete"), json!({ "reason": "拍错了" }))
        .await
        .expect(204);
    service.anyone().get(&link).await.refused(404, "not_found");
    service.run_jobs().await;
    assert_eq!(super::kept(&service), 0, "no bytes are left");
}

async fn lost_bytes_are_not_found(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let id = attached(&case, "resident", "before", jpeg()).await;
    for entry in std::fs::read_dir(service.files.path()).unwrap() {
        std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
    }
    fetched(&service, "resident", &id, "url").await.refused(404, "not_found");
}
