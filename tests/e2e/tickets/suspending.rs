//! Suspension 挂账: asked for by the handler, granted by someone above, ended by its date or earlier.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    a_suspension_is_granted_by_someone_else_and_stands_in_the_ledger,
    a_suspended_ticket_comes_back_at_its_date,
    a_suspension_needs_measures_and_a_date_within_a_year,
    what_is_refused_leaves_the_ticket_in_work,
    who_asked_never_rules,
);

async fn ledger(service: &Service, name: &str) -> Vec<Value> {
    let page = service.as_(name).get("/v1/suspensions").await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn a_suspension_is_granted_by_someone_else_and_stands_in_the_ledger(service: Service) {
    let case = service.ticket_in("accepted").await;
    assert_eq!(case.step("worker", "request_suspension").await["state"], "accepted");
    case.try_("worker", "request_suspension", minimal("request_suspension"))
        .await
        .refused(409, "not_allowed_now");
    for name in ["worker", "dispatcher", "resident", "specialist", "auditor"] {
        case.try_rule(name, 1, true).await.refused(403, "forbidden");
    }
    case.try_rule("neighbour", 1, true).await.refused(404, "not_found");
    case.try_rule("branch", 2, true).await.refused(404, "not_found");
    let granted = case.rule("branch", 1, true).await;
    assert_eq!(
        (&granted["state"], &granted["requests"][0]["granted"]),
        (&json!("suspended"), &json!(true))
    );
    case.try_rule("community", 1, false).await.refused(409, "not_allowed_now");
    assert_eq!(case.history().await[3..], ["request_suspension", "rule", "suspend"]);
    for name in ["branch", "community", "street", "district", "dispatcher", "worker", "resident"] {
        let lines = ledger(&service, name).await;
        assert_eq!(lines.len(), 1, "{name}");
        assert_eq!(lines[0]["ticket_id"], json!(case.id));
        assert_eq!(lines[0]["measures"], "已张贴告示");
        assert_eq!(lines[0]["review_at"], "2026-04-01T00:00:00.000+08:00");
    }
    for name in ["neighbour", "other-branch", "other-street"] {
        assert_eq!(ledger(&service, name).await, Vec::<Value>::new(), "{name}");
    }
    assert!(case.allowed("worker").await.contains(&"resume".to_owned()));
    case.try_("worker", "resolve", minimal("resolve")).await.refused(409, "not_allowed_now");
    assert_eq!(case.step("worker", "resume").await["state"], "accepted");
    assert_eq!(ledger(&service, "branch").await, Vec::<Value>::new());
    case.step("worker", "resolve").await;
}

async fn a_suspended_ticket_comes_back_at_its_date(service: Service) {
    let case = service.ticket_in("suspended").await;
    service.pass(TimeDelta::days(29));
    service.run_jobs().await;
    assert_eq!(case.state().await, "suspended");
    service.pass(TimeDelta::days(1));
    service.run_jobs().await;
    let seen = case.seen_by("branch").await;
    assert_eq!((&seen["state"], &seen["review_at"]), (&json!("accepted"), &Value::Null));
    assert_eq!(seen["handler"]["account_id"], json!(world::person("worker")));
    assert_eq!(case.history().await.last().unwrap(), "resume");
    service.run_jobs().await;
    assert_eq!(case.history().await.len(), 7);
}

async fn a_suspension_needs_measures_and_a_date_within_a_year(service: Service) {
    let case = service.ticket_in("accepted").await;
    let asked = async |over: Value| {
        let mut body = minimal("request_suspension");
        body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        case.try_("worker", "request_suspension", body).await
    };
    for (on, fine) in [("2026-03-02", false), ("2027-03-03", false), ("262000-01-01", false)] {
        assert_eq!(asked(json!({ "review_on": on })).await.status.is_success(), fine, "{on}");
    }
    asked(json!({ "review_on": "2026-03-02" })).await.invalid("#/review_on", "range");
    asked(json!({ "measures": "" })).await.invalid("#/measures", "length");
    asked(json!({ "review_on": "2027-03-02" })).await.expect(200);
}

async fn what_is_refused_leaves_the_ticket_in_work(service: Service) {
    let case = service.ticket_in("accepted").await;
    case.step("worker", "request_suspension").await;
    let refused = case.rule("street", 1, false).await;
    assert_eq!(
        (&refused["state"], &refused["requests"][0]["granted"]),
        (&json!("accepted"), &json!(false))
    );
    case.step("worker", "request_suspension").await;
    case.step("worker", "resolve").await;
    let seen = case.seen_by("worker").await;
    assert_eq!(seen["requests"][1]["granted"], Value::Null, "it lapsed");
    case.try_rule("branch", 2, true).await.refused(409, "not_allowed_now");
}

/// The community officer handles a ticket as a volunteer and is barred; the branch is not.
async fn who_asked_never_rules(service: Service) {
    service.grant("community", "volunteer", ("estate_id", world::estate("estate"))).await;
    let case: Case<'_> = service.submit("resident", json!({})).await;
    let to = json!({ "to": { "account_id": world::person("community") } });
    case.act("dispatcher", "dispatch", to).await;
    case.step("community", "accept").await;
    case.step("community", "request_suspension").await;
    case.try_rule("community", 1, true).await.refused(403, "forbidden");
    assert!(!case.allowed("community").await.contains(&"rule".to_owned()));
    case.rule("branch", 1, true).await;
}
