//! Computed scores: reckoned once everything is handed in, the same again and again, and explained.

mod computing;
mod exporting;
mod moving;
mod reading;

use serde_json::{Value, json};
use tests::{Reply, Service};

use super::cycles::{FILLERS, act, cycle_path, filled, on_sheet, opened, pass_period};

/// A cycle whose period is over; the sheets of the estate are signed, those of other estates gone on without.
pub(crate) async fn signed(service: &Service) -> Value {
    let cycle = opened(service).await;
    handed_in(service, &cycle).await
}

/// The cycle past its period, with everything handed in.
async fn handed_in(service: &Service, cycle: &Value) -> Value {
    pass_period(service);
    let cycle = act(service, "district", cycle, "start-scoring", json!({})).await.expect(200);
    for (evaluator, name) in FILLERS {
        let sheet = filled(service, evaluator).await;
        on_sheet(service, name, &sheet, "sign", json!({})).await.expect(200);
    }
    service
        .force("UPDATE rating_sheet SET state = 'absent' WHERE state <> 'signed'", Vec::new())
        .await;
    cycle
}

pub(crate) async fn compute(service: &Service, cycle: &Value) -> Reply {
    act(service, "district", cycle, "compute", json!({})).await
}

pub(crate) async fn league(
    service: &Service,
    name: &str,
    cycle: &Value,
    query: &str,
) -> Vec<Value> {
    let path = format!("{}/scores?limit=100{query}", cycle_path(cycle));
    service.as_(name).get(&path).await.expect(200)["items"].as_array().unwrap().clone()
}

/// The score of the estate, as the property office is shown it.
pub(crate) async fn explained(service: &Service, cycle: &Value) -> Value {
    let line = league(service, "manager", cycle, "").await.remove(0);
    let path = format!("/v1/scores/{}", line["id"].as_str().unwrap());
    service.as_("property-office").get(&path).await.expect(200)
}

/// The line of an indicator in an explanation.
pub(crate) fn line<'a>(explained: &'a Value, code: &str) -> &'a Value {
    let aspects = explained["score"]["aspects"].as_array().unwrap().iter();
    let mut lines = aspects.flat_map(|aspect| aspect["lines"].as_array().unwrap());
    lines.find(|line| line["code"] == code).unwrap()
}
