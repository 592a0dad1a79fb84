//! The links to the bytes of evidence: signed, short-lived, and only for who may read what it is of.

use chrono::TimeDelta;
use kernel::Uuid;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tests::{Service, served_by_both};

use super::{files, send};
use crate::{
    attachments::{attached, jpeg, pdf},
    ratings::findings::{self, found},
};

served_by_both!(
    the_bytes_are_those_of_the_digest,
    an_altered_or_ended_link_leads_nowhere,
    who_may_not_read_gets_no_links,
    files_are_listed_in_pages,
);

async fn the_bytes_are_those_of_the_digest(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    for (bytes, kind) in [(jpeg(), "image/jpeg"), (pdf(), "application/pdf")] {
        let made = send(&service, "manager", &path, bytes).await.expect(201);
        let full = service.anyone().get(made["url"].as_str().unwrap()).await;
        assert_eq!((full.status.as_u16(), full.header("content-type")), (200, kind));
        assert!(full.header("content-disposition").starts_with("attachment;"));
        assert_eq!(made["bytes"], full.body.len());
        let digest: String =
            Sha256::digest(&full.body).iter().map(|one| format!("{one:02x}")).collect();
        assert_eq!(made["sha256"], digest);
    }
    let photo = &files(&service, "manager", &path).await[0];
    let small = service.anyone().get(photo["thumbnail_url"].as_str().unwrap()).await;
    assert_eq!((small.status.as_u16(), small.header("content-type")), (200, "image/jpeg"));
}

async fn an_altered_or_ended_link_leads_nowhere(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let made = send(&service, "manager", &path, jpeg()).await.expect(201);
    let link = made["url"].as_str().unwrap().to_owned();
    let id = made["id"].as_str().unwrap();
    let ticket = service.submit("resident", json!({})).await;
    let file = attached(&ticket, "resident", "before", jpeg()).await;
    let other: Uuid = service.app.id(service.now());
    for (from, to) in [
        (id, other.to_string().as_str()),
        (id, file.as_str()),
        ("variant=full", "variant=thumbnail"),
        ("signature=", "signature=A"),
        ("/v1/evidence/", "/v1/attachments/"),
    ] {
        let altered = link.replace(from, to);
        assert_ne!(altered, link);
        service.anyone().get(&altered).await.refused(404, "not_found");
    }
    assert_eq!(service.anyone().get(&link).await.status, 200);
    service.pass(TimeDelta::minutes(10));
    service.anyone().get(&link).await.refused(404, "not_found");
}

async fn who_may_not_read_gets_no_links(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let made = send(&service, "manager", &path, jpeg()).await.expect(201);
    let one = format!("/v1/evidence/{}", made["id"].as_str().unwrap());
    for name in ["resident", "client", "other-street", "nobody", "far-district"] {
        service.as_(name).get(&one).await.refused(404, "not_found");
        service.as_(name).get(&format!("{path}/evidence")).await.refused(404, "not_found");
    }
    service.anyone().get(&one).await.refused(401, "unauthenticated");
    for name in ["manager", "branch", "street", "auditor"] {
        assert_eq!(service.as_(name).get(&one).await.expect(200)["id"], made["id"]);
    }
}

async fn files_are_listed_in_pages(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(send(&service, "manager", &path, pdf()).await.expect(201)["id"].clone());
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = service.as_("branch").get(&format!("{path}/evidence?limit=2{after}")).await;
        let page = page.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, made);
}
