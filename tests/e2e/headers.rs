//! Headers of every answer: traces, ids of requests, safety, caching and what a caller has left.

use serde_json::json;
use tests::{Kind, Reply, Service, world};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// The trace and the span of an answer.
fn trace(reply: &Reply) -> (String, String) {
    let parts: Vec<_> = reply.header("traceparent").split('-').map(str::to_owned).collect();
    assert_eq!((parts.len(), parts[0].as_str(), parts[3].as_str()), (4, "00", "01"));
    assert_eq!((parts[1].len(), parts[2].len()), (32, 16));
    (parts[1].clone(), parts[2].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_well_formed_trace_is_continued_with_a_new_span() {
    let service = Service::start(Kind::Sqlite).await;
    let send = async |parent: &str| {
        service.anyone().request("GET", "/v1/me").header("traceparent", parent).send().await
    };
    let reply = send(&format!("00-{TRACE}-00f067aa0ba902b7-01")).await;
    let (id, span) = trace(&reply);
    assert_eq!((id.as_str(), &reply.json["trace_id"]), (TRACE, &json!(TRACE)));
    assert_ne!(span, "00f067aa0ba902b7");
    for malformed in [
        "",
        "00",
        "zz",
        &format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase()),
        &format!("ff-{TRACE}-00f067aa0ba902b7-01"),
        &format!("00-{TRACE}-0000000000000000-01"),
        &format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
        &format!("00-{TRACE}-00f067aa0ba902b7"),
    ] {
        let (id, _) = trace(&send(malformed).await);
        assert!(id != TRACE && id.bytes().any(|b| b != b'0'), "{malformed}");
    }
    let (one, two) = (send("").await, send("").await);
    assert_ne!(trace(&one).0, trace(&two).0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_id_of_a_request_comes_back_where_it_is_harmless() {
    let service = Service::start(Kind::Sqlite).await;
    for (id, back) in [
        ("a-1.b_2", "a-1.b_2"),
        (&"x".repeat(64), "x".repeat(64).as_str()),
        (&"x".repeat(65), ""),
        ("a b", ""),
        ("<script>", ""),
        ("", ""),
    ] {
        for path in ["/healthz", "/v1/me", "/v1/nothing"] {
            let call = service.anyone().request("GET", path).header("X-Request-Id", id);
            assert_eq!(call.send().await.header("x-request-id"), back, "{path} {id}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_safe_to_show_and_private_unless_it_says_otherwise() {
    let service = Service::start(Kind::Sqlite).await;
    let anyone = service.anyone();
    let ticket = service.ticket_in("submitted").await;
    let etag = ticket.get("resident").await.header("etag").to_owned();
    let known = service.as_("resident").request("GET", &ticket.path());
    let private = "private, no-store";
    for (reply, status, cache) in [
        (anyone.get("/healthz").await, 200, private),
        (anyone.get("/v1/me").await, 401, private),
        (anyone.get("/nothing").await, 404, private),
        (anyone.request("PUT", "/v1/me").send().await, 405, private),
        (anyone.request("OPTIONS", "/v1/me").send().await, 204, private),
        (ticket.get("resident").await, 200, private),
        (known.header("If-None-Match", &etag).send().await, 304, private),
        (service.as_("admin").get("/v1/accounts").await, 200, private),
        (anyone.get("/.well-known/jwks.json").await, 200, "public, max-age=300"),
        (anyone.get("/openapi.json").await, 200, "public, max-age=300"),
    ] {
        assert_eq!(reply.status.as_u16(), status);
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{status}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{status}");
        assert_eq!(reply.header("cache-control"), cache, "{status}");
        trace(&reply);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_is_told_what_is_left_and_when_to_come_again() {
    let service = Service::with(Kind::Sqlite, |config| config.limits.requests_per_minute = 3).await;
    for left in [2, 1, 0] {
        let reply = service.as_("resident").get("/v1/me").await;
        assert_eq!(reply.header("ratelimit-policy"), "\"default\";q=3;w=60");
        assert_eq!(reply.header("ratelimit"), format!("\"default\";r={left};t=60"));
        reply.expect(200);
    }
    let refused = service.as_("resident").get("/v1/me").await;
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=20).contains(&seconds), "one of three a minute comes back in twenty seconds");
    assert_eq!(refused.header("ratelimit-policy"), "\"default\";q=3;w=60");
    assert!(refused.header("ratelimit").starts_with("\"default\";r=0;"));
    refused.refused(429, "rate_limited");
    service.as_("neighbour").get("/v1/me").await.expect(200);
    service.anyone().get("/healthz").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_to_get_a_token_are_fewer() {
    let service = Service::with(Kind::Sqlite, |config| config.limits.logins_per_minute = 4).await;
    let login = |name: &str| json!({ "name": name, "password": "a wrong pass phrase 1" });
    for name in ["ghost", "phantom"] {
        service.anyone().post("/v1/login", login(name)).await.refused(401, "bad_credentials");
    }
    let token = json!({ "refresh_token": "x" });
    service.anyone().post("/v1/token/refresh", token).await.refused(401, "invalid_refresh_token");
    let form = [("grant_type", "client_credentials")];
    let call = service.anyone().request("POST", "/oauth/token").form(&form);
    assert_eq!(call.send().await.status.as_u16(), 401);
    let refused = service.anyone().post("/v1/login", login("spectre")).await;
    assert!(!refused.header("retry-after").is_empty());
    refused.refused(429, "rate_limited");
    let right = json!({ "name": "resident", "password": world::PASSWORD });
    service.anyone().post("/v1/login", right).await.refused(429, "rate_limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_json_is_offered() {
    let service = Service::start(Kind::Sqlite).await;
    for (accept, status) in [
        ("", 200),
        ("*/*", 200),
        ("application/json", 200),
        ("application/problem+json", 200),
        ("text/html, application/*;q=0.5", 200),
        ("text/html", 406),
        ("application/xml, text/plain", 406),
        ("application/json;q=0", 406),
    ] {
        let call = service.as_("resident").request("GET", "/v1/me").header("Accept", accept);
        assert_eq!(call.send().await.status.as_u16(), status, "{accept}");
    }
    let page = service.anyone().request("GET", "/docs/index.html").header("Accept", "text/html");
    page.send().await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_json_and_not_packed() {
    let service = Service::start(Kind::Sqlite).await;
    let category = format!("/v1/categories/{}", world::category("noise"));
    for (method, path, kind, status) in [
        ("POST", "/v1/me/password", "application/json", 422),
        ("POST", "/v1/me/password", "application/json; charset=utf-8", 422),
        ("POST", "/v1/me/password", "Application/JSON", 422),
        ("POST", "/v1/me/password", "application/merge-patch+json", 415),
        ("POST", "/v1/me/password", "text/plain", 415),
        ("POST", "/v1/me/password", "", 415),
        ("PATCH", category.as_str(), "application/merge-patch+json", 428),
        ("PATCH", category.as_str(), "application/json", 428),
        ("PATCH", category.as_str(), "application/xml", 415),
        ("POST", "/oauth/token", "application/json", 415),
    ] {
        let call = service.as_("admin").request(method, path).header("Content-Type", kind);
        let reply = call.body("{}").send().await;
        assert_eq!(reply.status.as_u16(), status, "{method} {path} {kind}: {}", reply.text());
    }
    let packed = service.as_("admin").request("POST", "/v1/me/password");
    let packed =
        packed.header("Content-Type", "application/json").header("Content-Encoding", "gzip");
    packed.body("{}").send().await.refused(415, "unsupported_media_type");
}
