//! The credit ledger: who records, who is recorded, and who decides on what is asked; surveys stand beside it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    requests::{Request, id},
};

const ALL: Known = Known::ToAll;
const RECORD: &str = "a record about the enterprise";
const KNOWN: Known = Known::By("getCreditEntry", RECORD);
const OFFICE: &[&str] = &["property-office"];
const STREET: &[&str] = &["street"];

#[rustfmt::skip]
pub(super) const CREDIT: &[Case] = &[
    case("listCreditEntries", "one's own scope", "", ALL),
    case("getCreditEntry", RECORD, "estate", KNOWN),
    case("addCreditEntry", "about the enterprise", "estate", ALL),
    case("reverseCreditEntry", RECORD, "estate", KNOWN),
    case("objectToCreditEntry", RECORD, "estate", KNOWN),
    case("repairCredit", "a record that was public long enough", "estate", KNOWN),
    case("extendCreditDecision", "a disputed record", "estate", KNOWN),
    case("decideCreditObjection", "a disputed record", "estate", KNOWN),
    Case { own: OFFICE, ..case("decideCreditRepair", "a record of the property office", "estate", KNOWN) },
    Case { own: STREET, ..case("decideCreditRepair", "a record of the street officer", "estate", KNOWN) },
    case("getCreditGrade", "an enterprise", "", ALL),
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    let decision = json!({ "upheld": true, "words": "CANARY" });
    let asked = json!({ "reason": "CANARY", "evidence": "CANARY" });
    Some(match case.operation {
        "listCreditEntries" => Request::default(),
        "getCreditGrade" => Request::of(world::organization("enterprise")),
        "addCreditEntry" => Request::default().with(new(service)),
        "getCreditEntry" if case.subject.contains("disputed") => {
            Request::of(claimed(service, OFFICE[0], "object").await)
        }
        "getCreditEntry" => Request::of(recorded(service, OFFICE[0]).await),
        "reverseCreditEntry" => {
            let body = json!({ "reason": "CANARY" });
            Request::of(recorded(service, OFFICE[0]).await).with(body)
        }
        "objectToCreditEntry" | "repairCredit" => {
            Request::of(recorded(service, OFFICE[0]).await).with(asked)
        }
        "extendCreditDecision" => Request::of(claimed(service, OFFICE[0], "object").await)
            .with(json!({ "reason": "CANARY" })),
        "decideCreditObjection" => {
            Request::of(claimed(service, OFFICE[0], "object").await).with(decision)
        }
        "decideCreditRepair" => {
            Request::of(claimed(service, case.own[0], "repair").await).with(decision)
        }
        _ => return super::survey::prepare(service, case).await,
    })
}

/// Public for long enough that its repair may be sought.
fn new(service: &Service) -> Value {
    let from = service.app.today(service.now()) - TimeDelta::days(100);
    json!({
        "enterprise_id": world::organization("enterprise"), "estate_id": world::estate("estate"), "kind": "bad",
        "points": "5.00", "basis": "CANARY", "facts": "CANARY", "evidence": "CANARY",
        "effective_from": from.to_string(),
    })
}

async fn recorded(service: &Service, by: &str) -> String {
    id(&service.as_(by).post("/v1/credit-entries", new(service)).await.expect(201))
}

async fn claimed(service: &Service, by: &str, action: &str) -> String {
    let record = recorded(service, by).await;
    let body = json!({ "reason": "CANARY", "evidence": "CANARY" });
    let path = format!("/v1/credit-entries/{record}/{action}");
    service.as_("manager").post(&path, body).await.expect(200);
    record
}
