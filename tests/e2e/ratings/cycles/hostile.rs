//! What nobody who means well would send.

use serde_json::{Value, json};
use tests::{Service, served_by_both};

use super::{CYCLES, SHEETS, on_sheet, opened, quarter, sheet_of, sheet_path};

served_by_both!(
    a_hostile_part_gets_a_clear_no,
    a_hostile_plan_or_query_gets_a_clear_no,
    the_numbers_of_a_sheet_are_bounded,
);

async fn a_hostile_part_gets_a_clear_no(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "estate", "property_office").await;
    let long = |count: usize| "长".repeat(count);
    let entries = |count: usize| vec![json!({ "indicator": "B1", "tier": 0 }); count];
    for body in [
        json!([]),
        json!({ "entries": {} }),
        json!({ "entries": [null] }),
        json!({ "entries": [{ "indicator": "B1", "tier": -1 }] }),
        json!({ "entries": [{ "indicator": "B1", "tier": 1.5 }] }),
        json!({ "entries": [{ "indicator": "B1", "tier": "0" }] }),
        json!({ "entries": [{ "indicator": "B1", "tier": 0, "evidence": long(2001) }] }),
        json!({ "entries": [{ "indicator": "B1", "tier": 0, "note": long(1001) }] }),
        json!({ "entries": [{ "indicator": "B1", "tier": 0, "note": "a\u{0}b" }] }),
        json!({ "entries": [{ "indicator": "B1", "tier": 0, "note": "a\u{202e}b" }] }),
        json!({ "entries": entries(201) }),
        json!({ "entries": entries(2) }),
        json!({ "remove": vec!["B1"; 201] }),
        json!({ "remarks": long(5001) }),
        json!({ "bonus": [{ "item": "P1", "points": 1.0, "evidence": "保单" }] }),
        json!({ "bonus": [{ "item": "P1", "points": "-1.00", "evidence": "保单" }] }),
        json!({ "bonus": [{ "item": "P1", "points": "1.00", "evidence": long(2001) }] }),
        json!({ "vetoes": [{ "veto": "V1", "facts": long(2001) }] }),
        json!({ "facts": [{ "fact": "has_lift", "holds": "yes" }] }),
        json!({ "facts": vec![json!({ "fact": "has_lift", "holds": true }); 2] }),
    ] {
        let reply = on_sheet(&service, "property-office", &sheet, "fill", body).await;
        reply.refused(422, "validation_failed");
    }
    let same: Value = service.as_("district").get(&sheet_path(&sheet)).await.expect(200);
    assert_eq!((&same["state"], &same["version"]), (&json!("blank"), &json!(1)));
}

async fn a_hostile_plan_or_query_gets_a_clear_no(service: Service) {
    let name = "长".repeat(101);
    for over in [
        json!({ "name": name }),
        json!({ "name": "" }),
        json!({ "first_on": "2026-1-1" }),
        json!({ "first_on": "9999-10-01" }),
        json!({ "due_on": "9999-12-31" }),
        json!({ "kind": "month" }),
        json!({ "scheme_id": "x" }),
    ] {
        let reply = service.as_("district").post(CYCLES, quarter(over)).await;
        reply.refused(422, "validation_failed");
    }
    for path in [
        format!("{SHEETS}/x"),
        format!("{SHEETS}?state=gone"),
        format!("{SHEETS}?evaluator=residents"),
        format!("{SHEETS}?cycle_id=1"),
        format!("{CYCLES}?kind=month"),
        format!("{CYCLES}?area_id='"),
        format!("{CYCLES}/x/subjects"),
    ] {
        service.as_("district").get(&path).await.refused(400, "malformed_request");
    }
}

async fn the_numbers_of_a_sheet_are_bounded(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "estate", "property_office").await;
    for value in [json!(10), json!(4_294_967_295_u64), json!(4_294_967_296_u64)] {
        let body = json!({ "entries": [{ "indicator": "B1", "tier": value }] });
        let reply = on_sheet(&service, "property-office", &sheet, "fill", body).await;
        reply.refused(422, "validation_failed");
    }
    let key = on_sheet(&service, "property-office", &sheet, "sign", json!({ "force": true })).await;
    key.refused(422, "validation_failed");
}
