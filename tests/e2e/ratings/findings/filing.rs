//! Each side files of the indicators that it scores, about who serves the estate on the day.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, about, file, found};
use crate::ratings::template_in_force;

served_by_both!(
    each_side_files_of_what_it_scores,
    points_and_the_due_day_are_shown,
    nothing_is_filed_of_what_others_score,
    what_makes_no_sense_is_refused,
    a_scheme_in_force_and_a_contract_are_needed,
    nobody_inspects_their_employer,
    a_key_files_once,
);

async fn each_side_files_of_what_it_scores(service: Service) {
    template_in_force(&service).await;
    for (name, code, side) in [
        ("property-office", "E3", "property_office"),
        ("secretary", "E4", "community_party"),
        ("specialist", "F3", "community_party"),
        ("grid", "C1", "community_party"),
        ("branch", "F1", "estate_branch"),
        ("committee", "B5", "owners_committee"),
    ] {
        let made = file(&service, name, json!({ "indicator": code, "units": 1 })).await;
        assert_eq!(made["rule"]["evaluator"], side, "{name}");
        assert_eq!(made["enterprise_id"], json!(world::organization("enterprise")), "{name}");
        assert_eq!(made["filed_by"], json!(world::person(name)));
    }
    let entries = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'finding' AND action = 'file'";
    assert_eq!(service.count(entries).await, 6);
}

async fn points_and_the_due_day_are_shown(service: Service) {
    let spot = json!({ "latitude": "22.7", "longitude": "114.246899" });
    let made = found(&service, spot).await;
    assert_eq!(
        (&made["points"], &made["rule"]["each"], &made["rule"]["label"]),
        (&json!("0.40"), &json!("0.20"), &json!("供配电与公共照明"))
    );
    assert_eq!((&made["latitude"], &made["found_on"]), (&json!("22.700000"), &json!("2026-03-02")));
    assert_eq!(
        (&made["due_on"], &made["due_by_default"], &made["overdue"]),
        (&json!("2026-03-11"), &json!(true), &json!(false))
    );
    assert_eq!(made["allowed_actions"], json!(["withdraw"]));
    let given = file(&service, "property-office", json!({ "due_on": "2026-03-02" })).await;
    assert_eq!((&given["due_on"], &given["due_by_default"]), (&json!("2026-03-02"), &json!(false)));
}

async fn nothing_is_filed_of_what_others_score(service: Service) {
    template_in_force(&service).await;
    for (name, code) in [
        ("branch", "D4"),
        ("property-office", "F1"),
        ("secretary", "F1"),
        ("committee", "E4"),
        ("community", "E4"),
        ("street", "D4"),
        ("district", "D4"),
        ("manager", "D4"),
        ("resident", "F1"),
        ("auditor", "D4"),
        ("client", "D4"),
    ] {
        let body = about(&service, json!({ "indicator": code }));
        service.as_(name).post(PATH, body).await.refused(403, "forbidden");
    }
    for (name, code) in [("branch", "F1"), ("secretary", "E4"), ("property-office", "D4")] {
        let over = json!({ "indicator": code, "estate_id": world::estate("other-estate") });
        service.as_(name).post(PATH, about(&service, over)).await.refused(403, "forbidden");
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_finding").await, 0);
}

fn links(url: &str) -> Value {
    json!({ "links": [{ "name": "照片", "url": url }] })
}

async fn what_makes_no_sense_is_refused(service: Service) {
    template_in_force(&service).await;
    let office = service.as_("property-office");
    let at = |days: i64| json!(service.app.time(service.now() + TimeDelta::days(days)));
    let many: Vec<Value> = vec![json!({ "name": "一", "url": "https://example.org/" }); 11];
    for (over, pointer, fault) in [
        (json!({ "units": 0 }), "#/units", "range"),
        (json!({ "units": 101 }), "#/units", "range"),
        (json!({ "units": -1 }), "#/units", "range"),
        (json!({ "indicator": "Z9" }), "#/indicator", "not_found"),
        (json!({ "indicator": "C2" }), "#/indicator", "not_allowed"),
        (json!({ "indicator": "A1" }), "#/indicator", "not_allowed"),
        (json!({ "indicator": "H6" }), "#/indicator", "not_allowed"),
        (json!({ "estate_id": world::area("grid") }), "#/estate_id", "not_found"),
        (json!({ "found_at": at(1) }), "#/found_at", "range"),
        (json!({ "found_at": at(-400) }), "#/found_at", "range"),
        (json!({ "found_at": at(-427) }), "#/found_at", "not_allowed"),
        (json!({ "found_at": "2026-03-02T09:30:00" }), "#/found_at", "format"),
        (json!({ "due_on": "2026-03-01" }), "#/due_on", "range"),
        (json!({ "due_on": "2027-04-01" }), "#/due_on", "range"),
        (json!({ "due_on": "2026-02-30" }), "#/due_on", "format"),
        (json!({ "place": " " }), "#/place", "required"),
        (json!({ "note": "" }), "#/note", "length"),
        (json!({ "evidence": "\n" }), "#/evidence", "required"),
        (json!({ "latitude": "91.0", "longitude": "1" }), "#/latitude", "format"),
        (json!({ "latitude": "22.7" }), "#/longitude", "required"),
        (links("http://example.org/1.jpg"), "#/links/0/url", "format"),
        (links("https://user@example.org/"), "#/links/0/url", "format"),
        (links("javascript:alert(1)"), "#/links/0/url", "format"),
        (json!({ "links": many }), "#/links", "length"),
        (json!({ "points": "0.40" }), "#/points", "unknown_field"),
    ] {
        office.post(PATH, about(&service, over)).await.invalid(pointer, fault);
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_finding").await, 0);
}

async fn a_scheme_in_force_and_a_contract_are_needed(service: Service) {
    let office = service.as_("property-office");
    office.post(PATH, about(&service, json!({}))).await.invalid("#/estate_id", "not_allowed");
    template_in_force(&service).await;
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let body = about(&service, bare.clone());
    office.post(PATH, body.clone()).await.invalid("#/found_at", "not_allowed");
    let contract = json!({
        "enterprise_id": world::organization("enterprise"), "estate_id": world::estate("bare-estate"),
        "from": "2026-03-02",
    });
    service.as_("street").post("/v1/contracts", contract).await.expect(201);
    office.post(PATH, body).await.expect(201);
    let mut before = about(&service, bare);
    before["found_at"] = json!(service.app.time(service.now() - TimeDelta::days(1)));
    office.post(PATH, before).await.invalid("#/found_at", "not_allowed");
}

async fn nobody_inspects_their_employer(service: Service) {
    template_in_force(&service).await;
    let enterprise = ("organization_id", world::organization("enterprise"));
    let duty = service.grant("branch", "worker", enterprise).await;
    let body = about(&service, json!({ "indicator": "F1" }));
    service.as_("branch").post(PATH, body.clone()).await.refused(403, "forbidden");
    service.end_duty(duty).await;
    service.as_("branch").post(PATH, body).await.expect(201);
}

async fn a_key_files_once(service: Service) {
    template_in_force(&service).await;
    let body = about(&service, json!({}));
    let send = async || {
        let call = service.as_("property-office").request("POST", PATH);
        call.header("Idempotency-Key", "once").json(&body).send().await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.body, again.body);
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_finding").await, 1);
}
