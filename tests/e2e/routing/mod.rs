//! Routing rules: the first that fits sends a new ticket on, a trial tells so before, and a broken one is switched off.

mod breaking;
mod channels;
mod keeping;
mod matching;
mod trying;

use serde_json::{Value, json};
use tests::{Case, Reply, Service, world};

/// Someone makes a rule of their community; `over` is laid over one that sends everything to the pool.
async fn try_make(service: &Service, who: &str, over: Value) -> Reply {
    let mut body =
        json!({ "area_id": world::area("community"), "name": "规则", "to": { "pool": true } });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    service.as_(who).post("/v1/routing-rules", body).await
}

async fn make(service: &Service, over: Value) -> Value {
    try_make(service, "community", over).await.expect(201)
}

fn path(rule: &Value) -> String {
    format!("/v1/routing-rules/{}", rule["id"].as_str().unwrap())
}

/// The rule as it is now.
async fn now(service: &Service, rule: &Value) -> Value {
    service.as_("district").get(&path(rule)).await.expect(200)
}

async fn change(service: &Service, rule: &Value, body: Value) -> Reply {
    let caller = service.as_("community");
    let version = caller.get(&path(rule)).await.header("etag").to_owned();
    caller.patch(&path(rule), &version, body).await
}

async fn order(service: &Service, who: &str, rules: &[&Value]) -> Reply {
    let ids: Vec<&Value> = rules.iter().map(|rule| &rule["id"]).collect();
    let body = json!({ "area_id": world::area("community"), "rule_ids": ids });
    service.as_(who).post("/v1/routing-rules/order", body).await
}

fn to(name: &str) -> Value {
    json!({ "account_id": world::person(name) })
}

/// Where the ticket was sent; null where it waits to be dispatched.
async fn went(case: &Case<'_>) -> Value {
    let seen = case.seen_by("street").await;
    let sent = seen["state"] == "dispatched";
    assert!(sent || seen["state"] == "submitted", "{seen}");
    match seen["target"]["kind"].as_str() {
        Some("pool") => json!("pool"),
        Some(_) => seen["target"]["id"].clone(),
        None => Value::Null,
    }
}

/// The entries of a rule in the journal.
async fn entries(service: &Service, rule: &Value) -> Vec<String> {
    use persistence::journal::lines;
    let id = rule["id"].as_str().unwrap().parse().unwrap();
    let reader = service.app.store.reader();
    let found = lines(reader, access::SubjectKind::RoutingRule, id, 0, 100).await.unwrap();
    for (number, line) in (1..).zip(&found) {
        assert_eq!(line.number, number, "the numbers have no gaps");
    }
    found.into_iter().map(|line| line.action).collect()
}
