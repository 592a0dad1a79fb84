//! What an enterprise's people may do follows the days of its contract, by the clock of the deployment.

use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

served_by_both!(
    rights_begin_and_end_with_the_days,
    an_end_that_lies_ahead_waits_for_its_day,
    tickets_go_back_with_the_answer_to_an_end,
    a_successor_takes_over_on_the_day,
);

/// Lets time pass until a moment.
fn until(service: &Service, moment: &str) {
    let moment = DateTime::parse_from_rfc3339(moment).unwrap().to_utc();
    service.pass(moment - service.now());
}

async fn contract(
    service: &Service,
    enterprise: &str,
    estate: &str,
    days: (&str, Option<&str>),
) -> Value {
    let body = json!({
        "enterprise_id": world::organization(enterprise), "estate_id": world::estate(estate),
        "from": days.0, "to": days.1,
    });
    service.as_("street").post("/v1/contracts", body).await.expect(201)
}

async fn end(service: &Service, contract: &str, on: Value) {
    let path = format!("/v1/contracts/{contract}/end");
    let body = json!({ "reason": "解聘", "on": on });
    service.as_("street").post(&path, body).await.expect(200);
}

async fn may_dispatch(case: &Case<'_>, name: &str) -> Option<bool> {
    let reply = case.get(name).await;
    let seen = (reply.status == 200).then_some(reply.json)?;
    Some(seen["allowed_actions"].as_array().unwrap().contains(&json!("dispatch")))
}

fn to(name: &str) -> Value {
    json!({ "to": { "account_id": world::person(name) } })
}

async fn rights_begin_and_end_with_the_days(service: Service) {
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare).await;
    // A clock would raise it to the street, where rights have nothing to do with the contract.
    service.force("DELETE FROM ticket_clock", Vec::new()).await;
    contract(&service, "other-enterprise", "bare-estate", ("2026-03-03", Some("2026-03-04"))).await;
    for (moment, unit, community) in [
        ("2026-03-02T23:59:59.999+08:00", None, true),
        ("2026-03-03T00:00:00+08:00", Some(true), false),
        ("2026-03-04T23:59:59.999+08:00", Some(true), false),
        ("2026-03-05T00:00:00+08:00", None, true),
    ] {
        until(&service, moment);
        service.run_jobs().await;
        assert_eq!(may_dispatch(&case, "other-dispatcher").await, unit, "{moment}");
        assert_eq!(may_dispatch(&case, "dispatcher").await, None, "{moment}");
        assert_eq!(may_dispatch(&case, "community").await, Some(community), "{moment}");
        let status = if unit.is_some() { 200 } else { 404 };
        let list = format!("/v1/residencies?estate_id={}", world::estate("bare-estate"));
        let page = service.as_("other-dispatcher").get(&list).await.expect(200);
        let shown = page["items"].as_array().unwrap().len();
        assert_eq!(shown, usize::from(status == 200), "{moment}");
        assert_eq!(case.get("other-worker").await.status, status, "{moment}");
        if moment.starts_with("2026-03-04") {
            case.act("other-dispatcher", "dispatch", to("other-worker")).await;
            case.step("other-worker", "accept").await;
        }
    }
    let seen = case.seen_by("bare-branch").await;
    assert_eq!((&seen["state"], &seen["handler"]), (&json!("submitted"), &Value::Null));
}

async fn an_end_that_lies_ahead_waits_for_its_day(service: Service) {
    let case = service.ticket_in("accepted").await;
    end(&service, &world::contract("enterprise").to_string(), json!("2026-03-04")).await;
    service.run_jobs().await;
    assert_eq!(case.state().await, "accepted");
    until(&service, "2026-03-03T23:59:59.999+08:00");
    service.run_jobs().await;
    case.step("worker", "progress").await;
    service.pass(TimeDelta::milliseconds(1));
    for name in ["dispatcher", "manager", "worker2"] {
        case.get(name).await.refused(404, "not_found");
    }
    service.run_jobs().await;
    case.get("worker").await.refused(404, "not_found");
    assert_eq!(case.state().await, "submitted");
    assert_eq!(case.history().await.last().unwrap(), "release");
    assert_eq!(may_dispatch(&case, "community").await, Some(true));
}

async fn tickets_go_back_with_the_answer_to_an_end(service: Service) {
    let cases = [service.ticket_in("dispatched").await, service.ticket_in("accepted").await];
    let resolved = service.ticket_in("resolved").await;
    end(&service, &world::contract("enterprise").to_string(), Value::Null).await;
    for case in &cases {
        assert_eq!(case.state().await, "submitted", "without waiting for a job");
        case.act("community", "dispatch", json!({ "to": { "pool": true } })).await;
    }
    assert_eq!(resolved.state().await, "resolved");
    service.run_jobs().await;
    assert_eq!(cases[0].history().await, ["submit", "dispatch", "release", "dispatch"]);
}

async fn a_successor_takes_over_on_the_day(service: Service) {
    let case = service.ticket_in("accepted").await;
    end(&service, &world::contract("enterprise").to_string(), json!("2026-03-04")).await;
    contract(&service, "other-enterprise", "estate", ("2026-03-04", None)).await;
    case.get("other-dispatcher").await.refused(404, "not_found");
    until(&service, "2026-03-04T00:00:00+08:00");
    service.run_jobs().await;
    assert_eq!(may_dispatch(&case, "other-dispatcher").await, Some(true));
    assert_eq!(may_dispatch(&case, "community").await, Some(false));
    case.get("dispatcher").await.refused(404, "not_found");
    case.try_("other-dispatcher", "dispatch", to("worker"))
        .await
        .invalid("#/to/account_id", "not_allowed");
    case.act("other-dispatcher", "dispatch", to("other-worker")).await;
    case.step("other-worker", "accept").await;
    let renewed = service.submit("resident", json!({})).await;
    renewed.act("other-dispatcher", "dispatch", to("other-worker")).await;
}
