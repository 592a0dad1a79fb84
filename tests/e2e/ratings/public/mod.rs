//! What everyone may see of the rating: results, league tables, notices and badges.

mod comparing;
mod disputing;
mod listing;
mod papers;
mod reading;

use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cycles::{CYCLES, act, adopted, cycle_path, pass_period, quarter},
    disclosure::{finalize, pass_all, without_source},
    scores::compute,
};

const RATINGS: &str = "/v1/ratings";

/// The district discloses the results of a computed cycle, and makes them final where that is asked for.
pub(crate) async fn show(service: &Service, cycle: &Value, state: &str) {
    let now = service.as_("district").get(&cycle_path(cycle)).await.expect(200);
    if now["state"] == "computed" {
        act(service, "district", cycle, "disclose", json!({})).await.expect(200);
    }
    if state == "final" {
        pass_all(service);
        let codes = without_source(service, cycle).await;
        finalize(service, cycle, &codes).await.expect(200);
    }
}

/// A computed cycle of a quarter that is over; nobody signed a sheet.
async fn computed(service: &Service, name: &str, first_on: &str) -> Value {
    let planned = quarter(json!({ "name": name, "first_on": first_on }));
    let cycle = service.as_("district").post(CYCLES, planned).await.expect(201);
    for step in ["open", "start-scoring"] {
        act(service, "district", &cycle, step, json!({})).await.expect(200);
    }
    service.force("UPDATE rating_sheet SET state = 'absent'", Vec::new()).await;
    compute(service, &cycle).await.expect(200);
    cycle
}

/// Two computed cycles with two estates each, the older first.
async fn two(service: &Service) -> [Value; 2] {
    adopted(service).await;
    let older = computed(service, "2025年第四季度", "2025-10-01").await;
    pass_period(service);
    [older, computed(service, "2026年第一季度", "2026-01-01").await]
}

/// One computed cycle.
pub(crate) async fn one(service: &Service) -> Value {
    adopted(service).await;
    computed(service, "2025年第四季度", "2025-10-01").await
}

/// What a stranger is shown.
pub(super) async fn listed(service: &Service, query: &str) -> Vec<Value> {
    let page = service.anyone().get(&format!("{RATINGS}?{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

/// The result of the estate in the cycle.
async fn result_of(service: &Service, cycle: &Value, estate: &str) -> Value {
    let cycle = cycle["id"].as_str().unwrap();
    let query = format!("cycle_id={cycle}&estate_id={}", world::estate(estate));
    listed(service, &query).await.remove(0)
}

pub(super) fn path(result: &Value) -> String {
    format!("{RATINGS}/{}", result["id"].as_str().unwrap())
}

fn badge(estate: &str) -> String {
    format!("/v1/estates/{}/badge.svg", world::estate(estate))
}
