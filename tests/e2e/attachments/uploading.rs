//! Taking files in: raw and as a form, once for a key, and only from those in the case.

use image::ImageFormat;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both};

use super::{attached, jpeg, kept, pdf, picture, send};

served_by_both!(
    a_file_is_taken_and_shown,
    a_form_is_taken_as_mini_programs_send_it,
    a_key_stands_for_the_bytes,
    those_in_the_case_attach_until_its_end,
    a_neighbour_of_a_public_ticket_sees_no_files,
    a_ticket_holds_fifty_files,
    files_are_listed_in_pages,
);

async fn a_file_is_taken_and_shown(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let reply = send(&case, "resident", "before", jpeg()).await;
    let location = reply.header("location").to_owned();
    let made = reply.expect(201);
    let wanted = json!([64, 48, "before", "image/jpeg", case.id, true]);
    let shown = ["width", "height", "kind", "media_type", "ticket_id", "deletable"];
    assert_eq!(json!(shown.map(|name| &made[name])), wanted);
    assert_eq!(service.as_("resident").get(&location).await.expect(200), made);
    let seen = service.as_("worker").get(&location).await.expect(200);
    assert_eq!(seen["deletable"], false);
    assert_eq!(case.history().await, ["submit", "attach"]);
    assert_eq!(case.seen_by("branch").await["version"], 2);
    assert_eq!(kept(&service), 2, "the picture and its thumbnail");
    let document = send(&case, "resident", "evidence", pdf()).await.expect(201);
    assert_eq!((&document["width"], &document["thumbnail_url"]), (&Value::Null, &Value::Null));
    assert_eq!(document["bytes"], pdf().len());
}

/// A form as `wx.uploadFile` writes it.
fn form(boundary: &str, parts: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; \
             filename=\"..%2f..\\C:\\CON.jpg\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{boundary}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

async fn a_form_is_taken_as_mini_programs_send_it(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let send = async |(kind, body): (String, Vec<u8>)| {
        let path = format!("{}/attachments", case.path());
        let call = service.as_("resident").request("POST", &path);
        call.header("Content-Type", &kind).body(body).send().await
    };
    let made = send(form("WABoundary+x", &[("file", &jpeg())])).await.expect(201);
    assert_eq!((&made["kind"], &made["media_type"]), (&json!("other"), &json!("image/jpeg")));
    send(form("b", &[("picture", &jpeg())])).await.invalid("#", "unknown_field");
    send(form("b", &[("file", &jpeg()), ("file", &jpeg())]))
        .await
        .invalid("#/file", "unknown_field");
    send(form("b", &[])).await.invalid("#/file", "required");
    let (kind, mut cut) = form("b", &[("file", &jpeg())]);
    cut.truncate(cut.len() - 8);
    send((kind, cut)).await.refused(400, "malformed_request");
    send(("multipart/form-data".to_owned(), vec![])).await.refused(400, "malformed_request");
    send(("text/html".to_owned(), jpeg())).await.refused(415, "unsupported_media_type");
    assert_eq!(case.history().await, ["submit", "attach"]);
}

async fn a_key_stands_for_the_bytes(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let send = async |bytes: Vec<u8>, boundary: &str| {
        let (kind, body) = form(boundary, &[("file", &bytes)]);
        let path = format!("{}/attachments?kind=before", case.path());
        let call = service.as_("resident").request("POST", &path);
        let call = call.header("Content-Type", &kind).header("Idempotency-Key", "once");
        call.body(body).send().await
    };
    let first = send(jpeg(), "one").await.expect(201);
    let again = send(jpeg(), "two").await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect(201), first);
    send(picture(8, 8, ImageFormat::Png), "one").await.refused(422, "key_reused");
    assert_eq!(case.history().await, ["submit", "attach"]);
    service.pass(chrono::TimeDelta::hours(2));
    service.run_jobs().await;
    assert_eq!(kept(&service), 2, "what was kept for the second request is cleared away");
    let path = format!("/v1/attachments/{}", first["id"].as_str().unwrap());
    service.as_("resident").get(&path).await.expect(200);
    service
        .as_("resident")
        .post(&format!("{}/withdraw", case.path()), json!({ "reason": "已修好" }))
        .await
        .expect(200);
    assert_eq!(send(jpeg(), "one").await.expect(201), first, "answered again after the end");
}

async fn refused(case: &Case<'_>, names: &[&str], status: u16, code: &str) {
    for name in names {
        send(case, name, "other", jpeg()).await.refused(status, code);
    }
}

async fn those_in_the_case_attach_until_its_end(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let others =
        ["neighbour", "other-dispatcher", "other-community", "nobody", "admin", "volunteer"];
    refused(&case, &others, 404, "not_found").await;
    refused(&case, &["worker", "auditor", "secretary", "district"], 403, "forbidden").await;
    case.service
        .anyone()
        .get(&format!("{}/attachments", case.path()))
        .await
        .refused(401, "unauthenticated");
    for name in ["resident", "dispatcher", "manager", "branch", "specialist", "community", "street"]
    {
        attached(&case, name, "evidence", jpeg()).await;
        assert!(case.allowed(name).await.contains(&"attach".to_owned()), "{name}");
    }
    case.to("accepted").await;
    attached(&case, "worker", "after", jpeg()).await;
    refused(&case, &["worker2"], 403, "forbidden").await;
    let after = send(&case, "dispatcher", "after", jpeg()).await.refused(422, "validation_failed");
    assert_eq!(after["errors"][0]["parameter"], "kind", "photos of the work come from who does it");
    send(&case, "worker", "after", pdf()).await.refused(422, "validation_failed");
    send(&case, "worker", "beautiful", jpeg()).await.refused(400, "malformed_request");
    for action in [("worker", "resolve"), ("resident", "rate"), ("branch", "close")] {
        case.step(action.0, action.1).await;
    }
    let ended = send(&case, "resident", "other", jpeg()).await.refused(409, "not_allowed_now");
    assert_eq!(ended["state"], "closed");
}

async fn a_neighbour_of_a_public_ticket_sees_no_files(service: Service) {
    let case = service.submit("resident", json!({ "visibility": "public" })).await;
    let id = attached(&case, "resident", "before", jpeg()).await;
    let (list, one) = (format!("{}/attachments", case.path()), format!("/v1/attachments/{id}"));
    for name in ["neighbour", "committee", "both"] {
        service.as_(name).get(&list).await.refused(403, "forbidden");
        service.as_(name).get(&one).await.refused(404, "not_found");
    }
    for name in ["other-resident", "nobody", "far-district"] {
        service.as_(name).get(&list).await.refused(404, "not_found");
        service.as_(name).get(&one).await.refused(404, "not_found");
    }
    for name in ["resident", "worker", "branch", "auditor", "client"] {
        let page = service.as_(name).get(&list).await.expect(200);
        assert_eq!(page["items"][0]["id"], json!(id), "{name}");
    }
}

async fn a_ticket_holds_fifty_files(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let small = picture(1, 1, ImageFormat::Png);
    for _ in 0..50 {
        attached(&case, "resident", "other", small.clone()).await;
    }
    send(&case, "resident", "other", small).await.refused(422, "attachments_full");
}

async fn files_are_listed_in_pages(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let mut ids = Vec::new();
    for kind in ["before", "evidence", "other"] {
        ids.push(json!(attached(&case, "resident", kind, jpeg()).await));
    }
    let first = format!("{}/attachments?limit=2", case.path());
    let first = service.as_("branch").get(&first).await.expect(200);
    assert_eq!(json!([first["items"][0]["id"], first["items"][1]["id"]]), json!(ids[..2]));
    let next = first["next"].as_str().unwrap();
    let rest = format!("{}/attachments?limit=2&after={next}", case.path());
    let rest = service.as_("branch").get(&rest).await.expect(200);
    assert_eq!((&rest["items"][0]["id"], &rest["next"]), (&ids[2], &Value::Null));
}
