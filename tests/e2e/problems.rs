//! Problems: every no has one shape, one registered code, and says where the fault is without repeating it.

use api::http::status_of;
use kernel::{Code, Language};
use serde_json::{Value, json};
use tests::{Caller, Kind, Reply, Service, minimal, world};

fn registered(code: &str) -> Code {
    *Code::ALL.iter().find(|known| known.as_str() == code).unwrap()
}

/// Everything that holds of every problem.
#[track_caller]
fn sound(reply: &Reply, language: Language) {
    let body = &reply.json;
    let code = registered(body["code"].as_str().unwrap());
    assert_eq!(reply.header("content-type"), "application/problem+json", "{body}");
    assert_eq!(status_of(code.kind()).as_u16(), reply.status.as_u16(), "{body}");
    assert_eq!(body["status"], reply.status.as_u16());
    assert_eq!(body["type"], format!("/problems/{}", code.as_str()));
    assert_eq!(body["title"], code.title().in_language(language));
    let tag = if language == Language::Zh { "zh-CN" } else { "en" };
    assert_eq!(reply.header("content-language"), tag);
    assert_eq!(reply.header("cache-control"), "private, no-store");
    let trace = body["trace_id"].as_str().unwrap();
    assert!(trace.len() == 32 && reply.header("traceparent").contains(trace), "{body}");
    assert_eq!(body["instance"], format!("urn:trace:{trace}"));
    for error in body["errors"].as_array().into_iter().flatten() {
        let places = ["pointer", "parameter", "header"];
        assert_eq!(places.iter().filter(|at| error.get(**at).is_some()).count(), 1, "{error}");
        assert!(error["code"].is_string() && error["detail"].is_string(), "{error}");
    }
}

/// Requests that are refused, with the status and code of their answers.
async fn refused(service: &Service) -> Vec<(Reply, u16, &'static str)> {
    let (anyone, resident, admin) =
        (service.anyone(), service.as_("resident"), service.as_("admin"));
    let ticket = service.ticket_in("submitted").await;
    let stale = "\"000000000000.99.x\"";
    let category = format!("/v1/categories/{}", world::category("noise"));
    let post = |caller: &Caller<'_>, path: &str| caller.request("POST", path);
    let json_text = |body: &str| {
        post(&resident, "/v1/tickets").header("Content-Type", "application/json").body(body)
    };
    let html = post(&resident, "/v1/tickets").header("Accept", "text/html");
    let large = post(&resident, "/v1/tickets").body("x".repeat(2_000_000));
    let unguarded = admin.request("PATCH", &category).json(&json!({}));
    vec![
        (json_text("{").send().await, 400, "malformed_json"),
        (json_text("[]").send().await, 422, "validation_failed"),
        (json_text("{}").send().await, 422, "validation_failed"),
        (resident.get("/v1/tickets?limit=0").await, 400, "malformed_request"),
        (resident.get("/v1/tickets?after=x").await, 400, "invalid_cursor"),
        (resident.get("/v1/tickets/x").await, 400, "malformed_request"),
        (anyone.get("/v1/tickets").await, 401, "unauthenticated"),
        (service.with_token("x").get("/v1/me").await, 401, "invalid_token"),
        (resident.post("/v1/categories", new_category()).await, 403, "forbidden"),
        (service.as_("other-resident").get(&ticket.path()).await, 404, "not_found"),
        (anyone.get("/v1/nothing").await, 404, "not_found"),
        (anyone.get("/v1/login").await, 405, "method_not_allowed"),
        (html.send().await, 406, "not_acceptable"),
        (ticket.try_("resident", "rate", minimal("rate")).await, 409, "not_allowed_now"),
        (admin.patch(&category, stale, json!({})).await, 412, "precondition_failed"),
        (large.send().await, 413, "body_too_large"),
        (post(&resident, "/v1/tickets").body("{}").send().await, 415, "unsupported_media_type"),
        (unguarded.send().await, 428, "precondition_required"),
        (login(service, "nobody", "a wrong pass phrase 1").await, 401, "bad_credentials"),
    ]
}

fn new_category() -> Value {
    json!({ "code": "x", "name_zh": "类", "name_en": "x", "default_kind": "help" })
}

async fn login(service: &Service, name: &str, password: &str) -> Reply {
    service.anyone().post("/v1/login", json!({ "name": name, "password": password })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_has_the_registered_shape() {
    let service = Service::start(Kind::Sqlite).await;
    for (reply, status, code) in refused(&service).await {
        assert_eq!(reply.json["code"], code, "{}", reply.text());
        assert_eq!(reply.status.as_u16(), status, "{}", reply.text());
        sound(&reply, Language::Zh);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_registered_problem_has_its_page() {
    let service = Service::start(Kind::Sqlite).await;
    let all = service.anyone().get("/problems").await.expect(200);
    assert_eq!(all["items"].as_array().unwrap().len(), Code::ALL.len());
    for (number, code) in Code::ALL.iter().enumerate() {
        for (accept, language) in [("zh-CN", Language::Zh), ("en", Language::En)] {
            let page = service.anyone().request("GET", &format!("/problems/{}", code.as_str()));
            let page = page.header("Accept-Language", accept).send().await.expect(200);
            let status = status_of(code.kind()).as_u16();
            assert_eq!((&page["code"], &page["status"]), (&json!(code.as_str()), &json!(status)));
            assert_eq!(page["title"], code.title().in_language(language));
            assert_eq!(page["detail"], code.detail().in_language(language));
        }
        assert_eq!(all["items"][number]["code"], code.as_str());
    }
    service.anyone().get("/problems/no_such_code").await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_the_callers() {
    let service = Service::start(Kind::Sqlite).await;
    for (accept, language) in [
        ("", Language::Zh),
        ("en", Language::En),
        ("en-GB, zh;q=0.9", Language::En),
        ("en;q=0.2, zh-CN;q=0.9", Language::Zh),
        ("fr, de", Language::Zh),
        ("zh;q=0, en", Language::En),
        ("*", Language::Zh),
        ("%%%", Language::Zh),
    ] {
        let call = service.anyone().request("GET", "/v1/me").header("Accept-Language", accept);
        let reply = call.send().await;
        assert_eq!(reply.status.as_u16(), 401, "{accept}");
        sound(&reply, language);
    }
}

/// The value that a pointer leads to in the body that was sent, by the parent where the field is missing.
fn leads(body: &Value, pointer: &str, fault: &str) -> bool {
    let path = pointer.strip_prefix('#').unwrap();
    match fault {
        "required" => path.rsplit_once('/').is_some_and(|(parent, name)| {
            body.pointer(parent).is_some_and(|at| at.get(name).is_none())
        }),
        _ => body.pointer(path).is_some(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pointer_leads_to_the_faulty_value() {
    let service = Service::start(Kind::Sqlite).await;
    for (over, pointer, fault) in [
        (json!({ "extra": 1 }), "#/extra", "unknown_field"),
        (json!({ "contact": { "mail": "x" } }), "#/contact/mail", "unknown_field"),
        (json!({ "contact": { "phone": "abc" } }), "#/contact/phone", "format"),
        (json!({ "contact": { "name": "" } }), "#/contact/name", "length"),
        (json!({ "contact": [] }), "#/contact", "wrong_type"),
        (json!({ "location": { "latitude": "91" } }), "#/location/latitude", "format"),
        (json!({ "location": { "latitude": 22.5 } }), "#/location/latitude", "wrong_type"),
        (json!({ "kind": "joke" }), "#/kind", "choice"),
        (json!({ "description": "" }), "#/description", "length"),
        (json!({ "description": "x".repeat(2001) }), "#/description", "length"),
        (json!({ "description": 5 }), "#/description", "wrong_type"),
        (json!({ "description": "a\u{0}b" }), "#/description", "control_character"),
        (json!({ "estate_id": "5" }), "#/estate_id", "format"),
        (json!({ "category_id": world::person("resident") }), "#/category_id", "not_found"),
    ] {
        let mut body = minimal("submit");
        body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        let reply = service.as_("resident").post("/v1/tickets", body.clone()).await;
        assert!(leads(&body, pointer, fault), "{pointer}");
        reply.invalid(pointer, fault);
    }
    for field in ["estate_id", "category_id", "description"] {
        let mut body = minimal("submit");
        body.as_object_mut().unwrap().remove(field);
        let reply = service.as_("resident").post("/v1/tickets", body.clone()).await;
        let pointer = format!("#/{field}");
        assert!(leads(&body, &pointer, "required"));
        reply.invalid(&pointer, "required");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_body_is_told_at_once_and_no_value_is_repeated() {
    let service = Service::start(Kind::Sqlite).await;
    let mut body = minimal("submit");
    body["contact"] = json!({ "name": "", "phone": "secret-13800138000" });
    body["description"] = json!("");
    let reply = service.as_("resident").post("/v1/tickets", body).await;
    assert!(!reply.text().contains("13800138000"), "{}", reply.text());
    let body = reply.refused(422, "validation_failed");
    let mut at: Vec<_> =
        body["errors"].as_array().unwrap().iter().map(|e| e["pointer"].clone()).collect();
    at.sort_by_key(ToString::to_string);
    assert_eq!(at, ["#/contact/name", "#/contact/phone", "#/description"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_parameter_is_named() {
    let service = Service::start(Kind::Sqlite).await;
    let caller = service.as_("branch");
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("limit=99999999999999999999", "limit"),
        ("sort=id", "sort"),
        ("kind=joke", "kind"),
        ("state=open", "state"),
        ("estate_id=5", "estate_id"),
        ("created_from=2026-03-01T00:00:00", "created_from"),
        ("mine=yes", "mine"),
        ("limit=5&limit=6", "limit"),
        ("number=%00", "number"),
    ] {
        let reply = caller.get(&format!("/v1/tickets?{query}")).await;
        assert_eq!(reply.status.as_u16(), 400, "{query}");
        let named = reply.json["errors"][0]["parameter"].clone();
        assert_eq!(named, parameter, "{query}: {}", reply.text());
    }
}
