//! What is no photo and no paper, and too much of either.

use image::ImageFormat;
use serde_json::json;
use tests::{Service, served_by_both};

use super::{files, send};
use crate::{
    attachments::{jpeg, kept, pdf, picture},
    ratings::findings::{self, found},
};

served_by_both!(
    what_is_no_photo_is_refused,
    a_finding_holds_twenty_files_of_each_duty,
    a_key_stands_for_the_bytes,
    paths_lead_to_one_kind_alone,
);

async fn what_is_no_photo_is_refused(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let huge = [b"%PDF-1.4\n".to_vec(), vec![b' '; 20 * 1024 * 1024]].concat();
    send(&service, "manager", &path, huge).await.refused(413, "body_too_large");
    for bytes in [Vec::new(), b"<svg onload='alert(1)'/>".to_vec(), b"MZ\x90\0".to_vec()] {
        let refused = send(&service, "manager", &path, bytes).await;
        assert_eq!(refused.refused(422, "validation_failed")["errors"][0]["pointer"], "#/file");
    }
    let json = service.as_("manager").post(&format!("{path}/evidence"), json!({})).await;
    json.refused(415, "unsupported_media_type");
    assert!(files(&service, "manager", &path).await.is_empty());
    assert_eq!(kept(&service), 0);
}

async fn a_finding_holds_twenty_files_of_each_duty(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let small = picture(1, 1, ImageFormat::Png);
    for _ in 0..20 {
        send(&service, "manager", &path, small.clone()).await.expect(201);
    }
    send(&service, "manager", &path, small.clone()).await.refused(422, "attachments_full");
    for name in ["property-office", "worker"] {
        send(&service, name, &path, small.clone()).await.expect(201);
    }
    let numbers: Vec<_> =
        files(&service, "manager", &path).await.iter().map(|one| one["number"].clone()).collect();
    assert_eq!(json!(numbers), json!((1..=22).collect::<Vec<_>>()));
}

async fn a_key_stands_for_the_bytes(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let send = async |bytes: Vec<u8>| {
        let call = service.as_("manager").request("POST", &format!("{path}/evidence"));
        let call = call.header("Content-Type", "application/pdf").header("Idempotency-Key", "once");
        call.body(bytes).send().await
    };
    let first = send(pdf()).await.expect(201);
    let again = send(pdf()).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect(201), first);
    send(jpeg()).await.refused(422, "key_reused");
    assert_eq!(files(&service, "manager", &path).await, [first]);
}

/// An id of one kind is none of another.
async fn paths_lead_to_one_kind_alone(service: Service) {
    let finding = found(&service, json!({})).await;
    let id = finding["id"].as_str().unwrap();
    for things in ["reported-figures", "sheets", "objections", "listings", "credit-entries"] {
        let path = format!("/v1/{things}/{id}");
        send(&service, "property-office", &path, pdf()).await.refused(404, "not_found");
        let list = service.as_("property-office").get(&format!("{path}/evidence")).await;
        list.refused(404, "not_found");
    }
    service
        .as_("property-office")
        .get(&format!("/v1/evidence/{id}"))
        .await
        .refused(404, "not_found");
}
