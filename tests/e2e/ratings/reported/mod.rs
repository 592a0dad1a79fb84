//! Reported figures: reported by enterprises and systems, verified by the property office, and counted.

mod counting;
mod listing;
mod racing;
mod reporting;

use serde_json::{Value, json};
use tests::{Reply, Service, world};

const PATH: &str = "/v1/reported-figures";

/// The fee collection of the last quarter, with other fields laid over it.
fn about(over: Value) -> Value {
    let mut body = json!({
        "estate_id": world::estate("estate"), "figure": "finance.fee_collection_rate", "year": 2025, "quarter": 4,
        "part": 1860, "whole": 2000, "evidence": "四季度收费台账汇总表",
    });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

pub(super) async fn report(service: &Service, name: &str, over: Value) -> Value {
    service.as_(name).post(PATH, about(over)).await.expect(201)
}

pub(super) fn path(figure: &Value) -> String {
    format!("{PATH}/{}", figure["id"].as_str().unwrap())
}

pub(super) async fn verify(service: &Service, name: &str, figure: &Value, verified: bool) -> Reply {
    let body = json!({ "verified": verified, "words": "与台账核对" });
    service.as_(name).post(&format!("{}/verify", path(figure)), body).await
}

async fn state(service: &Service, figure: &Value) -> String {
    let seen = service.as_("auditor").get(&path(figure)).await.expect(200);
    seen["state"].as_str().unwrap().to_owned()
}

async fn items(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{PATH}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}
