//! The star rating: schemes that two people put in force, scores to be tried, and what scores are made of.

mod checking;
mod credit;
pub(crate) mod cycles;
pub(crate) mod disclosure;
mod evidence;
mod figures;
mod findings;
pub(crate) mod lists;
mod preview;
pub(crate) mod public;
mod reported;
mod schemes;
mod scores;
mod story;
pub(crate) mod survey;

use serde_json::{Value, json};
use tests::{Caller, Service, world};

use crate::access::enlist::named;

/// The template that comes with the system.
pub(crate) const TEMPLATE: &str = "00000000-0000-7000-8000-000000000001";

/// A sound scheme of two indicators.
pub(crate) fn small() -> Value {
    let indicator = |code: &str, maximum: &str, evaluator: &str, method: Value| {
        json!({
            "code": code, "name_zh": code, "name_en": code, "maximum": maximum, "evaluator": evaluator,
            "method": method, "no_data": "exclude",
        })
    };
    let ratio = json!({ "kind": "ratio", "figure": "ticket.response_rate" });
    let each =
        json!({ "kind": "deduction", "each": "0.50", "per_zh": "每处", "per_en": "per spot" });
    json!({
        "code": "small", "name_zh": "小方案", "name_en": "Small", "status": "local", "provenance": "",
        "aspects": [{ "code": "A", "name_zh": "一", "name_en": "one", "maximum": "100.00", "indicators": [
            indicator("A1", "60.00", "system", ratio), indicator("A2", "40.00", "estate_branch", each),
        ] }],
        "vetoes": [{ "code": "V1", "name_zh": "弄虚作假", "name_en": "false material" }],
        "bonus": { "cap": "1.00", "items": [{ "code": "P1", "name_zh": "表扬", "name_en": "praise", "maximum": "1.00" }] },
        "bands": [{ "stars": 5, "from": "90.00" }, { "stars": 1, "from": "60.00" }, { "stars": 0, "from": "0.00" }],
        "survey": { "sample_share": "0.10", "valid_answers": 50 },
    })
}

/// A second officer of the district.
pub(crate) async fn deputy(service: &Service) -> Caller<'_> {
    let admin = service.as_("admin");
    let account = json!({
        "name": "deputy", "display_name": "副手", "password": "quite a pass phrase 9", "area_id": world::area("district"),
    });
    let account = admin.post("/v1/accounts", account).await.expect(201);
    let duty = json!({
        "account_id": account["id"], "role": "district_officer", "area_id": world::area("district"),
    });
    admin.post("/v1/duties", duty).await.expect(201);
    named(service, "deputy").await
}

/// Puts the template in force in the district.
pub(crate) async fn template_in_force(service: &Service) {
    let draft = draft_of("from_id", json!(TEMPLATE));
    let made = service.as_("district").post("/v1/schemes", draft).await.expect(201);
    let adopt = format!("/v1/schemes/{}/adopt", made["id"].as_str().unwrap());
    deputy(service).await.post(&adopt, json!({})).await.expect(200);
}

/// Drafts for the district: what is there, or in full.
pub(crate) fn draft_of(field: &str, value: Value) -> Value {
    let mut body = json!({ "area_id": world::area("district") });
    body[field] = value;
    body
}
