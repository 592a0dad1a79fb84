//! Disclosed cycles: objections to their scores, decisions with both results kept, re-checks, and what is final.

mod deciding;
mod finalizing;
mod hostile;
mod listing;
mod objecting;
mod racing;
mod story;
mod telling;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Reply, Service};

use super::{
    cycles::{act, cycle_path},
    scores::{compute, explained, league, line, signed},
};

pub(crate) const OBJECTIONS: &str = "/v1/objections";

/// A cycle with its results disclosed.
pub(crate) async fn disclosed(service: &Service) -> Value {
    let cycle = signed(service).await;
    compute(service, &cycle).await.expect(200);
    act(service, "district", &cycle, "disclose", json!({})).await.expect(200)
}

/// The score of the estate, as the property office is shown it.
pub(crate) async fn score(service: &Service, cycle: &Value) -> Value {
    explained(service, cycle).await
}

fn score_path(score: &Value) -> String {
    format!("/v1/scores/{}/objections", score["id"].as_str().unwrap())
}

pub(crate) fn path(objection: &Value) -> String {
    format!("{OBJECTIONS}/{}", objection["id"].as_str().unwrap())
}

/// An objection to an item, with other fields laid over it.
fn told(over: Value) -> Value {
    let mut body = json!({
        "item_kind": "indicator", "item": "B1", "grounds": "合同已备案", "evidence": "备案回执",
    });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

pub(super) async fn object(service: &Service, name: &str, score: &Value, over: Value) -> Reply {
    service.as_(name).post(&score_path(score), told(over)).await
}

/// Raised by the manager against B1.
pub(crate) async fn objected(service: &Service, score: &Value) -> Value {
    object(service, "manager", score, json!({})).await.expect(201)
}

pub(super) async fn on(
    service: &Service,
    name: &str,
    objection: &Value,
    word: &str,
    body: Value,
) -> Reply {
    service.as_(name).post(&format!("{}/{word}", path(objection)), body).await
}

pub(super) fn upheld(tier: u32) -> Value {
    let input = json!({ "indicator": "B1", "tier": tier });
    json!({ "upheld": true, "words": "经核实", "correction": { "input": input } })
}

pub(super) fn rejected() -> Value {
    json!({ "upheld": false, "words": "经核实,评分无误" })
}

/// Past every day on which something can be asked for.
pub(super) fn pass_all(service: &Service) {
    service.pass(TimeDelta::days(40));
}

pub(super) async fn finalize(service: &Service, cycle: &Value, codes: &Value) -> Reply {
    let body = json!({ "confirm_without_source": codes });
    act(service, "district", cycle, "finalize", body).await
}

/// The codes without a source in one of the scores.
pub(super) async fn without_source(service: &Service, cycle: &Value) -> Value {
    let lines = league(service, "district", cycle, "").await;
    let codes = lines.iter().flat_map(|one| one["without_source"].as_array().unwrap());
    let mut codes: Vec<&Value> = codes.collect();
    codes.sort_by_key(|code| code.as_str().unwrap());
    codes.dedup();
    json!(codes)
}
