//! Findings: filed by who scores, rectified by the enterprise, verified, withdrawn, and counted.

mod counting;
mod filing;
mod listing;
mod racing;
mod rectifying;
mod telling;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Reply, Service, world};

use super::template_in_force;

const PATH: &str = "/v1/findings";

/// A finding of the property office on the estate an hour ago, with other fields laid over it.
fn about(service: &Service, over: Value) -> Value {
    let mut body = json!({
        "estate_id": world::estate("estate"), "indicator": "D4", "units": 2, "place": "3栋地下车库",
        "found_at": service.app.time(service.now() - TimeDelta::hours(1)), "note": "两处照明灯具不亮",
        "evidence": "现场照片两张",
    });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

pub(super) async fn file(service: &Service, name: &str, over: Value) -> Value {
    service.as_(name).post(PATH, about(service, over)).await.expect(201)
}

/// Filed by the property office, with the template in force.
pub(super) async fn found(service: &Service, over: Value) -> Value {
    template_in_force(service).await;
    file(service, "property-office", over).await
}

pub(super) fn path(finding: &Value) -> String {
    format!("{PATH}/{}", finding["id"].as_str().unwrap())
}

async fn act(service: &Service, name: &str, finding: &Value, word: &str, body: Value) -> Reply {
    service.as_(name).post(&format!("{}/{word}", path(finding)), body).await
}

pub(super) async fn rectify(service: &Service, name: &str, finding: &Value) -> Reply {
    let body = json!({
        "note": "两处灯具已更换", "evidence": "更换后照片",
        "links": [{ "name": "更换后照片", "url": "https://files.example.org/1.jpg" }],
    });
    act(service, name, finding, "rectify", body).await
}

pub(super) async fn verify(
    service: &Service,
    name: &str,
    finding: &Value,
    accepted: bool,
) -> Reply {
    act(service, name, finding, "verify", json!({ "accepted": accepted, "words": "现场复核" }))
        .await
}

pub(super) async fn withdraw(service: &Service, name: &str, finding: &Value) -> Reply {
    act(service, name, finding, "withdraw", json!({ "reason": "登记有误" })).await
}

async fn items(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{PATH}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}
