//! A well-formed request for each case about places and organisations.

use std::sync::atomic::{AtomicI32, Ordering};

use organization::CreditCode;
use serde_json::json;
use tests::{Service, world};

use super::{
    cases::Case,
    enlist::named,
    requests::{Request, etag, fresh, id, made},
};

pub(super) async fn area(service: &Service, case: &Case, word: &str) -> Request {
    let (community, name) = (world::area("community"), json!({ "name": word }));
    match (case.operation, case.subject) {
        ("createArea", "a district") => {
            Request::default().with(json!({ "level": "district", "name": word }))
        }
        ("createArea", _) => Request::default()
            .with(json!({ "level": "grid", "name": word, "parent_id": community })),
        ("moveArea", "another name for the community") => Request::of(community).with(name),
        ("moveArea", _) => {
            let street = world::area("street");
            let new = json!({ "level": "community", "name": word, "parent_id": street });
            let moved = made(service, "/v1/areas", new).await;
            Request::of(id(&moved)).with(json!({ "parent_id": world::area("other-street") }))
        }
        _ => Request::of(community),
    }
}

pub(super) async fn estate(service: &Service, operation: &str, word: &str) -> Request {
    let estate = world::estate("estate");
    let path = format!("/v1/estates/{estate}");
    let body = match operation {
        "createEstate" => json!({
            "area_id": world::area("community"), "name": word, "management": "none",
            "phase": "maturity",
        }),
        "createBuilding" => json!({ "name": word }),
        "createPremises" => json!({
            "label": word, "usage": "residential", "exclusive_area": "80.00",
            "building_id": world::building("building"),
        }),
        "changeEstatePhase" => {
            let now = service.as_("admin").get(&path).await.expect(200);
            let phases = ["gestation", "birth", "transition", "maturity", "rebuilding"];
            let at = phases.iter().position(|phase| now["phase"] == *phase);
            let next = at.map_or("maturity", |at| phases[(at + 1) % phases.len()]);
            json!({ "phase": next })
        }
        "updateEstate" => json!({ "address": word }),
        _ => json!({}),
    };
    let version = match operation {
        "updateEstate" => Some(etag(service, &path).await),
        _ => None,
    };
    Request { id: estate.to_string(), body, version, ..Request::default() }
}

pub(super) async fn residency(service: &Service, case: &Case) -> Request {
    let label = fresh(service);
    let (estate, building) = match case.place {
        "bare-estate" => ("bare-estate", "bare-building"),
        _ => ("estate", "building"),
    };
    let premises = json!({
        "label": label, "usage": "residential", "exclusive_area": "80.00",
        "building_id": world::building(building),
    });
    let path = format!("/v1/estates/{}/premises", world::estate(estate));
    let premises = made(service, &path, premises).await;
    let body = json!({ "premises_id": premises["id"], "relation": "tenant", "note": "CANARY" });
    if case.operation == "requestResidency" {
        return Request::default().with(body);
    }
    let who = if case.subject == "of the officer" { "community" } else { "asker" };
    let asked = named(service, who).await.post("/v1/residencies", body).await;
    let request = Request::of(id(&asked.expect(201)));
    match case.operation {
        "rejectResidency" => request.with(json!({ "reason": "材料不全" })),
        _ => request,
    }
}

/// In a year of its own, so that no two overlap.
pub(super) async fn contract(service: &Service, operation: &str) -> Request {
    static YEAR: AtomicI32 = AtomicI32::new(2030);
    let year = YEAR.fetch_add(1, Ordering::Relaxed);
    let new = json!({
        "enterprise_id": world::organization("enterprise"), "estate_id": world::estate("bare-estate"),
        "from": format!("{year}-01-01"), "to": format!("{year}-12-31"),
    });
    if operation == "createContract" {
        return Request::default().with(new);
    }
    let made = made(service, "/v1/contracts", new).await;
    Request::of(id(&made)).with(json!({ "reason": "解约", "on": format!("{year}-07-01") }))
}

/// A code with the right last character.
pub(super) fn credit_code(word: &str) -> String {
    let body = format!("91440307{}", word[word.len() - 9..].to_uppercase());
    let ends = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|end| format!("{body}{end}"));
    let good = ends.into_iter().find(|code| code.parse::<CreditCode>().is_ok());
    good.unwrap_or_else(|| panic!("no end makes {body} a code"))
}
