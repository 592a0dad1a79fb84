//! The credit ledger: recorded, disputed, repaired, taken back, and never changed.

mod asking;
mod carding;
mod listing;
mod racing;
mod recording;
mod telling;

use serde_json::{Value, json};
use tests::{Reply, Service, world};

const PATH: &str = "/v1/credit-entries";

/// A record of the property office about the enterprise on the estate, with other fields laid over it.
fn about(over: Value) -> Value {
    let mut body = json!({
        "enterprise_id": world::organization("enterprise"), "estate_id": world::estate("estate"), "kind": "bad",
        "points": "5.00", "basis": "物业服务合同第十二条第二款", "facts": "消防通道长期被占用", "evidence": "检查记录及照片",
    });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

pub(super) async fn record(service: &Service, over: Value) -> Value {
    service.as_("property-office").post(PATH, about(over)).await.expect(201)
}

pub(super) fn path(record: &Value) -> String {
    format!("{PATH}/{}", record["id"].as_str().unwrap())
}

async fn act(service: &Service, name: &str, record: &Value, word: &str, body: Value) -> Reply {
    service.as_(name).post(&format!("{}/{word}", path(record)), body).await
}

/// The enterprise's objection, or its request for repair; the record then.
async fn asked(service: &Service, record: &Value, word: &str) -> Value {
    let body = json!({ "reason": "检查前已清空", "evidence": "当日监控录像" });
    act(service, "manager", record, word, body).await.expect(200)
}

async fn grade(service: &Service, name: &str, query: &str) -> Value {
    let enterprise = world::organization("enterprise");
    let path = format!("/v1/enterprises/{enterprise}/credit-grade{query}");
    service.as_(name).get(&path).await.expect(200)
}

async fn items(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{PATH}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}
