//! Webhooks: kept by clients and administrators, signed, delivered at least once, whatever the endpoints do.

mod delivering;
mod failing;
mod keeping;
mod killed;
mod partner;
mod reaching;
mod receiver;

use receiver::Receiver;
use serde_json::{Value, json};
use tests::Service;

/// A webhook of the system client; its path and its secret.
async fn created(service: &Service, url: &str, kinds: Value) -> (String, String) {
    let body = json!({ "name": "区平台", "url": url, "kinds": kinds });
    let made = service.as_("client").post("/v1/webhooks", body).await.expect(201);
    let id = made["webhook"]["id"].as_str().unwrap();
    (format!("/v1/webhooks/{id}"), made["secret"].as_str().unwrap().to_owned())
}

/// The same, after its endpoint has answered the test, which is forgotten.
async fn proven(service: &Service, receiver: &Receiver, kinds: Value) -> (String, String) {
    let made = created(service, &receiver.url, kinds).await;
    service.deliver().await;
    assert_eq!(state(service, &made.0).await, "enabled");
    receiver.forget();
    made
}

async fn get(service: &Service, path: &str) -> Value {
    service.as_("client").get(path).await.expect(200)
}

async fn state(service: &Service, path: &str) -> String {
    get(service, path).await["state"].as_str().unwrap().to_owned()
}

/// The items of a webhook's delivery log, newest first.
async fn log(service: &Service, path: &str, query: &str) -> Vec<Value> {
    let page = get(service, &format!("{path}/deliveries?limit=100{query}")).await;
    page["items"].as_array().unwrap().clone()
}
