//! Who plans, opens, starts and cancels a cycle, and when that is refused.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{CYCLES, act, adopted, cycle_path, opened, pass_due, pass_period, planned, quarter};

served_by_both!(
    one_cycle_of_a_kind_and_period_for_an_area,
    a_cycle_is_a_whole_quarter_or_year_of_a_district_or_street,
    a_district_plans_for_itself_alone,
    an_opening_needs_a_scheme_in_force,
    an_opening_comes_before_the_sheets_are_due,
    scoring_starts_after_the_period_by_hand_too,
    a_cancelled_cycle_makes_room_and_its_sheets_rest,
    the_scheme_of_the_opening_stays,
);

async fn one_cycle_of_a_kind_and_period_for_an_area(service: Service) {
    let whole = planned(&service).await;
    let district = service.as_("district");
    district.post(CYCLES, quarter(json!({}))).await.refused(409, "cycle_overlaps");
    let street = json!({ "area_id": world::area("street") });
    district.post(CYCLES, quarter(street.clone())).await.refused(409, "cycle_overlaps");
    let year = json!({ "kind": "year", "due_on": "2027-01-15" });
    district.post(CYCLES, quarter(year)).await.expect(201);
    let next = json!({ "first_on": "2026-04-01", "due_on": "2026-07-15", "area_id": world::area("street") });
    district.post(CYCLES, quarter(next.clone())).await.expect(201);
    let mut other = next.clone();
    other["area_id"] = json!(world::area("other-street"));
    district.post(CYCLES, quarter(other)).await.expect(201);
    let mut above = next;
    above["area_id"] = json!(world::area("district"));
    district.post(CYCLES, quarter(above)).await.refused(409, "cycle_overlaps");
    act(&service, "district", &whole, "cancel", json!({ "reason": "改按街道" })).await.expect(200);
    district.post(CYCLES, quarter(street)).await.expect(201);
}

async fn a_cycle_is_a_whole_quarter_or_year_of_a_district_or_street(service: Service) {
    let district = service.as_("district");
    for (over, pointer, fault) in [
        (json!({ "first_on": "2026-02-01" }), "#/first_on", "not_allowed"),
        (json!({ "first_on": "2026-01-02" }), "#/first_on", "not_allowed"),
        (json!({ "kind": "year", "first_on": "2026-04-01" }), "#/first_on", "not_allowed"),
        (json!({ "first_on": "2020-01-01" }), "#/first_on", "range"),
        (json!({ "due_on": "2026-03-31" }), "#/due_on", "order"),
        (json!({ "due_on": "2026-12-31" }), "#/due_on", "range"),
        (json!({ "name": "  " }), "#/name", "required"),
        (json!({ "area_id": world::area("community") }), "#/area_id", "not_allowed"),
        (json!({ "area_id": world::estate("estate") }), "#/area_id", "not_found"),
    ] {
        district.post(CYCLES, quarter(over)).await.invalid(pointer, fault);
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_cycle").await, 0);
}

async fn a_district_plans_for_itself_alone(service: Service) {
    for name in ["street", "property-office", "community", "manager", "admin", "resident"] {
        service.as_(name).post(CYCLES, quarter(json!({}))).await.refused(403, "forbidden");
    }
    service.as_("far-district").post(CYCLES, quarter(json!({}))).await.refused(403, "forbidden");
    let cycle = planned(&service).await;
    adopted(&service).await;
    for (word, body) in [("open", json!({})), ("cancel", json!({ "reason": "停办" }))] {
        for name in ["street", "far-district", "auditor", "manager"] {
            act(&service, name, &cycle, word, body.clone()).await.refused(403, "forbidden");
        }
    }
    let seen = service.as_("resident").get(&cycle_path(&cycle)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!([]));
}

async fn an_opening_needs_a_scheme_in_force(service: Service) {
    let cycle = planned(&service).await;
    let refused = act(&service, "district", &cycle, "open", json!({})).await;
    refused.refused(409, "no_scheme_in_force");
    adopted(&service).await;
    act(&service, "district", &cycle, "open", json!({})).await.expect(200);
    let again = act(&service, "district", &cycle, "open", json!({})).await;
    let no = again.refused(409, "not_allowed_now");
    assert_eq!((&no["state"], &no["allowed_actions"]), (&json!("open"), &json!(["cancel"])));
}

async fn an_opening_comes_before_the_sheets_are_due(service: Service) {
    adopted(&service).await;
    let cycle = planned(&service).await;
    pass_due(&service);
    act(&service, "district", &cycle, "open", json!({})).await.refused(409, "untimely");
}

async fn scoring_starts_after_the_period_by_hand_too(service: Service) {
    let cycle = opened(&service).await;
    act(&service, "district", &cycle, "start-scoring", json!({})).await.refused(409, "untimely");
    pass_period(&service);
    act(&service, "street", &cycle, "start-scoring", json!({})).await.refused(403, "forbidden");
    let scoring = act(&service, "district", &cycle, "start-scoring", json!({})).await.expect(200);
    assert_eq!(scoring["state"], "scoring");
    service.run_jobs().await;
    let after = service.as_("district").get(&cycle_path(&cycle)).await.expect(200);
    assert_eq!(after["version"], scoring["version"]);
}

async fn a_cancelled_cycle_makes_room_and_its_sheets_rest(service: Service) {
    let cycle = opened(&service).await;
    let sheet = super::sheet_of(&service, "estate", "estate_branch").await;
    let reason = json!({ "reason": "方案修订" });
    let gone = act(&service, "district", &cycle, "cancel", reason.clone()).await.expect(200);
    assert_eq!((&gone["state"], &gone["cancel_reason"]), (&json!("cancelled"), &json!("方案修订")));
    act(&service, "district", &cycle, "cancel", reason).await.refused(409, "not_allowed_now");
    let fill = super::on_sheet(&service, "branch", &sheet, "fill", super::complete(&sheet)).await;
    let no = fill.refused(409, "not_allowed_now");
    assert_eq!(no["allowed_actions"], json!([]));
    pass_due(&service);
    service.run_jobs().await;
    let late: Vec<Value> = super::items(&service, "district", "&state=late").await;
    assert!(late.is_empty());
    let again = json!({ "due_on": "2026-05-15" });
    service.as_("district").post(CYCLES, quarter(again)).await.expect(201);
}

async fn the_scheme_of_the_opening_stays(service: Service) {
    let cycle = opened(&service).await;
    let deputy = crate::access::enlist::named(&service, "deputy").await;
    let body = super::draft_of("document", crate::ratings::small());
    let draft = deputy.post("/v1/schemes", body).await.expect(201);
    let path = format!("/v1/schemes/{}/adopt", draft["id"].as_str().unwrap());
    service.as_("district").post(&path, json!({})).await.expect(200);
    let sheet = super::sheet_of(&service, "estate", "estate_branch").await;
    assert_eq!(sheet["indicators"].as_array().unwrap().len(), 9);
    let same = service.as_("district").get(&cycle_path(&cycle)).await.expect(200);
    assert_eq!(same["scheme_id"], cycle["scheme_id"]);
}
