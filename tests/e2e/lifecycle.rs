//! The main job: from the order to the closed, supervised case.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, minimal, served_by_both, world};

served_by_both!(
    four_steps_and_on_to_the_end,
    the_enterprise_goes_the_same_way,
    what_is_allowed_is_what_is_shown_on_the_way,
    an_end_allows_nothing_more,
    a_refused_step_leaves_no_trace,
    a_conflict_says_what_is_possible_instead,
);

/// A time in an answer, so long from now.
fn later(service: &Service, time: TimeDelta) -> String {
    service.app.time(service.now() + time)
}

async fn four_steps_and_on_to_the_end(service: Service) {
    let case = service.submit("resident", json!({})).await;
    assert_eq!(case.pooled().await["state"], "dispatched");
    let accepted = case.step("volunteer", "accept").await;
    assert_eq!(accepted["state"], "accepted");
    assert_eq!(accepted["handler"]["account_id"], json!(world::person("volunteer")));
    assert_eq!(accepted["handler"]["volunteer"], true);
    let by = later(&service, TimeDelta::hours(8));
    let order = json!({ "kind": "order", "note": "今日办结", "answer_by": by });
    let supervised = case.act("branch", "supervise", order).await;
    assert_eq!(supervised["supervisions"][0]["answer_by"], json!(by));
    assert_eq!(supervised["unanswered"], 1);
    service.pass(TimeDelta::hours(1));
    case.try_answer("volunteer", 1).await.expect(200);
    case.step("volunteer", "progress").await;
    case.step("volunteer", "resolve").await;
    case.step("resident", "rate").await;
    case.step("specialist", "follow_up").await;
    let closed = case.step("branch", "close").await;
    assert_eq!(closed["state"], "closed");
    for records in ["supervisions", "resolutions", "ratings", "follow_ups"] {
        assert_eq!(closed[records].as_array().unwrap().len(), 1, "{records}");
    }
    assert_eq!(closed["supervisions"][0]["answer"], minimal("answer")["answer"]);
    let expected = [
        "submit",
        "dispatch",
        "accept",
        "supervise",
        "answer",
        "progress",
        "resolve",
        "rate",
        "follow_up",
        "close",
    ];
    assert_eq!(case.history().await, expected, "one entry for each step");
    assert_eq!(closed["version"], expected.len());
}

async fn the_enterprise_goes_the_same_way(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let unit = json!({ "to": { "organization_id": world::organization("enterprise") } });
    let sent = case.act("manager", "dispatch", unit).await;
    assert_eq!(sent["target"]["kind"], "organization");
    assert_eq!(sent["organization_id"], json!(world::organization("enterprise")));
    let accepted = case.step("worker2", "accept").await;
    assert_eq!(accepted["handler"]["account_id"], json!(world::person("worker2")));
    assert_eq!(accepted["handler"]["organization_id"], sent["organization_id"]);
    let resolved = case.step("worker2", "resolve").await;
    assert_eq!(resolved["resolved_at"], json!(later(&service, TimeDelta::zero())));
    assert_eq!(resolved["rate_until"], json!(later(&service, TimeDelta::hours(240))));
    case.step("resident", "rate").await;
    assert_eq!(case.step("community", "close").await["state"], "closed");
}

async fn what_is_allowed_is_what_is_shown_on_the_way(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let expect = async |name: &str, actions: &str| {
        let actions: Vec<&str> = actions.split_whitespace().collect();
        assert_eq!(case.allowed(name).await, actions, "{name} in {}", case.state().await);
    };
    expect("resident", "withdraw share_status attach").await;
    expect("dispatcher", "dispatch amend request_return dispute merge split attach").await;
    expect("community", "decline supervise amend raise span merge split blow_whistle attach").await;
    expect("branch", "supervise raise attach").await;
    expect("worker", "").await;
    case.to("dispatched").await;
    expect("dispatcher", "redispatch amend request_return dispute merge split attach").await;
    expect("worker", "accept refuse").await;
    expect("worker2", "").await;
    expect("branch", "redispatch supervise raise attach").await;
    case.step("worker", "accept").await;
    expect("worker", "progress resolve request_suspension request_extension ask attach").await;
    expect("resident", "withdraw share_status attach").await;
    case.step("worker", "resolve").await;
    expect("worker", "attach").await;
    expect("resident", "rate reopen share_status attach").await;
    expect("specialist", "follow_up supervise attach").await;
    expect("community", "follow_up supervise amend raise span blow_whistle attach").await;
    case.step("resident", "rate").await;
    expect("resident", "reopen share_status attach").await;
    expect("community", "follow_up close supervise amend raise span blow_whistle attach").await;
    expect("auditor", "").await;
}

async fn an_end_allows_nothing_more(service: Service) {
    for state in ["closed", "withdrawn", "declined"] {
        let case = service.ticket_in(state).await;
        assert_eq!(case.state().await, state);
        for name in ["resident", "dispatcher", "manager", "branch", "community", "street"] {
            let expected: &[&str] = match (name, state) {
                ("resident", "declined") => &["object", "share_status"],
                ("resident", "closed") => &["renew", "share_status"],
                ("resident", _) => &["share_status"],
                _ => &[],
            };
            assert_eq!(case.allowed(name).await, expected, "{name} in {state}");
        }
        case.try_("branch", "supervise", minimal("supervise"))
            .await
            .refused(409, "not_allowed_now");
        case.try_("dispatcher", "amend", minimal("amend")).await.refused(409, "not_allowed_now");
        case.try_("dispatcher", "dispatch", minimal("dispatch"))
            .await
            .refused(409, "not_allowed_now");
    }
}

async fn a_refused_step_leaves_no_trace(service: Service) {
    let case = service.ticket_in("accepted").await;
    let (before, entries) = (case.seen_by("resident").await, service.journal_length().await);
    let empty = json!({ "result": "  ", "outcome": "done" });
    case.try_("worker", "resolve", empty).await.invalid("#/result", "required");
    case.try_("dispatcher", "dispatch", minimal("dispatch")).await.refused(409, "not_allowed_now");
    case.try_("worker2", "resolve", minimal("resolve")).await.refused(403, "forbidden");
    case.try_("other-worker", "resolve", minimal("resolve")).await.refused(404, "not_found");
    assert_eq!(case.seen_by("resident").await, before);
    assert_eq!(service.journal_length().await, entries);
}

async fn a_conflict_says_what_is_possible_instead(service: Service) {
    let case = service.ticket_in("resolved").await;
    let refused = case.try_("resident", "withdraw", json!({})).await;
    let body: Value = refused.refused(409, "not_allowed_now");
    assert_eq!(body["state"], "resolved");
    assert_eq!(body["allowed_actions"], json!(["rate", "reopen", "share_status", "attach"]));
}
