//! Waiting for changes: answered when there is one, at the end of the wait, and when the server stops.

use std::sync::{Arc, atomic::Ordering};

use serde_json::{Value, json};
use tests::{Kind, Reply, Service, served_by_both, world};
use tokio::task::JoinHandle;

use super::{head, told};

served_by_both!(
    who_waits_is_answered_by_the_next_change,
    a_wait_that_nothing_ends_is_answered_empty,
    who_is_shut_out_meanwhile_is_told_nothing,
    the_end_of_the_server_ends_all_waits,
);

/// Someone who waits; known to wait once the server counts them.
async fn wait(service: &Arc<Service>, name: &'static str, after: i64) -> JoinHandle<Reply> {
    let before = service.app.board.waiting();
    let (waits, path) = (service.clone(), format!("/v1/events?after={after}&wait=30&kinds=ticket"));
    let waiting = tokio::spawn(async move { waits.as_(name).get(&path).await });
    while service.app.board.waiting() == before {
        tokio::task::yield_now().await;
    }
    waiting
}

async fn who_waits_is_answered_by_the_next_change(service: Service) {
    let (start, service) = (head(&service).await, Arc::new(service));
    let street = wait(&service, "street", start).await;
    let resident = wait(&service, "resident", start).await;
    service.submit("both", json!({})).await;
    let case = service.ticket_in("submitted").await;
    let first = street.await.unwrap().expect(200);
    assert_eq!(told(first["items"].as_array().unwrap())[0], "submit 1");
    let own = resident.await.unwrap().expect(200);
    assert_eq!(
        own["items"][0]["id"],
        json!(case.id),
        "woken by the neighbour's, answered by one's own"
    );
}

async fn a_wait_that_nothing_ends_is_answered_empty(service: Service) {
    let start = head(&service).await;
    let page = service.as_("street").get(&format!("/v1/events?after={start}&wait=1")).await;
    let page = page.expect(200);
    assert_eq!((&page["items"], &page["next"]), (&json!([]), &json!(start)));
}

async fn who_is_shut_out_meanwhile_is_told_nothing(service: Service) {
    let (start, service) = (head(&service).await, Arc::new(service));
    let waiting = wait(&service, "worker", start).await;
    let path = format!("/v1/accounts/{}/disable", world::person("worker"));
    service.as_("admin").post(&path, json!({ "reason": "离职" })).await.expect(200);
    waiting.await.unwrap().refused(401, "invalid_token");
}

async fn the_end_of_the_server_ends_all_waits(service: Service) {
    let (start, service) = (head(&service).await, Arc::new(service));
    let waiting = wait(&service, "street", start).await;
    service.app.draining.store(true, Ordering::SeqCst);
    service.app.board.close();
    let page = waiting.await.unwrap().expect(200);
    assert_eq!((&page["items"], &page["next"]), (&json!([]), &json!(start)));
}

/// Waiting takes up a place; without one the answer comes at once.
#[tokio::test(flavor = "multi_thread")]
async fn who_finds_no_place_is_answered_at_once() {
    let service = Service::with(Kind::Sqlite, |config| config.feed.waiting = 0).await;
    let start = head(&service).await;
    let page = service.as_("street").get(&format!("/v1/events?after={start}&wait=30")).await;
    assert_eq!(page.expect(200)["items"], Value::Array(Vec::new()));
}
