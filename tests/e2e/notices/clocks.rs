//! Who is told that time runs out: those for whom the clock waits, and nobody of one that was only measured anew.

use chrono::TimeDelta;
use notice::{TABLE, rows};
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};
use ticket::ClockKind;

use super::{log, prefers, told};
use crate::phones::with_gateway;

served_by_both!(
    a_dispatch_clock_is_told_to_who_dispatches,
    an_acceptance_clock_is_told_to_whom_it_went_to,
    the_handlers_clocks_are_told_to_the_handler_and_above,
    an_answer_is_due_from_the_unit_that_was_asked,
    a_follow_up_is_due_from_the_nearest_who_is_clear,
    a_ruling_is_due_from_who_rules,
    a_department_is_told_of_its_own_clocks,
    what_is_measured_anew_tells_nobody,
    only_who_has_to_act_at_once_is_woken,
);

#[test]
fn every_clock_has_its_receivers() {
    for kind in ClockKind::ALL {
        assert!(rows("ticket", "clock", Some(kind.as_str())).next().is_some(), "{kind}");
    }
    for word in TABLE.iter().filter_map(|row| row.clock) {
        word.parse::<ClockKind>().unwrap();
    }
}

/// So much time passes, and what follows is told.
async fn later(service: &Service, time: TimeDelta) {
    service.pass(time);
    service.run_jobs().await;
    service.tell().await;
}

/// What someone was told of time running out.
async fn due(service: &Service, name: &str) -> Vec<String> {
    let all = told(service, name).await.into_iter();
    all.filter(|word| word.contains("due")).collect()
}

/// Whoever is not named was told of no clock.
async fn only(service: &Service, expected: &[(&str, &[&str])]) {
    for name in [
        "dispatcher",
        "manager",
        "worker",
        "worker2",
        "volunteer",
        "branch",
        "community",
        "street",
        "secretary",
        "department",
        "police",
        "resident",
        "other-dispatcher",
    ] {
        let wanted = expected.iter().find(|(known, _)| *known == name).map_or(&[][..], |one| one.1);
        assert_eq!(due(service, name).await, wanted, "{name}");
    }
}

async fn a_dispatch_clock_is_told_to_who_dispatches(service: Service) {
    service.submit("resident", json!({})).await;
    later(&service, TimeDelta::hours(2)).await;
    let all = [("dispatcher", &["dispatch_due"][..]), ("manager", &["dispatch_due"])];
    only(&service, &all).await;
    service.submit("resident", json!({ "priority": "emergency" })).await;
    later(&service, TimeDelta::minutes(30)).await;
    assert_eq!(due(&service, "dispatcher").await, ["dispatch_due", "emergency_due"]);
}

async fn an_acceptance_clock_is_told_to_whom_it_went_to(service: Service) {
    service.ticket_in("dispatched").await;
    let to = json!({ "to": { "organization_id": world::organization("department") } });
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let department = service.submit("bare-resident", bare).await;
    department.act("community", "dispatch", to).await;
    later(&service, TimeDelta::days(1)).await;
    let one = &["acceptance_due"][..];
    only(&service, &[("worker", one), ("department", one)]).await;
    service.submit("neighbour", json!({})).await.pooled().await;
    later(&service, TimeDelta::days(1)).await;
    for (name, number) in [("dispatcher", 1), ("manager", 1), ("volunteer", 0), ("branch", 0)] {
        let pooled = due(&service, name).await.into_iter().filter(|word| word == "pool_due");
        assert_eq!(pooled.count(), number, "{name}");
    }
}

async fn the_handlers_clocks_are_told_to_the_handler_and_above(service: Service) {
    let case = service.ticket_in("accepted").await;
    later(&service, TimeDelta::days(1)).await;
    let [own, unit] = [&["due"][..], &["due_unit"]];
    only(&service, &[("worker", own), ("manager", unit), ("dispatcher", unit)]).await;
    case.step("worker", "progress").await;
    // Three quarters of the resolution's time.
    later(&service, TimeDelta::hours(26)).await;
    let [own, unit] = [&["due", "due"][..], &["due_unit", "due_unit"]];
    only(&service, &[("worker", own), ("manager", unit), ("dispatcher", unit)]).await;
}

async fn an_answer_is_due_from_the_unit_that_was_asked(service: Service) {
    let case = service.ticket_in("accepted").await;
    for hours in [2, 3] {
        let by = service.app.time(service.now() + TimeDelta::hours(hours));
        let order = json!({ "kind": "order", "note": "请处理", "answer_by": by });
        case.act("branch", "supervise", order).await;
    }
    case.try_answer("manager", 1).await.expect(200);
    later(&service, TimeDelta::hours(2)).await;
    only(&service, &[]).await;
    later(&service, TimeDelta::hours(1)).await;
    only(&service, &[("manager", &["answer_due"])]).await;
}

async fn a_follow_up_is_due_from_the_nearest_who_is_clear(service: Service) {
    service.ticket_in("resolved").await;
    later(&service, TimeDelta::days(1)).await;
    only(&service, &[("branch", &["follow_up_due"])]).await;
    service.grant("branch", "worker", ("organization_id", world::organization("enterprise"))).await;
    service.ticket_in("resolved").await;
    later(&service, TimeDelta::days(1)).await;
    let one = &["follow_up_due"][..];
    only(&service, &[("branch", one), ("community", one)]).await;
}

async fn a_ruling_is_due_from_who_rules(service: Service) {
    let case = service.ticket_in("accepted").await;
    case.step("worker", "progress").await;
    case.step("worker", "request_extension").await;
    service.pass(TimeDelta::hours(1));
    case.step("manager", "request_return").await;
    service.tell().await;
    for (name, number) in [("branch", 1), ("community", 1), ("street", 0)] {
        let asked = told(&service, name).await.into_iter().filter(|word| word == "requested");
        assert_eq!(asked.count(), number, "{name}");
    }
    later(&service, TimeDelta::hours(23)).await;
    only(&service, &[("branch", &["ruling_due"])]).await;
    case.rule("branch", 1, true).await;
    later(&service, TimeDelta::hours(1)).await;
    let one = &["ruling_due"][..];
    only(&service, &[("branch", one), ("community", one)]).await;
}

/// Both are called in an emergency; one comes.
async fn whistled(service: &Service) -> Case<'_> {
    let case = service.ticket_in("accepted").await;
    let mut body = minimal("blow_whistle");
    body["kind"] = json!("emergency");
    body["assisting"] = json!([world::organization("police")]);
    case.try_whistle("community", "blow_whistle", body).await.expect(200);
    case.whistle("secretary", "approve_whistle").await;
    case.whistle("police", "report_in").await;
    case
}

async fn a_department_is_told_of_its_own_clocks(service: Service) {
    let case = whistled(&service).await;
    later(&service, TimeDelta::minutes(30)).await;
    only(&service, &[("department", &["report_due"])]).await;
    let coming = json!({ "on_site": false });
    case.try_whistle("department", "report_in", coming).await.expect(200);
    later(&service, TimeDelta::minutes(90)).await;
    only(&service, &[("department", &["report_due", "report_due"])]).await;
}

/// At eleven at night a policy gives what runs more time.
async fn what_is_measured_anew_tells_nobody(service: Service) {
    prefers(&service, "worker", json!(["sms"])).await;
    let case = service.ticket_in("accepted").await;
    service.pass(TimeDelta::hours(14));
    let policy = json!({
        "clock": "resolution", "kind": "repair", "limit": { "unit": "workdays", "amount": 5 },
        "apply_to_running": true,
    });
    service.as_("admin").post("/v1/clock-policies", policy).await.expect(200);
    later(&service, TimeDelta::minutes(1)).await;
    assert_eq!(case.history().await.last().unwrap(), "clock");
    only(&service, &[]).await;
    assert_eq!(
        log(&service, "&channel=sms&state=waiting").await.len(),
        1,
        "that it was dispatched"
    );
}

async fn only_who_has_to_act_at_once_is_woken(service: Service) {
    let (service, _gateway) = with_gateway(service).await;
    for name in ["worker", "manager"] {
        prefers(&service, name, json!(["sms"])).await;
    }
    service.pass(TimeDelta::hours(13));
    let case = service.submit("resident", json!({ "priority": "emergency" })).await;
    case.step("dispatcher", "dispatch").await;
    case.step("worker", "accept").await;
    case.step("worker", "progress").await;
    // At half past eleven three quarters of two hours are over.
    later(&service, TimeDelta::minutes(90)).await;
    let waiting = log(&service, "&channel=sms&state=waiting").await;
    let when = |template: &str| -> Value {
        waiting.iter().find(|one| one["template"] == template).unwrap()["next_at"].clone()
    };
    assert_eq!(when("due"), "2026-03-02T23:30:00.000+08:00");
    assert_eq!(when("due_unit"), "2026-03-03T08:00:00.000+08:00");
}
