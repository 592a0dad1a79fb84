//! Announced outages: who says so, who sees it, and what tickets about it are told.

mod announcing;
mod informing;
mod showing;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, world};

const PATH: &str = "/v1/outages";

/// The body of an outage of the lifts on the estate for the next five hours, with changes.
fn lifts(service: &Service, over: Value) -> Value {
    let mut body = json!({
        "estate_id": world::estate("estate"), "category_id": world::category("lift"),
        "title": "电梯停用检修", "note": "更换门机,预计下午恢复。",
        "until": service.now() + TimeDelta::hours(5),
    });
    for (field, value) in over.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

/// Announced by someone; the outage as they see it.
async fn announced(service: &Service, name: &str, over: Value) -> Value {
    service.as_(name).post(PATH, lifts(service, over)).await.expect(201)
}

async fn end(service: &Service, name: &str, outage: &Value, body: Value) -> Value {
    let path = format!("{PATH}/{}/end", outage["id"].as_str().unwrap());
    service.as_(name).post(&path, body).await.expect(200)
}

async fn listed(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{PATH}{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}
