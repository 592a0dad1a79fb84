//! What comes onto a sheet, what it lacks, and that nothing changes once it is signed.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{
    FILLERS, SHEETS, complete, filled, on_sheet, opened, pass_period, sheet_of, sheet_path,
};

served_by_both!(
    parts_are_merged_by_indicator,
    a_sheet_takes_what_its_evaluator_scores_alone,
    a_check_and_a_signature_name_what_is_missing,
    what_is_signed_never_changes,
    the_community_acts_where_there_is_no_committee,
    whoever_works_for_the_enterprise_scores_nothing_there,
    each_sheet_is_filled_by_its_evaluator_alone,
);

async fn parts_are_merged_by_indicator(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "estate", "property_office").await;
    assert_eq!((&sheet["state"], &sheet["asked_facts"]), (&json!("blank"), &json!(["has_lift"])));
    let fill =
        async |body: Value| on_sheet(&service, "property-office", &sheet, "fill", body).await;
    let two = json!({ "entries": [{ "indicator": "B2", "inspected": true }, { "indicator": "B1", "tier": 2, "note": "未备案" }] });
    fill(two).await.expect(200);
    let more = json!({ "entries": [{ "indicator": "B1", "tier": 0 }], "remove": ["B2"], "remarks": "已补备案" });
    fill(more).await.expect(200);
    let facts = json!({ "facts": [{ "fact": "has_lift", "holds": false }] });
    let after = fill(facts).await.expect(200);
    let document = &after["document"];
    assert_eq!((&after["version"], &document["remarks"]), (&json!(4), &json!("已补备案")));
    assert_eq!(document["entries"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&document["entries"][0]["tier"], &document["entries"][0]["note"]),
        (&json!(0), &Value::Null)
    );
    assert_eq!(document["facts"], json!([{ "fact": "has_lift", "holds": false }]));
}

/// What the branch's sheet does not take.
#[rustfmt::skip]
fn foreign() -> Vec<(Value, &'static str, &'static str)> {
    let entry = |entry: Value| json!({ "entries": [entry] });
    vec![
        (json!({}), "#/entries", "required"),
        (entry(json!({ "indicator": "Z1", "tier": 0 })), "#/entries/0/indicator", "not_found"),
        (entry(json!({ "indicator": "B1", "tier": 0 })), "#/entries/0/indicator", "not_allowed"),
        (entry(json!({ "indicator": "C2", "part": 1, "whole": 1 })), "#/entries/0/indicator", "not_allowed"),
        (entry(json!({ "indicator": "F1" })), "#/entries/0/inspected", "required"),
        (entry(json!({ "indicator": "F1", "inspected": true, "count": 3 })), "#/entries/0/count", "not_allowed"),
        (entry(json!({ "indicator": "H2", "tier": 9 })), "#/entries/0/tier", "range"),
        (json!({ "remove": ["B1"] }), "#/remove/0", "not_found"),
        (json!({ "vetoes": [{ "veto": "V5", "facts": "拒绝检查" }] }), "#/vetoes/0/veto", "not_allowed"),
        (json!({ "bonus": [{ "item": "P1", "points": "1.00", "evidence": "保单" }] }), "#/bonus/0/item", "not_allowed"),
        (json!({ "facts": [{ "fact": "has_lift", "holds": true }] }), "#/facts/0/fact", "not_allowed"),
        (json!({ "points": "1.00" }), "#/points", "unknown_field"),
    ]
}

async fn a_sheet_takes_what_its_evaluator_scores_alone(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "estate", "estate_branch").await;
    for (body, pointer, fault) in foreign() {
        on_sheet(&service, "branch", &sheet, "fill", body).await.invalid(pointer, fault);
    }
    let journal = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'rating_sheet'";
    assert_eq!(service.count(journal).await, 0);
    let office = sheet_of(&service, "estate", "property_office").await;
    let bonus = |item: &str, points: &str| json!({ "bonus": [{ "item": item, "points": points, "evidence": "保单" }] });
    let veto = |veto: &str, facts: &str| json!({ "vetoes": [{ "veto": veto, "facts": facts }] });
    for (body, pointer, fault) in [
        (bonus("P1", "1.01"), "#/bonus/0/points", "range"),
        (bonus("P9", "1.00"), "#/bonus/0/item", "not_found"),
        (veto("V9", "拒绝检查"), "#/vetoes/0/veto", "not_found"),
        (veto("V5", " "), "#/vetoes/0/facts", "required"),
    ] {
        on_sheet(&service, "property-office", &office, "fill", body).await.invalid(pointer, fault);
    }
}

async fn a_check_and_a_signature_name_what_is_missing(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "estate", "community_party").await;
    let proofless = json!({ "entries": [{ "indicator": "A1", "tier": 0 }] });
    on_sheet(&service, "secretary", &sheet, "fill", proofless).await.expect(200);
    pass_period(&service);
    let path = format!("{}/check", sheet_path(&sheet));
    let check = service.as_("secretary").get(&path).await.expect(200);
    assert_eq!((&check["complete"], &check["period_over"]), (&json!(false), &json!(true)));
    let missing = check["missing"].as_array().unwrap();
    let kinds: Vec<&str> = missing.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["fact", "evidence", "entry", "entry", "entry", "entry", "entry"]);
    let no = on_sheet(&service, "secretary", &sheet, "sign", json!({})).await;
    let no = no.refused(422, "sheet_incomplete");
    assert_eq!(no["errors"].as_array().unwrap().len(), missing.len());
    assert_eq!(no["errors"][1]["pointer"], "#/entries/A1/evidence");
    assert_eq!(service.as_("secretary").get(&path).await.expect(200), check, "nothing changes");
}

async fn what_is_signed_never_changes(service: Service) {
    opened(&service).await;
    for (evaluator, name) in FILLERS {
        filled(&service, evaluator).await;
        on_sheet(&service, name, &sheet_of(&service, "estate", evaluator).await, "sign", json!({}))
            .await
            .refused(409, "untimely");
    }
    pass_period(&service);
    for (evaluator, name) in FILLERS {
        let sheet = sheet_of(&service, "estate", evaluator).await;
        on_sheet(&service, name, &sheet, "sign", json!({})).await.expect(200);
        let body = complete(&sheet);
        let no =
            on_sheet(&service, name, &sheet, "fill", body).await.refused(409, "not_allowed_now");
        assert_eq!((&no["state"], &no["allowed_actions"]), (&json!("signed"), &json!([])));
        on_sheet(&service, name, &sheet, "sign", json!({})).await.refused(409, "not_allowed_now");
        let told = json!({ "ruling": "go_without", "reason": "不再等" });
        on_sheet(&service, "street", &sheet, "rule", told).await.refused(409, "not_allowed_now");
    }
}

async fn the_community_acts_where_there_is_no_committee(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "other-estate", "owners_committee").await;
    assert_eq!((&sheet["acting"], &sheet["known_facts"]), (&json!(true), &json!(["has_branch"])));
    assert_eq!(sheet["indicators"], json!(["B5"]));
    service.grant("nobody", "committee_member", ("estate_id", world::estate("other-estate"))).await;
    on_sheet(&service, "nobody", &sheet, "fill", complete(&sheet)).await.refused(403, "forbidden");
    on_sheet(&service, "other-community", &sheet, "fill", complete(&sheet)).await.expect(200);
    let own = sheet_of(&service, "estate", "owners_committee").await;
    assert_eq!((&own["acting"], &own["indicators"]), (&json!(false), &json!(["B5", "G1", "H3"])));
    on_sheet(&service, "community", &own, "fill", complete(&own)).await.refused(403, "forbidden");
}

async fn whoever_works_for_the_enterprise_scores_nothing_there(service: Service) {
    opened(&service).await;
    let sheet = filled(&service, "estate_branch").await;
    let enterprise = ("organization_id", world::organization("enterprise"));
    service.grant("branch", "worker", enterprise).await;
    for word in ["fill", "sign"] {
        let body = if word == "fill" { complete(&sheet) } else { json!({}) };
        on_sheet(&service, "branch", &sheet, word, body).await.refused(403, "forbidden");
    }
    let seen = service.as_("branch").get(&sheet_path(&sheet)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!([]));
    service.grant("branch", "manager", enterprise).await;
    let own = sheet_of(&service, "estate", "enterprise").await;
    on_sheet(&service, "branch", &own, "fill", complete(&own)).await.expect(200);
}

async fn each_sheet_is_filled_by_its_evaluator_alone(service: Service) {
    opened(&service).await;
    let everyone = FILLERS.iter().map(|(_, name)| *name);
    let everyone: Vec<&str> = everyone
        .chain(["street", "district", "resident", "bare-branch", "other-branch", "admin"])
        .collect();
    for (evaluator, own) in FILLERS {
        let sheet = sheet_of(&service, "estate", evaluator).await;
        for name in everyone.iter().filter(|name| *name != own) {
            let reply = on_sheet(&service, name, &sheet, "fill", complete(&sheet)).await;
            let seen = service.as_(name).get(&sheet_path(&sheet)).await.status == 200;
            let (status, code) = if seen { (403, "forbidden") } else { (404, "not_found") };
            reply.refused(status, code);
        }
    }
    let missing = format!("{SHEETS}/{}", world::estate("estate"));
    service.as_("branch").get(&missing).await.refused(404, "not_found");
}
