//! System clients: client credentials after RFC 6749, scopes, two secrets for a day, and the end of a client.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Caller, Reply, Service, served_by_both, world};

served_by_both!(
    a_client_gets_a_token_by_header_or_form,
    errors_are_those_of_oauth,
    a_token_opens_the_scopes_it_was_asked_for,
    a_rotated_secret_goes_on_for_a_day,
    a_revoked_client_is_out_at_once,
    a_client_is_made_in_ones_own_area_and_its_secret_shown_once,
);

async fn by_form(service: &Service, fields: &[(&str, &str)]) -> Reply {
    service.anyone().request("POST", "/oauth/token").form(fields).send().await
}

async fn token(service: &Service, id: &str, secret: &str, scope: Option<&str>) -> Reply {
    let mut fields =
        vec![("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    fields.extend(scope.map(|scope| ("scope", scope)));
    by_form(service, &fields).await
}

async fn a_client_gets_a_token_by_header_or_form(service: Service) {
    let id = world::client().to_string();
    let body = token(&service, &id, world::CLIENT_SECRET, None).await;
    assert_eq!(body.header("cache-control"), "no-store");
    let body = body.expect(200);
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(600)));
    assert_eq!(
        body["scope"],
        "places:read ratings:report tickets:read tickets:submit webhooks:manage"
    );
    assert!(body.get("refresh_token").is_none(), "{body}");
    let basic = STANDARD.encode(format!("{id}:{}", world::CLIENT_SECRET));
    let call = service
        .anyone()
        .request("POST", "/oauth/token")
        .form(&[("grant_type", "client_credentials")]);
    let body = call.header("Authorization", &format!("Basic {basic}")).send().await.expect(200);
    let client = service.with_token(body["access_token"].as_str().unwrap());
    let me = client.get("/v1/me").await.expect(200);
    assert_eq!((&me["kind"], &me["display_name"]), (&json!("client"), &json!("client")));
    assert_eq!(me["scopes"].as_array().unwrap().len(), 5);
}

const GRANT: (&str, &str) = ("grant_type", "client_credentials");

type Fields<'a> = Vec<(&'a str, &'a str)>;

/// Faulty forms, with the status and the error of RFC 6749 that answer them.
fn faulty(id: &str) -> Vec<(Fields<'_>, u16, &'static str)> {
    let (id, secret) = (("client_id", id), ("client_secret", world::CLIENT_SECRET));
    let scope = |scope| vec![GRANT, id, secret, ("scope", scope)];
    vec![
        (vec![], 400, "invalid_request"),
        (vec![id, secret], 400, "invalid_request"),
        (vec![("grant_type", "password"), id], 400, "unsupported_grant_type"),
        (vec![GRANT, GRANT, id, secret], 400, "invalid_request"),
        (vec![GRANT], 401, "invalid_client"),
        (vec![GRANT, id], 401, "invalid_client"),
        (vec![GRANT, id, ("client_secret", "wrong")], 401, "invalid_client"),
        (vec![GRANT, ("client_id", "x"), secret], 401, "invalid_client"),
        (vec![GRANT, ("client_id", "a\u{0}b"), secret], 401, "invalid_client"),
        (scope("all"), 400, "invalid_scope"),
        (scope("tickets:read x"), 400, "invalid_scope"),
        (scope(""), 400, "invalid_scope"),
    ]
}

async fn errors_are_those_of_oauth(service: Service) {
    let id = world::client().to_string();
    for (fields, status, error) in faulty(&id) {
        let reply = by_form(&service, &fields).await;
        assert_eq!(reply.header("content-type"), "application/json", "{fields:?}");
        assert_eq!(reply.header("cache-control"), "no-store", "{fields:?}");
        let challenge = if status == 401 { "Basic realm=\"lianjian\"" } else { "" };
        assert_eq!(reply.header("www-authenticate"), challenge, "{fields:?}");
        assert_eq!(reply.expect(status)["error"], error, "{fields:?}");
    }
    for broken in ["Basic !!!", "Basic ", &format!("Basic {}", STANDARD.encode(&id))] {
        let call = service.anyone().request("POST", "/oauth/token").form(&[GRANT]);
        let body = call.header("Authorization", broken).send().await.expect(401);
        assert_eq!(body["error"], "invalid_client");
    }
}

async fn a_token_opens_the_scopes_it_was_asked_for(service: Service) {
    let id = world::client().to_string();
    let narrow = async |scope: &str| {
        let body = token(&service, &id, world::CLIENT_SECRET, Some(scope)).await.expect(200);
        assert_eq!(body["scope"], scope);
        service.with_token(body["access_token"].as_str().unwrap())
    };
    let ticket = tests::minimal("submit");
    let reads = narrow("tickets:read").await;
    reads.get("/v1/tickets").await.expect(200);
    reads.post("/v1/tickets", ticket.clone()).await.refused(403, "forbidden");
    reads.get("/v1/areas").await.refused(403, "forbidden");
    let files = narrow("tickets:submit").await;
    files.post("/v1/tickets", ticket).await.expect(201);
    who_only_submits_follows_what_it_filed(&service, &files).await;
    assert_eq!(files.get("/v1/me").await.expect(200)["kind"], "client");
    for path in ["/v1/accounts", "/v1/duties", "/v1/clients"] {
        narrow("places:read tickets:read tickets:submit")
            .await
            .get(path)
            .await
            .refused(403, "forbidden");
    }
}

/// And nothing else: a repeated request is answered as the first was.
async fn who_only_submits_follows_what_it_filed(service: &Service, files: &Caller<'_>) {
    let others = service.ticket_in("submitted").await;
    files.get(&others.path()).await.refused(404, "not_found");
    let mut body = tests::minimal("submit");
    body["client_ref"] = json!("S1");
    let filed = files.post("/v1/tickets", body.clone()).await.expect(201);
    let again = files.post("/v1/tickets", body.clone()).await.expect(200);
    assert_eq!(again["id"], filed["id"]);
    let keyed = || files.request("POST", "/v1/tickets").header("Idempotency-Key", "z1");
    let first = keyed().json(&tests::minimal("submit")).send().await.expect(201);
    assert_eq!(keyed().json(&tests::minimal("submit")).send().await.expect(201), first);
    let listed = files.get("/v1/tickets?include=count").await.expect(200);
    assert_eq!(listed["count"], 3, "what it filed");
    let withdraw = format!("/v1/tickets/{}/withdraw", filed["id"].as_str().unwrap());
    assert_eq!(files.post(&withdraw, json!({})).await.expect(200)["state"], "withdrawn");
}

/// A client of the community with its secret.
async fn made(service: &Service) -> Value {
    let body = json!({
        "name": "another", "scopes": ["tickets:read"], "area_id": world::area("community"),
    });
    service.as_("admin").post("/v1/clients", body).await.expect(201)
}

fn word<'a>(body: &'a Value, field: &str) -> &'a str {
    body[field].as_str().unwrap()
}

async fn a_rotated_secret_goes_on_for_a_day(service: Service) {
    let first = made(&service).await;
    let (admin, id) = (service.as_("admin"), word(&first, "client_id"));
    let rotate = format!("/v1/clients/{id}/rotate-secret");
    let second = admin.post(&rotate, json!({})).await.expect(200);
    assert_ne!(first["client_secret"], second["client_secret"]);
    let works = async |body: &Value| {
        token(&service, id, word(body, "client_secret"), None).await.status.as_u16()
    };
    assert_eq!((works(&first).await, works(&second).await), (200, 200));
    service.pass(TimeDelta::hours(24) - TimeDelta::milliseconds(1));
    assert_eq!((works(&first).await, works(&second).await), (200, 200));
    service.pass(TimeDelta::milliseconds(1));
    assert_eq!((works(&first).await, works(&second).await), (401, 200));
    let third = service.as_("admin").post(&rotate, json!({})).await.expect(200);
    let fourth = service.as_("admin").post(&rotate, json!({})).await.expect(200);
    assert_eq!((works(&second).await, works(&third).await, works(&fourth).await), (401, 200, 200));
}

async fn a_revoked_client_is_out_at_once(service: Service) {
    let made = made(&service).await;
    let (id, secret) = (word(&made, "client_id"), word(&made, "client_secret"));
    let body = token(&service, id, secret, None).await.expect(200);
    let client = service.with_token(word(&body, "access_token"));
    client.get("/v1/me").await.expect(200);
    let revoke = format!("/v1/clients/{id}/revoke");
    service.as_("other-admin").post(&revoke, json!({})).await.refused(404, "not_found");
    service.as_("resident").post(&revoke, json!({})).await.refused(404, "not_found");
    assert_eq!(service.as_("admin").post(&revoke, json!({})).await.expect(200)["state"], "revoked");
    client.get("/v1/me").await.refused(401, "invalid_token");
    token(&service, id, secret, None).await.expect(401);
    service.as_("admin").post(&revoke, json!({})).await.refused(409, "not_allowed_now");
    let rotate = format!("/v1/clients/{id}/rotate-secret");
    service.as_("admin").post(&rotate, json!({})).await.refused(409, "not_allowed_now");
}

async fn a_client_is_made_in_ones_own_area_and_its_secret_shown_once(service: Service) {
    let body = |area: &str, scopes: Value| json!({ "name": "x", "scopes": scopes, "area_id": world::area(area) });
    let read = json!(["tickets:read"]);
    let other = service.as_("other-admin");
    other.post("/v1/clients", body("community", read.clone())).await.refused(403, "forbidden");
    for (scopes, pointer, fault) in [
        (json!([]), "#/scopes", "length"),
        (json!(["all"]), "#/scopes/0", "choice"),
        (json!(["tickets:read", "tickets:read"]), "#/scopes/1", "taken"),
    ] {
        other.post("/v1/clients", body("other-street", scopes)).await.invalid(pointer, fault);
    }
    let call = || other.request("POST", "/v1/clients").header("Idempotency-Key", "k");
    let keyed = async || call().json(&body("other-street", read.clone())).send().await.expect(201);
    let (one, two) = (keyed().await, keyed().await);
    assert_ne!(one["client_secret"], two["client_secret"], "a credential is never remembered");
    assert_eq!(service.count("SELECT COUNT(*) FROM idempotency").await, 0);
    let list = other.get("/v1/clients").await;
    assert!(!list.text().contains(word(&one, "client_secret")), "{}", list.text());
    assert_eq!(list.expect(200)["items"].as_array().unwrap().len(), 2);
}
