//! A server that is killed while it delivers: the next one goes on, and no event is lost.

use std::collections::BTreeSet;

use serde_json::json;
use tests::{Database, Kind, Process, minimal, under_test, world};

use super::Receiver;

/// Claims run out five seconds after the time that an endpoint has.
const FAULTS: &[(&str, &str)] = &[
    ("LIANJIAN_WEBHOOKS__ALLOW_CIDRS", "[\"127.0.0.0/8\"]"),
    ("LIANJIAN_WEBHOOKS__TIMEOUT_MS", "500"),
];
/// Tickets filed by each server.
const TICKETS: usize = 15;

async fn filed(server: &Process) -> Vec<String> {
    let resident = server.sign_in("resident").await;
    let mut ids = Vec::new();
    for _ in 0..TICKETS {
        let ticket = resident.post("/v1/tickets", minimal("submit")).await.expect(201);
        ids.push(ticket["id"].as_str().unwrap().to_owned());
    }
    ids
}

async fn killed(kind: Kind) {
    if tests::left_out(kind) {
        return;
    }
    let (database, receiver) = (Database::inhabited(kind, false).await, Receiver::start().await);
    let first = Process::start(under_test!(), &database.url, FAULTS).await;
    let body = json!({ "client_id": world::client(), "name": "x", "url": receiver.url, "kinds": ["ticket"] });
    first.sign_in("admin").await.post("/v1/webhooks", body).await.expect(201);
    receiver.until(|got| got.len() == 1).await;
    let mut wanted: BTreeSet<String> = filed(&first).await.into_iter().collect();
    receiver.until(|got| got.len() > 3).await;
    first.kill();
    let second = Process::start(under_test!(), &database.url, FAULTS).await;
    wanted.extend(filed(&second).await);
    assert_eq!(wanted.len(), 2 * TICKETS);
    receiver
        .until(|got| {
            let told = got
                .iter()
                .map(|got| got.json()["data"]["id"].as_str().unwrap_or_default().to_owned());
            told.collect::<BTreeSet<_>>().is_superset(&wanted)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_event_is_lost_by_a_killed_server_on_sqlite() {
    killed(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_event_is_lost_by_a_killed_server_on_postgres() {
    killed(Kind::Postgres).await;
}
