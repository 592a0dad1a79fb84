//! Close 归档: by the system after the window, earlier with a "solved", never while an answer is due.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both};

served_by_both!(
    a_department_is_rated_also_when_the_ticket_is_closed,
    the_system_closes_when_the_window_has_passed,
    people_close_earlier_with_the_reporters_solved,
    nothing_closes_while_an_order_is_unanswered,
    a_reminder_holds_nothing_up,
    who_closes,
);

async fn the_system_closes_when_the_window_has_passed(service: Service) {
    let cases = [service.ticket_in("resolved").await, service.ticket_in("resolved").await];
    cases[1].act("resident", "rate", json!({ "solved": true, "stars": 3 })).await;
    service.pass(TimeDelta::hours(240) - TimeDelta::milliseconds(1));
    service.run_jobs().await;
    for case in &cases {
        assert_eq!(case.state().await, "resolved");
    }
    service.pass(TimeDelta::milliseconds(1));
    service.run_jobs().await;
    for case in &cases {
        assert_eq!(case.state().await, "closed");
        assert_eq!(case.history().await.last().unwrap(), "close");
    }
    let timeline = format!("{}/timeline", cases[0].path());
    let page = service.as_("resident").get(&timeline).await.expect(200);
    let last = page["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["role"], &last["by"]), (&json!("system"), &Value::Null));
    let entries = service.journal_length().await;
    service.run_jobs().await;
    assert_eq!(service.journal_length().await, entries, "once");
}

async fn people_close_earlier_with_the_reporters_solved(service: Service) {
    let case = service.ticket_in("resolved").await;
    case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
    case.step("resident", "rate").await;
    assert_eq!(case.step("branch", "close").await["state"], "closed");
    case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
}

async fn nothing_closes_while_an_order_is_unanswered(service: Service) {
    for kind in ["order", "yellow_card", "red_card"] {
        let case = service.ticket_in("resolved").await;
        let by = service.app.time(service.now() + TimeDelta::days(1));
        let order = json!({ "kind": kind, "note": "说明情况", "answer_by": by });
        case.act("branch", "supervise", order).await;
        case.step("resident", "rate").await;
        case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
        assert!(!case.allowed("branch").await.contains(&"close".to_owned()));
        service.pass(TimeDelta::hours(241));
        service.run_jobs().await;
        assert_eq!(case.state().await, "resolved", "{kind}");
        // Where the order was not answered in time, a card has followed it.
        let open = case.seen_by("branch").await["unanswered"].as_i64().unwrap();
        for number in 1..=open {
            assert_eq!(case.state().await, "resolved", "{kind}");
            case.try_answer("manager", number).await.expect(200);
        }
        service.run_jobs().await;
        assert_eq!(case.state().await, "closed", "{kind}");
    }
}

async fn a_reminder_holds_nothing_up(service: Service) {
    let case = service.ticket_in("resolved").await;
    assert_eq!(case.step("branch", "supervise").await["unanswered"], 0);
    case.step("resident", "rate").await;
    case.step("branch", "close").await;
}

async fn who_closes(service: Service) {
    let case = service.ticket_in("resolved").await;
    case.step("resident", "rate").await;
    for name in
        ["resident", "worker", "dispatcher", "specialist", "secretary", "street", "district"]
    {
        case.try_(name, "close", json!({})).await.refused(403, "forbidden");
    }
    for name in ["neighbour", "volunteer", "other-branch", "next-community"] {
        case.try_(name, "close", json!({})).await.refused(404, "not_found");
    }
    case.step("community", "close").await;
    for state in ["submitted", "dispatched", "accepted", "withdrawn", "declined"] {
        let case = service.ticket_in(state).await;
        case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
    }
}

async fn a_department_is_rated_also_when_the_ticket_is_closed(service: Service) {
    let case = service.ticket_in("resolved").await;
    for (name, action) in [
        ("community", "blow_whistle"),
        ("secretary", "approve_whistle"),
        ("department", "report_in"),
        ("department", "finish_task"),
    ] {
        case.whistle(name, action).await;
    }
    case.step("resident", "rate").await;
    case.step("branch", "close").await;
    assert!(case.allowed("community").await.contains(&"rate_department".to_owned()));
    let rated = case.whistle("community", "rate_department").await;
    assert_eq!(
        (&rated["state"], &rated["whistles"][0]["tasks"][0]["stars"]),
        (&json!("closed"), &json!(5))
    );
    assert!(!case.allowed("community").await.contains(&"rate_department".to_owned()));
}
