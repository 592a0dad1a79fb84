//! The survey of the residents: drawn by a seed, answered once for each premises, and kept as sums alone.

mod answering;
mod drawing;
mod keeping;
mod linking;
mod opened;
mod racing;
mod seeing;

use chrono::TimeDelta;
use kernel::Uuid;
use serde_json::{Value, json};
use tests::{Reply, Service, world};

use super::{draft_of, small};
use opened::opened;

const PATH: &str = "/v1/surveys";

/// A cycle of the district that rates `estate`, by a draft that asks for three answers and a fifth of the households.
pub(crate) async fn cycle(service: &Service) -> Uuid {
    let mut scheme = small();
    scheme["survey"] = json!({ "sample_share": "0.20", "valid_answers": 3 });
    scheme["aspects"][0]["indicators"][1]["evaluator"] = json!("residents");
    scheme["aspects"][0]["indicators"][1]["method"] = json!({
        "kind": "bands", "bands": [{ "from": "0.80", "points": "40.00" }, { "from": "0.00", "points": "0.00" }],
    });
    let district = service.as_("district");
    let made = district.post("/v1/schemes", draft_of("document", scheme)).await.expect(201);
    opened(service, made["id"].as_str().unwrap().parse().unwrap()).await
}

/// Premises of the estate until it has so many households.
pub(crate) async fn housed(service: &Service, households: usize) {
    let path = format!("/v1/estates/{}/premises", world::estate("estate"));
    for number in 2..households {
        let body = json!({
            "building_id": world::building("building"), "label": format!("{number}号"),
            "usage": "residential", "exclusive_area": "80.00",
        });
        service.as_("admin").post(&path, body).await.expect(201);
    }
}

/// A survey that closes after a week, with other fields laid over it.
pub(crate) fn asked(service: &Service, cycle: Uuid, over: Value) -> Value {
    let closes = service.now() + TimeDelta::days(7);
    let mut body = json!({
        "cycle_id": cycle, "estate_id": world::estate("estate"), "closes_at": closes.to_rfc3339(),
    });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

/// A survey of all of so many households, open now.
pub(crate) async fn drawn(service: &Service, households: usize) -> Value {
    let cycle = cycle(service).await;
    housed(service, households).await;
    let body = asked(service, cycle, json!({ "size": 20_000 }));
    service.as_("street").post(PATH, body).await.expect(201)
}

pub(crate) fn path(survey: &Value) -> String {
    format!("{PATH}/{}", survey["id"].as_str().unwrap())
}

/// The premises that were drawn, as an interviewer lists them.
async fn premises(service: &Service, survey: &Value) -> Vec<Value> {
    let list = format!("{}/premises?limit=100", path(survey));
    let page = service.as_("community").get(&list).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

/// The premises without anyone who has an account, by their ids.
pub(crate) async fn strangers(service: &Service, survey: &Value) -> Vec<Value> {
    let home = json!(world::premises("premises"));
    let all = premises(service, survey).await.into_iter().map(|one| one["premises_id"].clone());
    all.filter(|id| *id != home).collect()
}

/// A link for premises.
pub(crate) async fn link(service: &Service, survey: &Value, premises: &Value) -> Value {
    let to = format!("{}/links", path(survey));
    let body = json!({ "premises_ids": [premises] });
    let made = service.as_("community").post(&to, body).await.expect(200);
    made["items"][0]["secret"].clone()
}

pub(super) async fn by_link(service: &Service, secret: &Value, choices: Value) -> Reply {
    let body = json!({ "secret": secret, "choices": choices });
    service.anyone().post("/v1/survey-answers", body).await
}

pub(super) async fn by(
    service: &Service,
    name: &str,
    survey: &Value,
    premises: &Value,
    choices: Value,
) -> Reply {
    let body = json!({ "premises_id": premises, "choices": choices });
    service.as_(name).post(&format!("{}/answers", path(survey)), body).await
}

pub(super) async fn seen(service: &Service, name: &str, survey: &Value) -> Value {
    service.as_(name).get(&path(survey)).await.expect(200)
}

/// Lets time pass until it is closed.
pub(super) fn close(service: &Service) {
    service.pass(TimeDelta::days(7));
}
