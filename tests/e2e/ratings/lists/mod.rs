//! Red and black lists: proposed from final results, told, objected to, published by another person, shown to everyone.

mod hostile;
mod listing;
mod objecting;
mod publishing;
mod racing;
mod story;
mod telling;

use serde_json::{Value, json};
use tests::{Caller, Reply, Service, world};

use super::disclosure::{disclosed, finalize, pass_all, without_source};
use crate::access::enlist::named;

pub(crate) const LISTS: &str = "/v1/lists";
pub(crate) const LISTINGS: &str = "/v1/listings";

/// A final cycle in which the estate has five stars and every other one none.
pub(crate) async fn ended(service: &Service) -> Value {
    let cycle = disclosed(service).await;
    let codes = without_source(service, &cycle).await;
    pass_all(service);
    let cycle = finalize(service, &cycle, &codes).await.expect(200);
    let sql = "UPDATE rating_score SET stars = CASE WHEN estate = (SELECT key FROM estate WHERE id = $1) THEN 5 ELSE 0 END";
    service.force(sql, vec![world::estate("estate").into()]).await;
    cycle
}

/// The second officer of the district.
async fn second(service: &Service) -> Caller<'_> {
    named(service, "deputy").await
}

pub(super) async fn propose(service: &Service, name: &str, cycle: &Value, over: Value) -> Reply {
    let mut body = json!({ "cycle_id": cycle["id"], "kind": "red" });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    service.as_(name).post(LISTS, body).await
}

/// A red list that the district proposed.
pub(crate) async fn proposed(service: &Service) -> Value {
    let cycle = ended(service).await;
    propose(service, "district", &cycle, json!({})).await.expect(201)
}

pub(super) fn path(list: &Value) -> String {
    format!("{LISTS}/{}", list["id"].as_str().unwrap())
}

async fn publish(service: &Service, list: &Value) -> Reply {
    second(service).await.post(&format!("{}/publish", path(list)), json!({})).await
}

async fn withdraw(service: &Service, list: &Value) -> Reply {
    let body = json!({ "reason": "评价结果依法更正" });
    service.as_("district").post(&format!("{}/withdraw", path(list)), body).await
}

async fn items(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{LISTINGS}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

/// What of the list the manager is shown.
pub(super) async fn own(service: &Service, list: &Value) -> Value {
    let query = format!("&list_id={}", list["id"].as_str().unwrap());
    items(service, "manager", &query).await.remove(0)
}

pub(super) async fn on(
    service: &Service,
    name: &str,
    listing: &Value,
    word: &str,
    body: Value,
) -> Reply {
    let path = format!("{LISTINGS}/{}/{word}", listing["id"].as_str().unwrap());
    service.as_(name).post(&path, body).await
}

pub(super) fn objection() -> Value {
    json!({ "grounds": "扣分事项已整改", "evidence": "复核记录" })
}

pub(super) fn decision(upheld: bool) -> Value {
    json!({ "upheld": upheld, "words": "经复核" })
}

/// Published lists, as anyone is shown them.
async fn shown(service: &Service, query: &str) -> Vec<Value> {
    let page = service.anyone().get(&format!("{LISTS}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}
