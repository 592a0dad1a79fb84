//! Rating cycles and their sheets: planned, opened, filled in parts, signed, late and ruled on.

mod filling;
mod hostile;
mod lateness;
mod listing;
mod many;
mod planning;
mod racing;
mod story;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Reply, Service, world};

use super::{TEMPLATE, deputy, draft_of};

pub(crate) const CYCLES: &str = "/v1/cycles";
pub(crate) const SHEETS: &str = "/v1/sheets";

/// Whose sheets there are on the estate, and who fills them.
pub(crate) const FILLERS: &[(&str, &str)] = &[
    ("enterprise", "manager"),
    ("property_office", "property-office"),
    ("community_party", "secretary"),
    ("estate_branch", "branch"),
    ("owners_committee", "committee"),
];

/// Two people put the template in force.
pub(crate) async fn adopted(service: &Service) -> Value {
    let body = draft_of("from_id", json!(TEMPLATE));
    let draft = service.as_("district").post("/v1/schemes", body).await.expect(201);
    let path = format!("/v1/schemes/{}/adopt", draft["id"].as_str().unwrap());
    deputy(service).await.post(&path, json!({})).await.expect(200)
}

/// The quarter that it is, with other fields laid over it.
pub(crate) fn quarter(over: Value) -> Value {
    let mut body = json!({
        "area_id": world::area("district"), "name": "2026年第一季度星级评价", "kind": "quarter",
        "first_on": "2026-01-01", "due_on": "2026-04-15",
    });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

pub(crate) async fn planned(service: &Service) -> Value {
    service.as_("district").post(CYCLES, quarter(json!({}))).await.expect(201)
}

/// A cycle of the quarter, by the template.
pub(crate) async fn opened(service: &Service) -> Value {
    adopted(service).await;
    let cycle = planned(service).await;
    act(service, "district", &cycle, "open", json!({})).await.expect(200)
}

pub(crate) fn cycle_path(cycle: &Value) -> String {
    format!("{CYCLES}/{}", cycle["id"].as_str().unwrap())
}

pub(crate) fn sheet_path(sheet: &Value) -> String {
    format!("{SHEETS}/{}", sheet["id"].as_str().unwrap())
}

pub(crate) async fn act(
    service: &Service,
    name: &str,
    cycle: &Value,
    word: &str,
    body: Value,
) -> Reply {
    service.as_(name).post(&format!("{}/{word}", cycle_path(cycle)), body).await
}

pub(crate) async fn on_sheet(
    service: &Service,
    name: &str,
    sheet: &Value,
    word: &str,
    body: Value,
) -> Reply {
    service.as_(name).post(&format!("{}/{word}", sheet_path(sheet)), body).await
}

/// The sheet of an evaluator on an estate, as the district sees it.
pub(crate) async fn sheet_of(service: &Service, estate: &str, evaluator: &str) -> Value {
    let query = format!("estate_id={}&evaluator={evaluator}", world::estate(estate));
    let page = service.as_("district").get(&format!("{SHEETS}?{query}")).await.expect(200);
    let id = page["items"][0]["id"].as_str().unwrap().to_owned();
    service.as_("district").get(&format!("{SHEETS}/{id}")).await.expect(200)
}

/// Everything that a sheet asks for.
pub(crate) fn complete(sheet: &Value) -> Value {
    let tiers = ["A1", "A8", "B1", "G1", "H2", "H3"];
    let entry = |code: &Value| match tiers.contains(&code.as_str().unwrap()) {
        true => json!({ "indicator": code, "tier": 0, "evidence": "批复文件" }),
        false => json!({ "indicator": code, "inspected": true }),
    };
    let fact = |fact: &Value| json!({ "fact": fact, "holds": true });
    let entries: Vec<Value> = sheet["indicators"].as_array().unwrap().iter().map(entry).collect();
    let facts: Vec<Value> = sheet["asked_facts"].as_array().unwrap().iter().map(fact).collect();
    json!({ "entries": entries, "facts": facts, "remarks": "本季度情况说明" })
}

/// Filled in whole by its evaluator.
pub(crate) async fn filled(service: &Service, evaluator: &str) -> Value {
    let sheet = sheet_of(service, "estate", evaluator).await;
    on_sheet(service, filler(evaluator), &sheet, "fill", complete(&sheet)).await.expect(200)
}

pub(crate) fn filler(evaluator: &str) -> &'static str {
    FILLERS.iter().find(|(of, _)| *of == evaluator).unwrap().1
}

/// Past the period: 2026-04-02.
pub(crate) fn pass_period(service: &Service) {
    service.pass(TimeDelta::days(31));
}

/// Past the last day of the sheets: 2026-04-16.
pub(crate) fn pass_due(service: &Service) {
    service.pass(TimeDelta::days(45));
}

async fn items(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{SHEETS}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}
