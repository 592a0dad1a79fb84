//! When a cycle is computed, from what, and that it makes the same again.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{
    super::cycles::{act, cycle_path, on_sheet, opened, pass_period, sheet_of},
    compute, explained, league, line, signed,
};

served_by_both!(
    a_cycle_is_computed_once_everything_is_handed_in,
    computing_again_makes_the_same_bytes,
    a_ticket_of_the_period_moves_the_score_and_a_later_one_does_not,
    a_finding_lowers_the_score_whether_it_was_inspected_or_not,
    what_the_street_grants_and_vetoes_counts,
    two_who_compute_at_once_leave_one_result,
);

async fn a_cycle_is_computed_once_everything_is_handed_in(service: Service) {
    let cycle = opened(&service).await;
    let early = compute(&service, &cycle).await.refused(409, "not_allowed_now");
    assert_eq!(early["state"], "open");
    pass_period(&service);
    act(&service, "district", &cycle, "start-scoring", json!({})).await.expect(200);
    let missing = compute(&service, &cycle).await.refused(409, "sheets_unsettled");
    assert!(missing["errors"].as_array().unwrap().len() > 4, "{missing}");
    for name in ["street", "property-office", "manager", "auditor", "resident", "admin"] {
        act(&service, name, &cycle, "compute", json!({})).await.refused(403, "forbidden");
    }
    let absent = "UPDATE rating_sheet SET state = 'absent'";
    service.force(absent, Vec::new()).await;
    let done = compute(&service, &cycle).await.expect(200);
    assert_eq!([&done["state"], &done["times"]], [&json!("computed"), &json!(1)]);
    let seen = service.as_("street").get(&cycle_path(&cycle)).await.expect(200);
    assert_eq!(seen["state"], "computed");
    let again = act(&service, "district", &cycle, "start-scoring", json!({})).await;
    again.refused(409, "not_allowed_now");
    assert_eq!(service.count("SELECT COUNT(*) FROM journal WHERE action = 'compute'").await, 1);
}

async fn computing_again_makes_the_same_bytes(service: Service) {
    let cycle = signed(&service).await;
    let first = compute(&service, &cycle).await.expect(200);
    let before =
        (league(&service, "district", &cycle, "").await, explained(&service, &cycle).await);
    service.pass(TimeDelta::days(3));
    let again = compute(&service, &cycle).await.expect(200);
    assert_eq!((&again["digest"], &again["times"]), (&first["digest"], &json!(2)));
    assert_eq!(league(&service, "district", &cycle, "").await, before.0);
    let after = explained(&service, &cycle).await;
    assert_eq!((&after["score"], &after["digest"]), (&before.1["score"], &before.1["digest"]));
    assert_ne!(after["computed_at"], before.1["computed_at"]);
}

async fn a_ticket_of_the_period_moves_the_score_and_a_later_one_does_not(service: Service) {
    service.ticket_in("accepted").await;
    let cycle = signed(&service).await;
    let first = compute(&service, &cycle).await.expect(200);
    let seen = explained(&service, &cycle).await;
    let response = line(&seen, "C2");
    assert_eq!(response["arithmetic"], "3.00 × 1/1 = 3.00");
    service.ticket_in("submitted").await;
    let again = compute(&service, &cycle).await.expect(200);
    assert_eq!(again["digest"], first["digest"], "filed after the period");
}

async fn a_finding_lowers_the_score_whether_it_was_inspected_or_not(service: Service) {
    let cycle = opened(&service).await;
    let file = async |indicator: &str| {
        let found = json!({
            "estate_id": world::estate("estate"), "indicator": indicator, "units": 1, "place": "3栋",
            "found_at": service.app.time(service.now()), "note": "有缺失", "evidence": "检查记录",
        });
        service.as_("property-office").post("/v1/findings", found).await.expect(201);
    };
    file("D4").await;
    file("D5").await;
    pass_period(&service);
    act(&service, "district", &cycle, "start-scoring", json!({})).await.expect(200);
    let sheet = sheet_of(&service, "estate", "property_office").await;
    let mut all = super::super::cycles::complete(&sheet);
    for entry in all["entries"].as_array_mut().unwrap() {
        if entry["indicator"] == "D5" {
            *entry = json!({ "indicator": "D5", "no_data": true });
        }
    }
    on_sheet(&service, "property-office", &sheet, "fill", all).await.expect(200);
    on_sheet(&service, "property-office", &sheet, "sign", json!({})).await.expect(200);
    service
        .force("UPDATE rating_sheet SET state = 'absent' WHERE state <> 'signed'", Vec::new())
        .await;
    compute(&service, &cycle).await.expect(200);
    let seen = explained(&service, &cycle).await;
    assert_eq!(
        line(&seen, "D4")["input"],
        json!({
            "indicator": "D4", "count": 1, "tier": null, "part": null, "whole": null, "limiting": null, "no_data": false,
        })
    );
    assert_eq!(line(&seen, "D5")["standing"], "excluded_for_no_data");
    let unchecked = json!([{ "indicator": "D5", "count": 1, "points": "0.50" }]);
    assert_eq!(seen["score"]["unchecked"], unchecked, "taken off the total by itself");
}

async fn what_the_street_grants_and_vetoes_counts(service: Service) {
    let cycle = opened(&service).await;
    pass_period(&service);
    act(&service, "district", &cycle, "start-scoring", json!({})).await.expect(200);
    let sheet = sheet_of(&service, "estate", "property_office").await;
    let mut all = super::super::cycles::complete(&sheet);
    all["bonus"] = json!([{ "item": "P1", "points": "0.50", "evidence": "保单" }]);
    all["vetoes"] = json!([{ "veto": "V1", "facts": "经查实" }]);
    on_sheet(&service, "property-office", &sheet, "fill", all).await.expect(200);
    on_sheet(&service, "property-office", &sheet, "sign", json!({})).await.expect(200);
    service
        .force("UPDATE rating_sheet SET state = 'absent' WHERE state <> 'signed'", Vec::new())
        .await;
    compute(&service, &cycle).await.expect(200);
    let seen = explained(&service, &cycle).await;
    assert_eq!((&seen["score"]["bonus"], &seen["score"]["stars"]), (&json!("0.50"), &json!(0)));
    assert_eq!(seen["score"]["vetoes"][0]["code"], "V1");
}

async fn two_who_compute_at_once_leave_one_result(service: Service) {
    let cycle = signed(&service).await;
    let deputy = crate::access::enlist::named(&service, "deputy").await;
    let path = format!("{}/compute", cycle_path(&cycle));
    let (one, other) = tokio::join!(compute(&service, &cycle), deputy.post(&path, json!({})));
    let statuses = [one.status.as_u16(), other.status.as_u16()];
    assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&200));
    let rows = service.count("SELECT COUNT(*) FROM rating_score").await;
    let rated = service.count("SELECT COUNT(*) FROM rating_subject WHERE standing = 'rated'").await;
    assert_eq!(rows, rated);
    let done: Value = if one.status.as_u16() == 200 { one.json } else { other.json };
    assert_eq!(done["scores"], json!(rated));
}
