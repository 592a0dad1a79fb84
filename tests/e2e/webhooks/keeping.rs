//! Who keeps webhooks, and what they can do with them.

use access::Who;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{created, get, log};

served_by_both!(
    a_client_keeps_its_own_and_administrators_those_of_their_area,
    the_secret_is_shown_once_and_kept_sealed,
    settings_are_patched_and_another_url_is_to_be_proven,
    what_a_state_does_not_allow_is_a_conflict,
    what_is_no_endpoint_is_refused,
    a_token_without_the_scope_opens_nothing,
);

const URL: &str = "https://hub.example/lianjian";

async fn a_client_keeps_its_own_and_administrators_those_of_their_area(service: Service) {
    let (path, _) = created(&service, URL, json!(["ticket"])).await;
    for name in ["client", "admin"] {
        let hook = service.as_(name).get(&path).await.expect(200);
        assert_eq!((&hook["state"], &hook["version"]), (&json!("pending"), &json!(1)), "{name}");
        assert_eq!(hook["client_id"], json!(world::client()));
        let page = service.as_(name).get("/v1/webhooks").await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{name}");
    }
    let hook = service.as_("auditor").get(&path).await.expect(200);
    assert_eq!(hook["allowed_actions"], json!([]));
    for name in ["other-admin", "resident", "district"] {
        service.as_(name).get(&path).await.refused(404, "not_found");
        service
            .as_(name)
            .post(&format!("{path}/disable"), json!({}))
            .await
            .refused(404, "not_found");
        service.as_(name).get(&format!("{path}/deliveries")).await.refused(404, "not_found");
    }
    let page = service.as_("other-admin").get("/v1/webhooks").await.expect(200);
    assert_eq!(page["items"], json!([]));
    service.as_("resident").get("/v1/webhooks").await.refused(403, "forbidden");
    let body = json!({ "client_id": world::client(), "name": "区平台", "url": URL });
    service.as_("admin").post("/v1/webhooks", body.clone()).await.expect(201);
    service.as_("other-admin").post("/v1/webhooks", body).await.refused(403, "forbidden");
}

async fn the_secret_is_shown_once_and_kept_sealed(service: Service) {
    let (path, secret) = created(&service, URL, json!([])).await;
    assert!(secret.starts_with("whsec_") && secret.len() == 6 + 44, "{secret}");
    let bare = secret.trim_start_matches("whsec_");
    for shown in [path.as_str(), "/v1/webhooks"] {
        let reply = service.as_("client").get(shown).await;
        assert!(
            !reply.text().contains(bare) && !reply.text().contains("secret\":"),
            "{}",
            reply.text()
        );
    }
    let plain = "SELECT COUNT(*) FROM webhook WHERE length(secret) <> 12 + 32 + 16";
    assert_eq!(service.count(plain).await, 0, "nonce, secret and mark");
    let rotate = format!("{path}/rotate-secret");
    let again = service.as_("client").post(&rotate, json!({})).await.expect(200);
    assert_ne!(again["secret"], json!(secret));
    assert_eq!(again["webhook"]["version"], 2);
    let keyed = || service.as_("client").request("POST", &rotate).header("Idempotency-Key", "k");
    let one = keyed().json(&json!({})).send().await.expect(200);
    let two = keyed().json(&json!({})).send().await.expect(200);
    assert_ne!(one["secret"], two["secret"], "a credential is never remembered");
}

async fn settings_are_patched_and_another_url_is_to_be_proven(service: Service) {
    let (path, _) = created(&service, URL, json!(["ticket"])).await;
    let client = service.as_("client");
    let first = client.get(&path).await.header("etag").to_owned();
    let body = json!({ "name": "新平台", "kinds": ["estate", "ticket", "estate"] });
    let patched = client.patch(&path, &first, body.clone()).await.expect(200);
    assert_eq!(
        (&patched["name"], &patched["kinds"]),
        (&json!("新平台"), &json!(["ticket", "estate"]))
    );
    client.patch(&path, &first, body.clone()).await.refused(412, "precondition_failed");
    client.request("PATCH", &path).json(&body).send().await.refused(428, "precondition_required");
    assert_eq!(log(&service, &path, "").await.len(), 1);
    let body = json!({ "url": "https://hub.example/other" });
    client.patch(&path, "*", body).await.expect(200);
    assert_eq!(log(&service, &path, "").await.len(), 2, "another test");
    for (body, pointer, fault) in [
        (json!({ "url": "https://127.0.0.2:99999/" }), "#/url", "format"),
        (json!({ "url": "ftp://hub.example/" }), "#/url", "not_allowed"),
        (json!({ "kinds": ["cat"] }), "#/kinds/0", "choice"),
        (json!({ "secret": "mine" }), "#/secret", "unknown_field"),
    ] {
        client.patch(&path, "*", body).await.invalid(pointer, fault);
    }
}

async fn what_a_state_does_not_allow_is_a_conflict(service: Service) {
    let (path, _) = created(&service, URL, json!([])).await;
    let post =
        async |step: &str| service.as_("client").post(&format!("{path}/{step}"), json!({})).await;
    let refused = |body: Value, state: &str| {
        assert_eq!(body["state"], state);
        let words = body["allowed_actions"].as_array().unwrap().clone();
        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let allowed = refused(post("enable").await.refused(409, "not_allowed_now"), "pending");
    assert_eq!(allowed, ["disable", "update", "rotate_secret", "test", "replay"]);
    assert_eq!(post("disable").await.expect(200)["disabled_for"], "wish");
    for step in ["disable", "test"] {
        let allowed = refused(post(step).await.refused(409, "not_allowed_now"), "disabled");
        assert_eq!(allowed, ["enable", "update", "rotate_secret"]);
    }
    assert_eq!(post("enable").await.expect(200)["state"], "pending");
    let test = post("test").await;
    assert!(test.header("location").starts_with(&format!("{path}/deliveries/")));
    let id = test.expect(201)["id"].as_str().unwrap().to_owned();
    let delivery = get(&service, &format!("{path}/deliveries/{id}")).await;
    assert_eq!(delivery["event"]["type"], "lianjian.webhook.test.v1");
    let again = format!("deliveries/{id}/replay");
    post(&again).await.refused(409, "not_allowed_now");
    let (other, _) = created(&service, URL, json!([])).await;
    service.as_("client").get(&format!("{other}/deliveries/{id}")).await.refused(404, "not_found");
    let entries = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'webhook'";
    assert_eq!(service.count(entries).await, 5, "create, disable, enable, test, create");
}

async fn what_is_no_endpoint_is_refused(service: Service) {
    let post = async |body: Value| service.as_("client").post("/v1/webhooks", body).await;
    for (url, fault) in [
        ("", "length"),
        ("hub.example", "format"),
        ("ftp://hub.example/", "not_allowed"),
        ("https://10.0.0.1/", "not_allowed"),
        ("https://[::1]/", "not_allowed"),
        ("https://169.254.169.254/latest", "not_allowed"),
        ("http://1.1.1.1/", "not_allowed"),
        ("https://name:word@hub.example/", "not_allowed"),
    ] {
        post(json!({ "name": "x", "url": url })).await.invalid("#/url", fault);
    }
    let body = |client: Value| json!({ "client_id": client, "name": "x", "url": URL });
    let admin = service.as_("admin");
    admin.post("/v1/webhooks", body(Value::Null)).await.invalid("#/client_id", "required");
    let nobody = json!(world::person("nobody"));
    admin.post("/v1/webhooks", body(nobody.clone())).await.invalid("#/client_id", "not_found");
    post(body(nobody)).await.refused(403, "forbidden");
}

async fn a_token_without_the_scope_opens_nothing(service: Service) {
    let (path, _) = created(&service, URL, json!([])).await;
    let who = Who::Client(world::client().into());
    let scope = Some("tickets:read places:read".to_owned());
    let token = api::auth::issue(&service.app, who, service.now(), 10, scope).unwrap().token;
    let narrow = service.with_token(&token);
    narrow.get("/v1/webhooks").await.refused(403, "forbidden");
    narrow.get(&path).await.refused(404, "not_found");
    let body = json!({ "name": "x", "url": URL });
    narrow.post("/v1/webhooks", body).await.refused(403, "forbidden");
}
