//! Sheets that are not signed when they are due: reminded, found late, told of and ruled on.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{complete, filled, items, on_sheet, opened, pass_due, sheet_of};

served_by_both!(
    evaluators_are_reminded_once_and_told_when_they_are_late,
    a_late_sheet_is_signed_until_it_is_ruled_on,
    more_time_is_given_and_it_stays_late,
    the_street_rules_with_a_reason_and_not_on_its_own,
);

/// The templates of someone's inbox about sheets of the estate, newest first.
async fn told(service: &Service, name: &str, sheet: &Value) -> Vec<String> {
    service.run_jobs().await;
    service.tell().await;
    let inbox = service.as_(name).get("/v1/notices?limit=100").await.expect(200);
    let items = inbox["items"].as_array().unwrap().iter();
    let about = items.filter(|one| one["sheet_id"] == sheet["id"]);
    about.map(|one| one["template"].as_str().unwrap().to_owned()).collect()
}

async fn evaluators_are_reminded_once_and_told_when_they_are_late(service: Service) {
    opened(&service).await;
    let sheet = filled(&service, "estate_branch").await;
    service.pass(TimeDelta::days(40));
    assert!(told(&service, "branch", &sheet).await.is_empty());
    service.pass(TimeDelta::days(3));
    for _ in 0..2 {
        assert_eq!(told(&service, "branch", &sheet).await, ["sheet_due"]);
    }
    service.pass(TimeDelta::days(2));
    for _ in 0..2 {
        assert_eq!(told(&service, "branch", &sheet).await, ["sheet_late", "sheet_due"]);
    }
    assert_eq!(told(&service, "street", &sheet).await, ["sheet_to_rule"]);
    for name in ["manager", "committee", "other-street", "resident"] {
        assert!(told(&service, name, &sheet).await.is_empty(), "{name}");
    }
    for (evaluator, name) in super::FILLERS {
        let own = sheet_of(&service, "estate", evaluator).await;
        assert_eq!(told(&service, name, &own).await, ["sheet_late", "sheet_due"], "{name}");
    }
    let body = json!({ "ruling": "extend", "until_on": "2026-04-25", "reason": "换届" });
    on_sheet(&service, "street", &sheet, "rule", body).await.expect(200);
    assert_eq!(told(&service, "branch", &sheet).await[0], "sheet_ruled");
}

async fn a_late_sheet_is_signed_until_it_is_ruled_on(service: Service) {
    opened(&service).await;
    pass_due(&service);
    service.run_jobs().await;
    assert_eq!(items(&service, "district", "&state=late").await.len(), 10);
    let sheet = filled(&service, "enterprise").await;
    assert_eq!(
        (&sheet["state"], &sheet["allowed_actions"]),
        (&json!("late"), &json!(["fill", "sign"]))
    );
    let signed = on_sheet(&service, "manager", &sheet, "sign", json!({})).await.expect(200);
    assert_eq!((&signed["state"], &signed["in_time"]), (&json!("signed"), &json!(false)));
    let branch = sheet_of(&service, "estate", "estate_branch").await;
    let gone = json!({ "ruling": "go_without", "reason": "逾期不再等候" });
    let absent = on_sheet(&service, "street", &branch, "rule", gone.clone()).await.expect(200);
    assert_eq!(
        (&absent["state"], &absent["ruling"]["ruling"]),
        (&json!("absent"), &json!("go_without"))
    );
    on_sheet(&service, "branch", &branch, "fill", complete(&branch))
        .await
        .refused(409, "not_allowed_now");
    on_sheet(&service, "street", &branch, "rule", gone).await.refused(409, "not_allowed_now");
}

async fn more_time_is_given_and_it_stays_late(service: Service) {
    opened(&service).await;
    pass_due(&service);
    service.run_jobs().await;
    let sheet = sheet_of(&service, "estate", "estate_branch").await;
    let until = |on: &str| json!({ "ruling": "extend", "until_on": on, "reason": "支部换届" });
    let more = on_sheet(&service, "street", &sheet, "rule", until("2026-04-20")).await.expect(200);
    assert_eq!(
        (&more["state"], &more["due"]),
        (&json!("drafted"), &json!("2026-04-21T00:00:00.000+08:00"))
    );
    on_sheet(&service, "branch", &sheet, "fill", complete(&sheet)).await.expect(200);
    service.pass(TimeDelta::days(6));
    service.run_jobs().await;
    let again = sheet_of(&service, "estate", "estate_branch").await;
    assert_eq!((&again["state"], &again["late_at"]), (&json!("late"), &more["late_at"]));
    on_sheet(&service, "street", &sheet, "rule", until("2026-05-20")).await.expect(200);
    let signed = on_sheet(&service, "branch", &sheet, "sign", json!({})).await.expect(200);
    assert_eq!((&signed["state"], &signed["in_time"]), (&json!("signed"), &json!(false)));
}

async fn the_street_rules_with_a_reason_and_not_on_its_own(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "estate", "property_office").await;
    let gone = json!({ "ruling": "go_without", "reason": "不再等候" });
    on_sheet(&service, "street", &sheet, "rule", gone.clone())
        .await
        .refused(409, "not_allowed_now");
    service.grant("street", "property_office", ("area_id", world::area("street"))).await;
    on_sheet(&service, "street", &sheet, "fill", complete(&sheet)).await.expect(200);
    pass_due(&service);
    service.run_jobs().await;
    on_sheet(&service, "street", &sheet, "rule", gone.clone()).await.refused(403, "forbidden");
    let branch = sheet_of(&service, "estate", "estate_branch").await;
    for name in ["property-office", "district", "branch", "secretary"] {
        on_sheet(&service, name, &branch, "rule", gone.clone()).await.refused(403, "forbidden");
    }
    on_sheet(&service, "other-street", &branch, "rule", gone).await.refused(404, "not_found");
    for (body, pointer, fault) in [
        (json!({ "ruling": "extend", "reason": "换届" }), "#/until_on", "required"),
        (
            json!({ "ruling": "extend", "reason": "换届", "until_on": "2026-04-15" }),
            "#/until_on",
            "range",
        ),
        (
            json!({ "ruling": "extend", "reason": "换届", "until_on": "2026-12-31" }),
            "#/until_on",
            "range",
        ),
        (
            json!({ "ruling": "go_without", "reason": "换届", "until_on": "2026-04-25" }),
            "#/until_on",
            "not_allowed",
        ),
        (json!({ "ruling": "go_without", "reason": " " }), "#/reason", "required"),
        (json!({ "ruling": "wait", "reason": "换届" }), "#/ruling", "choice"),
    ] {
        on_sheet(&service, "street", &branch, "rule", body).await.invalid(pointer, fault);
    }
}
