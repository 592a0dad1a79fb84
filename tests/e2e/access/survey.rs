//! Surveys of residents: who draws them, who carries them out, and who answers.

use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    requests::{Request, id},
};
use crate::ratings::survey::{asked, cycle, link};

const ALL: Known = Known::ToAll;
const SURVEY: &str = "a survey of the estate";
const KNOWN: Known = Known::By("getSurvey", SURVEY);

#[rustfmt::skip]
pub(super) const SURVEYS: &[Case] = &[
    case("listSurveys", "one's own scope", "", ALL),
    case("getSurvey", SURVEY, "estate", KNOWN),
    case("sampleSurvey", "about the enterprise on the estate", "estate", ALL),
    case("cancelSurvey", SURVEY, "estate", KNOWN),
    case("listSurveyPremises", SURVEY, "estate", KNOWN),
    case("issueSurveyLinks", SURVEY, "estate", KNOWN),
    case("answerSurvey", SURVEY, "estate", KNOWN),
    case("openSurveyLink", "a link of a household", "", ALL),
    case("answerSurveyByLink", "a link of a household", "", ALL),
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    let home = json!(world::premises("premises"));
    let choices = json!({ "overall": 4 });
    Some(match case.operation {
        "listSurveys" => Request::default(),
        "sampleSurvey" => Request::default().with(new(service).await),
        "getSurvey" | "listSurveyPremises" => Request::of(id(&drawn(service).await)),
        "cancelSurvey" => {
            Request::of(id(&drawn(service).await)).with(json!({ "reason": "CANARY" }))
        }
        "issueSurveyLinks" => {
            Request::of(id(&drawn(service).await)).with(json!({ "premises_ids": [home] }))
        }
        "answerSurvey" => {
            let body = json!({ "premises_id": home, "choices": choices });
            Request::of(id(&drawn(service).await)).with(body)
        }
        "openSurveyLink" => Request::default().with(json!({ "secret": secret(service).await })),
        "answerSurveyByLink" => {
            let body = json!({ "secret": secret(service).await, "choices": choices });
            Request::default().with(body)
        }
        _ => return None,
    })
}

/// In a cycle of its own, since an estate is asked once in a cycle.
async fn new(service: &Service) -> Value {
    asked(service, cycle(service).await, json!({ "size": 20_000, "seed": "CANARY" }))
}

async fn drawn(service: &Service) -> Value {
    service.as_("street").post("/v1/surveys", new(service).await).await.expect(201)
}

async fn secret(service: &Service) -> Value {
    let survey = drawn(service).await;
    link(service, &survey, &json!(world::premises("premises"))).await
}
