//! Findings and reported figures: each side files and verifies its own, the enterprise rectifies and reports.

use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    requests::{Request, id},
};
use crate::ratings::{TEMPLATE, draft_of};

const ALL: Known = Known::ToAll;
const FINDING: &str = "a finding of the property office";
const SEEN: Known = Known::By("getFinding", FINDING);
const FIGURE: &str = "a reported figure";
const KNOWN: Known = Known::By("getFigure", FIGURE);

#[rustfmt::skip]
pub(super) const FINDINGS: &[Case] = &[
    case("listFindings", "one's own scope", "", ALL),
    case("getFinding", FINDING, "estate", SEEN),
    case("fileFinding", "of an indicator of the property office", "estate", ALL),
    case("fileFinding", "of an indicator of the community party", "estate", ALL),
    case("fileFinding", "of an indicator of the branch", "estate", ALL),
    case("fileFinding", "of an indicator of the committee", "estate", ALL),
    case("rectifyFinding", FINDING, "estate", SEEN),
    case("verifyFinding", "a rectified finding of the property office", "estate", SEEN),
    case("verifyFinding", "a rectified finding of the community party", "estate", SEEN),
    case("verifyFinding", "a rectified finding of the branch", "estate", SEEN),
    case("verifyFinding", "a rectified finding of the committee", "estate", SEEN),
    case("withdrawFinding", FINDING, "estate", SEEN),
    case("withdrawFinding", "a finding of the branch", "estate", SEEN),
    case("withdrawFinding", "a finding of the committee", "estate", SEEN),
    Case { own: &["grid"], ..case("withdrawFinding", "a finding of the grid worker", "estate", SEEN) },
    Case { own: &["specialist"], ..case("withdrawFinding", "a finding of the specialist", "estate", SEEN) },
    case("listFigures", "one's own scope", "", ALL),
    case("getFigure", FIGURE, "estate", KNOWN),
    case("reportFigure", "of the estate", "estate", ALL),
    case("verifyFigure", FIGURE, "estate", KNOWN),
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    let done = json!({ "note": "CANARY", "evidence": "CANARY" });
    let words = |field: &str| json!({ field: true, "words": "CANARY" });
    Some(match case.operation {
        "listFindings" | "listFigures" => Request::default(),
        "fileFinding" => {
            in_force(service).await;
            Request::default().with(new(service, side(case).1))
        }
        "getFinding" => Request::of(filed(service, case).await),
        "rectifyFinding" => Request::of(filed(service, case).await).with(done),
        "withdrawFinding" => {
            Request::of(filed(service, case).await).with(json!({ "reason": "CANARY" }))
        }
        "verifyFinding" => {
            let finding = filed(service, case).await;
            let to = format!("/v1/findings/{finding}/rectify");
            service.as_("manager").post(&to, done).await.expect(200);
            Request::of(finding).with(words("accepted"))
        }
        "reportFigure" => Request::default().with(figure()),
        "getFigure" => {
            let by = if case.subject.contains("client") { "client" } else { "manager" };
            Request::of(reported(service, by).await)
        }
        "verifyFigure" => Request::of(reported(service, "manager").await).with(words("verified")),
        _ => return None,
    })
}

/// Who files, and an indicator of theirs.
fn side(case: &Case) -> (&'static str, &'static str) {
    match case.subject {
        subject if subject.contains("grid") => ("grid", "E4"),
        subject if subject.contains("specialist") => ("specialist", "E4"),
        subject if subject.contains("community party") => ("secretary", "E4"),
        subject if subject.contains("branch") => ("branch", "F1"),
        subject if subject.contains("committee") => ("committee", "B5"),
        _ => ("property-office", "D4"),
    }
}

/// The template, whatever another case has put in force meanwhile.
async fn in_force(service: &Service) {
    let there =
        "SELECT COUNT(*) FROM rating_scheme WHERE state = 'adopted' AND code = 'star-rating-2023'";
    if service.count(there).await > 0 {
        return;
    }
    let draft = draft_of("from_id", json!(TEMPLATE));
    let made = service.as_("district").post("/v1/schemes", draft).await.expect(201);
    let made: kernel::Uuid = id(&made).parse().unwrap();
    let before = "UPDATE rating_scheme SET state = 'replaced' WHERE state = 'adopted'";
    service.force(before, Vec::new()).await;
    let adopt = "UPDATE rating_scheme SET state = 'adopted' WHERE id = $1";
    service.force(adopt, vec![made.into()]).await;
}

fn new(service: &Service, indicator: &str) -> Value {
    json!({
        "estate_id": world::estate("estate"), "indicator": indicator, "units": 1, "place": "CANARY",
        "found_at": service.app.time(service.now()), "note": "CANARY", "evidence": "CANARY",
    })
}

async fn filed(service: &Service, case: &Case) -> String {
    in_force(service).await;
    let (name, indicator) = side(case);
    let made = service.as_(name).post("/v1/findings", new(service, indicator)).await;
    id(&made.expect(201))
}

fn figure() -> Value {
    json!({
        "estate_id": world::estate("estate"), "figure": "patrol.completion_rate", "year": 2025, "quarter": 4, "part": 9,
        "whole": 10, "evidence": "CANARY",
    })
}

async fn reported(service: &Service, by: &str) -> String {
    id(&service.as_(by).post("/v1/reported-figures", figure()).await.expect(201))
}
