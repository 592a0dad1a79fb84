//! When a contract, a duty or an account ends, what it held goes back to be dispatched.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    an_ended_duty_hands_its_tickets_back,
    a_disabled_account_hands_its_tickets_back,
    an_ended_contract_hands_its_tickets_back,
    a_duty_that_runs_out_hands_its_tickets_back,
    what_others_hold_stays_with_them,
    another_duty_there_that_handles_nothing_holds_nothing,
    a_pool_that_nobody_is_left_in_hands_its_tickets_back,
);

async fn handed_back(case: &Case<'_>) {
    let seen = case.seen_by("branch").await;
    assert_eq!((&seen["state"], &seen["handler"]), (&json!("submitted"), &Value::Null));
    assert_eq!(case.history().await.last().unwrap(), "release");
}

async fn pooled_by<'a>(service: &'a Service, volunteer: &str) -> Case<'a> {
    let case = service.submit("resident", json!({})).await;
    case.pooled().await;
    case.step(volunteer, "accept").await;
    case
}

async fn an_ended_duty_hands_its_tickets_back(service: Service) {
    let cases = [
        service.ticket_in("dispatched").await,
        service.ticket_in("accepted").await,
        pooled_by(&service, "volunteer").await,
    ];
    let resolved = service.ticket_in("resolved").await;
    service.end_duty(world::duty("worker", 0)).await;
    service.end_duty(world::duty("volunteer", 0)).await;
    service.run_jobs().await;
    for case in &cases {
        handed_back(case).await;
    }
    assert_eq!(resolved.state().await, "resolved", "what was resolved stays so");
    cases[0].get("worker").await.refused(404, "not_found");
    let timeline = format!("{}/timeline?limit=100", cases[0].path());
    let page = service.as_("branch").get(&timeline).await.expect(200);
    let last = page["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["role"], "system");
}

async fn a_disabled_account_hands_its_tickets_back(service: Service) {
    let case = service.ticket_in("accepted").await;
    let path = format!("/v1/accounts/{}/disable", world::person("worker"));
    service.as_("admin").post(&path, json!({ "reason": "离职" })).await.expect(200);
    service.run_jobs().await;
    handed_back(&case).await;
    case.try_("dispatcher", "dispatch", minimal("dispatch"))
        .await
        .invalid("#/to/account_id", "not_allowed");
    let other = json!({ "to": { "account_id": world::person("worker2") } });
    case.act("dispatcher", "dispatch", other).await;
}

async fn an_ended_contract_hands_its_tickets_back(service: Service) {
    let unit = json!({ "to": { "organization_id": world::organization("enterprise") } });
    let cases = [
        service.ticket_in("accepted").await,
        service.ticket_in("dispatched").await,
        service.submit("resident", json!({})).await,
    ];
    cases[2].act("dispatcher", "dispatch", unit).await;
    let volunteers = pooled_by(&service, "volunteer").await;
    let path = format!("/v1/contracts/{}/end", world::contract("enterprise"));
    service.as_("street").post(&path, json!({ "reason": "合同解除" })).await.expect(200);
    service.run_jobs().await;
    for case in &cases {
        handed_back(case).await;
        case.get("dispatcher").await.refused(404, "not_found");
        assert!(case.allowed("community").await.contains(&"dispatch".to_owned()));
    }
    assert_eq!(volunteers.state().await, "accepted", "a volunteer stays");
}

async fn a_duty_that_runs_out_hands_its_tickets_back(service: Service) {
    let until = service.app.time(service.now() + TimeDelta::hours(1));
    let body = json!({
        "account_id": world::person("nobody"), "role": "volunteer", "until": until,
        "estate_id": world::estate("estate"), "shown_as_volunteer": true,
    });
    service.as_("admin").post("/v1/duties", body).await.expect(201);
    let case = pooled_by(&service, "nobody").await;
    service.pass(TimeDelta::hours(1) - TimeDelta::milliseconds(1));
    service.run_jobs().await;
    assert_eq!(case.state().await, "accepted");
    service.pass(TimeDelta::milliseconds(1));
    service.run_jobs().await;
    handed_back(&case).await;
}

async fn what_others_hold_stays_with_them(service: Service) {
    let worker2 = json!({ "to": { "account_id": world::person("worker2") } });
    let case = service.submit("resident", json!({})).await;
    case.act("dispatcher", "dispatch", worker2).await;
    case.step("worker2", "accept").await;
    let pooled = service.submit("resident", json!({})).await;
    pooled.pooled().await;
    let helped = service.submit("resident", json!({})).await;
    let body = json!({
        "to": { "account_id": world::person("worker2") }, "helpers": [world::person("worker")],
    });
    helped.act("dispatcher", "dispatch", body).await;
    helped.step("worker2", "accept").await;
    service.end_duty(world::duty("worker", 0)).await;
    service.end_duty(world::duty("volunteer", 0)).await;
    service.run_jobs().await;
    assert_eq!(case.state().await, "accepted");
    assert_eq!(pooled.state().await, "dispatched", "the pool has other volunteers");
    assert_eq!(helped.state().await, "accepted", "a helper is not the lead");
}

/// Grants someone a duty in the enterprise.
async fn employ(service: &Service, name: &str, role: &str) {
    let body = json!({
        "account_id": world::person(name), "role": role,
        "organization_id": world::organization("enterprise"),
    });
    service.as_("admin").post("/v1/duties", body).await.expect(201);
}

async fn another_duty_there_that_handles_nothing_holds_nothing(service: Service) {
    let cases = [service.ticket_in("dispatched").await, service.ticket_in("accepted").await];
    employ(&service, "worker", "dispatcher").await;
    service.end_duty(world::duty("worker", 0)).await;
    service.run_jobs().await;
    for case in &cases {
        handed_back(case).await;
    }
    let worker2 = json!({ "to": { "account_id": world::person("worker2") } });
    cases[0].act("dispatcher", "dispatch", worker2).await;
    cases[0].step("worker2", "accept").await;
    employ(&service, "worker2", "manager").await;
    service.end_duty(world::duty("worker2", 0)).await;
    service.run_jobs().await;
    assert_eq!(cases[0].state().await, "accepted", "a manager handles tickets too");
    cases[0].step("worker2", "resolve").await;
}

async fn a_pool_that_nobody_is_left_in_hands_its_tickets_back(service: Service) {
    let own = service.submit("both", json!({})).await;
    let another = service.submit("resident", json!({})).await;
    for case in [&own, &another] {
        case.pooled().await;
    }
    service.end_duty(world::duty("volunteer", 0)).await;
    service.run_jobs().await;
    assert_eq!(own.state().await, "dispatched", "one is left who did not report it");
    let path = format!("/v1/accounts/{}/disable", world::person("volunteer2"));
    service.as_("admin").post(&path, json!({ "reason": "离职" })).await.expect(200);
    service.run_jobs().await;
    handed_back(&own).await;
    assert_eq!(another.state().await, "dispatched");
    service.end_duty(world::duty("both", 0)).await;
    service.run_jobs().await;
    handed_back(&another).await;
    let again = json!({ "to": { "pool": true } });
    another.try_("dispatcher", "dispatch", again).await.refused(422, "pool_empty");
}
