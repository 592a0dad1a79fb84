//! The watchdog: what lies in a hand-over that nobody makes is found by itself and shown until somebody does.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

served_by_both!(
    what_nobody_dispatches_or_accepts_is_found_and_shown,
    a_return_that_nobody_rules_on_is_found,
    a_raised_ticket_that_nobody_takes_is_found,
    a_department_that_does_not_come_is_found,
    what_lies_stuck_is_shown_to_those_who_see_it,
);

async fn stuck(service: &Service, name: &str) -> Vec<Value> {
    let page = service.as_(name).get("/v1/tickets?stuck=true").await.expect(200);
    page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
}

async fn later(service: &Service, by: TimeDelta) {
    service.pass(by);
    service.run_jobs().await;
}

async fn is_stuck(case: &Case<'_>, expected: bool) {
    let found = stuck(case.service, "street").await;
    assert_eq!(found == [json!(case.id)], expected, "{found:?}");
    assert_eq!(case.seen_by("street").await["stuck_since"].is_string(), expected);
}

async fn what_nobody_dispatches_or_accepts_is_found_and_shown(service: Service) {
    let case = service.ticket_in("submitted").await;
    later(&service, TimeDelta::hours(2) - TimeDelta::milliseconds(1)).await;
    is_stuck(&case, false).await;
    later(&service, TimeDelta::milliseconds(1)).await;
    is_stuck(&case, true).await;
    let seen = case.seen_by("street").await;
    assert_eq!(seen["stuck_since"], "2026-03-02T11:00:00.000+08:00");
    case.step("dispatcher", "dispatch").await;
    is_stuck(&case, false).await;
    later(&service, TimeDelta::days(1)).await;
    is_stuck(&case, true).await;
    case.step("worker", "accept").await;
    is_stuck(&case, false).await;
}

async fn a_return_that_nobody_rules_on_is_found(service: Service) {
    let case = service.ticket_in("accepted").await;
    case.step("dispatcher", "request_return").await;
    later(&service, TimeDelta::hours(23)).await;
    is_stuck(&case, false).await;
    later(&service, TimeDelta::hours(1)).await;
    is_stuck(&case, true).await;
    case.rule("community", 1, false).await;
    is_stuck(&case, false).await;
}

async fn a_raised_ticket_that_nobody_takes_is_found(service: Service) {
    let case = service.ticket_in("submitted").await;
    case.step("community", "raise").await;
    later(&service, TimeDelta::hours(2)).await;
    is_stuck(&case, true).await;
    case.act("street", "dispatch", json!({ "to": { "pool": true } })).await;
    is_stuck(&case, false).await;
}

async fn a_department_that_does_not_come_is_found(service: Service) {
    let case = service.ticket_in("accepted").await;
    let mut body = tests::minimal("blow_whistle");
    body["kind"] = json!("emergency");
    case.try_whistle("community", "blow_whistle", body).await.expect(200);
    case.whistle("secretary", "approve_whistle").await;
    later(&service, TimeDelta::minutes(30)).await;
    is_stuck(&case, true).await;
    let asked = case.seen_by("branch").await["supervisions"][0].clone();
    assert_eq!(asked["kind"], "reminder");
    case.whistle("department", "report_in").await;
    is_stuck(&case, false).await;
}

async fn what_lies_stuck_is_shown_to_those_who_see_it(service: Service) {
    let case = service.ticket_in("submitted").await;
    service
        .submit("resident", json!({ "priority": "emergency" }))
        .await
        .step("resident", "withdraw")
        .await;
    later(&service, TimeDelta::hours(3)).await;
    for (name, count) in [
        ("resident", 1),
        ("branch", 1),
        ("community", 1),
        ("district", 1),
        ("dispatcher", 1),
        ("other-resident", 0),
        ("other-street", 0),
    ] {
        assert_eq!(stuck(&service, name).await.len(), count, "{name}");
    }
    let here = format!("/v1/tickets?stuck=true&estate_id={}", world::estate("estate"));
    let page = service.as_("district").get(&here).await.expect(200);
    assert_eq!(page["items"][0]["id"], json!(case.id));
    let all = service.as_("district").get("/v1/tickets?stuck=false").await.expect(200);
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
}
