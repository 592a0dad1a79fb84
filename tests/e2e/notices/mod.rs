//! What people are told: once, by the way they want, and never more than they may see.

mod carrying;
mod clocks;
mod mailing;
mod post;
mod preferring;
mod residents;
mod secure;
mod strict;
mod telling;

use serde_json::{Value, json};
use tests::Service;

/// Someone's inbox, newest first.
async fn inbox(service: &Service, name: &str) -> Vec<Value> {
    let page = service.as_(name).get("/v1/notices?limit=100").await.expect(200);
    page["items"].as_array().unwrap().clone()
}

/// Which texts someone was told, the first one first.
async fn told(service: &Service, name: &str) -> Vec<String> {
    let word = |item: &Value| item["template"].as_str().unwrap_or("hidden").to_owned();
    inbox(service, name).await.iter().rev().map(word).collect()
}

/// Someone wants to be told by these channels.
async fn prefers(service: &Service, name: &str, channels: Value) {
    let body = json!({
        "channels": channels, "mail": "li@example.org", "quiet_from": "22:00", "quiet_until": "08:00",
    });
    service.as_(name).post("/v1/me/notice-preferences", body).await.expect(200);
}

/// The log of what went out, newest first.
async fn log(service: &Service, query: &str) -> Vec<Value> {
    let path = format!("/v1/notice-deliveries?limit=100{query}");
    let page = service.as_("admin").get(&path).await.expect(200);
    page["items"].as_array().unwrap().clone()
}
