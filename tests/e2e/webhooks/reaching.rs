//! No endpoint leads to where this server should not reach, whatever its name says.

use serde_json::json;
use tests::{Kind, Service};

use super::{Receiver, get, log};

async fn strict() -> Service {
    Service::with(Kind::Sqlite, |config| config.webhooks.allow_cidrs = Vec::new()).await
}

/// What came of the test of an endpoint.
async fn tried(service: &Service, path: &str) -> String {
    service.deliver().await;
    let delivery = &log(service, path, "").await[0];
    let path = format!("{path}/deliveries/{}", delivery["id"].as_str().unwrap());
    let detail = get(service, &path).await;
    assert_eq!(detail["delivery"]["state"], "waiting");
    detail["log"][0]["failed"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_leads_inside_is_not_connected_to() {
    let (service, receiver) = (strict().await, Receiver::start().await);
    let port = receiver.url.rsplit(':').next().unwrap().split('/').next().unwrap().to_owned();
    let url = format!("https://localhost:{port}/lianjian");
    let (path, _) = super::created(&service, &url, json!([])).await;
    assert_eq!(tried(&service, &path).await, "blocked");
    let nowhere = "https://nowhere.invalid/lianjian";
    let (path, _) = super::created(&service, nowhere, json!([])).await;
    assert_eq!(tried(&service, &path).await, "unresolved");
    assert_eq!(receiver.got().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_no_longer_listed_is_not_connected_to() {
    let (service, receiver) = (strict().await, Receiver::start().await);
    let (path, _) = super::created(&service, "https://hub.example/", json!([])).await;
    service.force("UPDATE webhook SET url = $1", vec![receiver.url.clone().into()]).await;
    assert_eq!(tried(&service, &path).await, "blocked");
    assert_eq!(receiver.got().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listening_is_told_apart_and_tls_is_spoken_where_it_is_asked_for() {
    let (service, receiver) = (Service::start(Kind::Sqlite).await, Receiver::start().await);
    let (path, _) = super::created(&service, "http://127.0.0.1:9/lianjian", json!([])).await;
    assert_eq!(tried(&service, &path).await, "unreachable");
    let plain = receiver.url.replace("http://", "https://");
    let (path, _) = super::created(&service, &plain, json!([])).await;
    assert_ne!(tried(&service, &path).await, "");
    assert_eq!(receiver.got().len(), 0, "nothing is sent before the certificate was seen");
}
