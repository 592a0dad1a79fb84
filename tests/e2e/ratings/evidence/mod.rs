//! Evidence files: on what they are attached, by whom and until when, and the links to their bytes.

mod attaching;
mod closing;
mod hostile;
mod links;
mod racing;

use serde_json::Value;
use tests::{Reply, Service};

/// What comes of sending these bytes to what lies at a path.
async fn send(service: &Service, name: &str, path: &str, bytes: Vec<u8>) -> Reply {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let call = service.as_(name).request("POST", &format!("{path}/evidence?{query}"));
    call.header("Content-Type", "application/octet-stream").body(bytes).send().await
}

/// The files of what lies at a path.
async fn files(service: &Service, name: &str, path: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{path}/evidence?limit=100")).await.expect(200);
    let items = page["items"].as_array().unwrap().clone();
    let seen = service.as_(name).get(path).await.expect(200);
    assert_eq!(seen["evidence_files"], items.len(), "what has them tells how many");
    items
}
