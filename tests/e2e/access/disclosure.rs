//! Disclosed scores: who discloses, objects, decides, asks and checks again, and who makes them final.

use kernel::Uuid;
use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    cycles::running,
    requests::{Request, id},
    scores::computed,
};
use crate::ratings::disclosure::OBJECTIONS;

const ALL: Known = Known::ToAll;
const OBJECTION: &str = "an objection of the manager";
const SCORE: &str = "a disclosed score of the estate";
const OWN: &str = "one's own scope";
const KNOWN: Known = Known::By("getObjection", OBJECTION);
const OWNER: &str = "an objection of the resident";
const COMMITTEE: &str = "an objection of the committee";
const OFFICE: &str = "what the property office scored";

#[rustfmt::skip]
pub(super) const DISCLOSURE: &[Case] = &[
    case("discloseCycle", "of the district", "district", ALL),
    case("finalizeCycle", "of the district", "district", ALL),
    case("objectToScore", SCORE, "estate", KNOWN),
    case("listObjections", OWN, "", ALL),
    case("getObjection", OBJECTION, "estate", KNOWN),
    case("extendObjection", OBJECTION, "estate", KNOWN),
    case("decideObjection", OBJECTION, "estate", KNOWN),
    Case { own: &["property-office"], ..case("decideObjection", OFFICE, "estate", KNOWN) },
    Case { own: &["manager"], ..case("requestRecheck", OBJECTION, "estate", KNOWN) },
    Case { own: &["committee"], ..case("requestRecheck", COMMITTEE, "estate", KNOWN) },
    Case { own: &["resident"], ..case("requestRecheck", OWNER, "estate", KNOWN) },
    case("decideRecheck", OBJECTION, "estate", KNOWN),
];

/// What residents alone do there.
pub(super) fn as_resident(case: &Case) -> bool {
    ["supportTicket", "replyToBulletin", "objectToScore"].contains(&case.operation)
}

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    Some(match case.operation {
        "listObjections" => Request::default(),
        "discloseCycle" => Request::of(cycle(service, "computed").await),
        "finalizeCycle" => {
            let over = Request::of(cycle(service, "disclosed").await);
            service.force("UPDATE rating_cycle SET objections_until = 0", Vec::new()).await;
            service.force("DELETE FROM rating_objection", Vec::new()).await;
            over.with(json!({ "confirm_without_source": [] }))
        }
        "objectToScore" => {
            let score = score(service).await;
            service.force("UPDATE rating_objection SET state = 'rejected'", Vec::new()).await;
            Request::of(score).with(told())
        }
        "getObjection" => Request::of(made(service, by(case)).await),
        _ => return decision(service, case).await,
    })
}

fn by(case: &Case) -> &'static str {
    match case.subject {
        OWNER => "resident",
        COMMITTEE => "committee",
        _ => "manager",
    }
}

/// The same for what is done with an objection.
async fn decision(service: &Service, case: &Case) -> Option<Request> {
    let rejected = json!({ "upheld": false, "words": "CANARY" });
    let grounds = json!({ "grounds": "CANARY" });
    Some(match case.operation {
        "extendObjection" => {
            Request::of(made(service, "manager").await).with(json!({ "reason": "CANARY" }))
        }
        "decideObjection" => {
            let made = made(service, "manager").await;
            let scorer = match case.subject {
                OFFICE => format!("[\"{}\"]", world::person("property-office")),
                _ => "[]".to_owned(),
            };
            let sql = "UPDATE rating_objection SET scorers = $1";
            service.force(sql, vec![scorer.into()]).await;
            Request::of(made).with(rejected)
        }
        "requestRecheck" => {
            let made = made(service, case.own[0]).await;
            decided(service, &made).await;
            Request::of(made).with(grounds)
        }
        "decideRecheck" => {
            let made = made(service, "manager").await;
            decided(service, &made).await;
            let path = format!("{OBJECTIONS}/{made}/recheck");
            service.as_("manager").post(&path, grounds).await.expect(200);
            Request::of(made).with(rejected)
        }
        _ => return None,
    })
}

async fn decided(service: &Service, made: &str) {
    service.force("UPDATE rating_objection SET scorers = '[]'", Vec::new()).await;
    let body = json!({ "upheld": false, "words": "CANARY" });
    let path = format!("{OBJECTIONS}/{made}/decide");
    service.as_("street").post(&path, body).await.expect(200);
}

fn told() -> Value {
    json!({ "item_kind": "indicator", "item": "B1", "grounds": "CANARY", "evidence": "CANARY" })
}

/// The cycle of the district in a state, with a score of the estate.
pub(super) async fn cycle(service: &Service, state: &str) -> String {
    let cycle = running(service).await;
    computed(service).await;
    let later = (service.now() + chrono::TimeDelta::days(9)).timestamp_millis();
    let sql = "UPDATE rating_cycle SET state = $2, objections_until = $3 WHERE id = $1";
    let id: Uuid = cycle.parse().unwrap();
    service.force(sql, vec![id.into(), state.into(), later.into()]).await;
    cycle
}

/// The score of the estate in a disclosed cycle.
async fn score(service: &Service) -> String {
    let cycle: Uuid = cycle(service, "disclosed").await.parse().unwrap();
    let rows = service.rows("SELECT id, cycle_id FROM rating_score").await;
    let own = rows.iter().find(|row| row.try_get::<Uuid>("", "cycle_id").unwrap() == cycle);
    own.unwrap().try_get::<Uuid>("", "id").unwrap().to_string()
}

async fn made(service: &Service, by: &str) -> String {
    let score = score(service).await;
    service.force("UPDATE rating_objection SET state = 'rejected'", Vec::new()).await;
    id(&service.as_(by).post(&format!("/v1/scores/{score}/objections"), told()).await.expect(201))
}
