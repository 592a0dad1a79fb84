//! Rate 评价 and follow up 回访: one resolution, one rating; the verdict, and what "not solved" does.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, minimal, served_by_both, world};

served_by_both!(
    the_reporter_rates_each_resolution_once,
    a_rating_is_whole_or_refused,
    not_solved_reopens_in_the_same_change,
    a_follow_up_stands_beside_the_rating,
    a_follow_up_that_reached_nobody_says_nothing_of_the_solution,
    a_follow_up_reopens_too,
    on_behalf_there_is_no_rating_and_the_follow_up_is_the_verdict,
    the_window_ends_at_its_millisecond,
    a_follow_up_after_the_window_still_counts,
);

async fn the_reporter_rates_each_resolution_once(service: Service) {
    let case = service.ticket_in("resolved").await;
    for name in ["worker", "dispatcher", "branch", "community", "auditor"] {
        case.try_(name, "rate", minimal("rate")).await.refused(403, "forbidden");
    }
    case.try_("neighbour", "rate", minimal("rate")).await.refused(404, "not_found");
    let rating =
        json!({ "solved": true, "stars": 4, "reasons": ["prompt", "friendly"], "comment": "很快" });
    let rated = case.act("resident", "rate", rating.clone()).await;
    assert_eq!(rated["state"], "resolved", "a rating does not move the ticket by itself");
    for field in ["solved", "stars", "reasons", "comment"] {
        assert_eq!(rated["ratings"][0][field], rating[field]);
    }
    case.try_("resident", "rate", minimal("rate")).await.refused(409, "not_allowed_now");
    case.step("resident", "reopen").await;
    case.to("resolved").await;
    let again = case.step("resident", "rate").await;
    assert_eq!(again["ratings"].as_array().unwrap().len(), 2, "one for each resolution");
}

async fn a_rating_is_whole_or_refused(service: Service) {
    let case = service.ticket_in("resolved").await;
    for (body, pointer, fault) in [
        (json!({ "stars": 5 }), "#/solved", "required"),
        (json!({ "solved": true }), "#/stars", "required"),
        (json!({ "solved": true, "stars": 0 }), "#/stars", "range"),
        (json!({ "solved": true, "stars": 6 }), "#/stars", "range"),
        (
            json!({ "solved": true, "stars": 5, "reasons": ["prompt", "prompt"] }),
            "#/reasons/1",
            "taken",
        ),
        (json!({ "solved": true, "stars": 5, "reasons": ["cheap"] }), "#/reasons/0", "choice"),
    ] {
        case.try_("resident", "rate", body).await.invalid(pointer, fault);
    }
    case.step("resident", "rate").await;
}

async fn not_solved_reopens_in_the_same_change(service: Service) {
    let case = service.ticket_in("resolved").await;
    let unsolved = json!({ "solved": false, "stars": 1 });
    let after = case.act("resident", "rate", unsolved).await;
    assert_eq!((&after["state"], &after["reopen_count"]), (&json!("submitted"), &json!(1)));
    assert_eq!(after["handler"], Value::Null);
    let history = case.history().await;
    assert_eq!(history[history.len() - 2..], ["rate", "reopen"], "two entries");
    case.try_("resident", "reopen", minimal("reopen")).await.refused(409, "not_allowed_now");
    let again = ["dispatch", "amend", "request_return", "dispute", "merge", "split", "attach"];
    assert_eq!(case.allowed("dispatcher").await, again);
}

async fn a_follow_up_stands_beside_the_rating(service: Service) {
    let case = service.ticket_in("resolved").await;
    for name in ["resident", "worker", "dispatcher", "secretary", "street", "district"] {
        case.try_(name, "follow_up", minimal("follow_up")).await.refused(403, "forbidden");
    }
    for name in ["branch", "specialist", "community"] {
        assert_eq!(case.step(name, "follow_up").await["state"], "resolved", "{name}");
    }
    case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
    case.step("resident", "rate").await;
    let seen = case.seen_by("resident").await;
    assert_eq!(seen["follow_ups"].as_array().unwrap().len(), 3);
    assert_eq!(seen["follow_ups"][1]["role"], "specialist");
    assert_eq!(seen["ratings"].as_array().unwrap().len(), 1);
    case.step("branch", "close").await;
}

async fn a_follow_up_that_reached_nobody_says_nothing_of_the_solution(service: Service) {
    let case = service.ticket_in("resolved").await;
    for (body, pointer, fault) in [
        (json!({ "reached": true }), "#/solved", "required"),
        (json!({ "reached": false, "solved": true }), "#/solved", "not_allowed"),
        (json!({ "reached": false, "satisfied": true }), "#/satisfied", "not_allowed"),
        (json!({ "solved": true }), "#/reached", "required"),
    ] {
        case.try_("branch", "follow_up", body).await.invalid(pointer, fault);
    }
    let called =
        case.act("branch", "follow_up", json!({ "reached": false, "note": "无人接听" })).await;
    assert_eq!(called["follow_ups"][0]["solved"], Value::Null);
    assert_eq!(called["state"], "resolved");
}

async fn a_follow_up_reopens_too(service: Service) {
    let case = service.ticket_in("resolved").await;
    let unsolved =
        json!({ "reached": true, "solved": false, "satisfied": false, "note": "仍漏水" });
    let after = case.act("branch", "follow_up", unsolved).await;
    assert_eq!((&after["state"], &after["reopen_count"]), (&json!("submitted"), &json!(1)));
    let history = case.history().await;
    assert_eq!(history[history.len() - 2..], ["follow_up", "reopen"]);
}

async fn on_behalf_there_is_no_rating_and_the_follow_up_is_the_verdict(service: Service) {
    let caller = json!({ "on_behalf_of": { "name": "王先生", "phone": "19900000009" } });
    let case = service.submit("hotline", caller.clone()).await;
    case.to("resolved").await;
    for name in ["hotline", "branch"] {
        case.try_(name, "rate", minimal("rate")).await.refused(403, "forbidden");
    }
    case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
    case.act("branch", "follow_up", json!({ "reached": false })).await;
    case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
    case.step("branch", "follow_up").await;
    assert_eq!(case.step("branch", "close").await["state"], "closed");
    let case = service.submit("hotline", caller).await;
    case.to("resolved").await;
    case.act("hotline", "reopen", json!({ "reason": "来电人称仍未修好" })).await;
    assert_eq!(case.state().await, "submitted", "in the caller's words");
    let estate = world::estate("estate");
    let list = format!("/v1/tickets?estate_id={estate}&mine=true");
    let mine = service.as_("hotline").get(&list).await.expect(200);
    assert_eq!(mine["items"].as_array().unwrap().len(), 2);
}

async fn the_window_ends_at_its_millisecond(service: Service) {
    let window = TimeDelta::hours(240);
    let cases = [service.ticket_in("resolved").await, service.ticket_in("resolved").await];
    service.pass(window - TimeDelta::milliseconds(1));
    assert_eq!(cases[0].allowed("resident").await, ["rate", "reopen", "share_status", "attach"]);
    cases[0].step("resident", "rate").await;
    service.pass(TimeDelta::milliseconds(1));
    assert_eq!(cases[1].allowed("resident").await, ["share_status", "attach"]);
    for action in ["rate", "reopen"] {
        for case in &cases {
            case.try_("resident", action, minimal(action)).await.refused(409, "not_allowed_now");
        }
    }
}

async fn a_follow_up_after_the_window_still_counts(service: Service) {
    let case = service.ticket_in("resolved").await;
    service.pass(TimeDelta::days(11));
    let unsolved = json!({ "reached": true, "solved": false });
    assert_eq!(case.act("branch", "follow_up", unsolved).await["state"], "submitted");
    service.run_jobs().await;
    assert_eq!(case.state().await, "submitted", "and nothing closes it");
}
