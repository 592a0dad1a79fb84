//! Reopen 重办: once a resolution, three times at most, and what the third time brings.

use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    a_reopened_ticket_begins_again,
    the_third_reopening_raises_the_ticket_and_the_next_resolution_is_final,
    a_final_resolution_is_not_reopened_by_a_follow_up,
    who_reopens,
);

async fn a_reopened_ticket_begins_again(service: Service) {
    let case = service.ticket_in("resolved").await;
    let after = case.step("resident", "reopen").await;
    assert_eq!((&after["state"], &after["reopen_count"]), (&json!("submitted"), &json!(1)));
    for gone in ["handler", "target", "resolved_at", "rate_until"] {
        assert_eq!(after[gone], Value::Null, "{gone}");
    }
    assert_eq!(after["resolutions"].as_array().unwrap().len(), 1, "what was said stays");
    case.try_("worker", "progress", minimal("progress")).await.refused(403, "forbidden");
    case.to("resolved").await;
    assert_eq!(case.seen_by("resident").await["resolution"], 2);
    assert_eq!(
        case.allowed("resident").await,
        ["rate", "reopen", "share_status", "attach"],
        "each resolution once"
    );
}

/// Reopened three times, and given to a department by the community.
async fn thrice(service: &Service) -> Case<'_> {
    let case = service.submit("resident", json!({})).await;
    for _ in 0..3 {
        case.to("resolved").await;
        case.step("resident", "reopen").await;
    }
    case
}

async fn resolved_for_good(case: &Case<'_>) -> Value {
    let unit = json!({ "to": { "organization_id": world::organization("department") } });
    case.act("community", "dispatch", unit).await;
    case.step("department", "accept").await;
    case.step("department", "resolve").await
}

async fn the_third_reopening_raises_the_ticket_and_the_next_resolution_is_final(service: Service) {
    let case = thrice(&service).await;
    let seen = case.seen_by("resident").await;
    assert_eq!((&seen["raised"], &seen["reopen_count"]), (&json!("community"), &json!(3)));
    for name in ["dispatcher", "manager"] {
        case.try_(name, "dispatch", minimal("dispatch")).await.refused(403, "forbidden");
        assert_eq!(
            case.allowed(name).await,
            ["amend", "attach"],
            "sees it, and no longer dispatches it"
        );
    }
    case.try_("street", "dispatch", minimal("dispatch")).await.refused(403, "forbidden");
    assert_eq!(resolved_for_good(&case).await["final"], true);
    case.try_("resident", "reopen", minimal("reopen")).await.refused(409, "not_allowed_now");
    let unsolved = json!({ "solved": false, "stars": 1 });
    let rated = case.act("resident", "rate", unsolved).await;
    assert_eq!(rated["state"], "resolved", "kept, and reopens no longer");
    assert_eq!(rated["ratings"][0]["solved"], false);
    case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
}

async fn a_final_resolution_is_not_reopened_by_a_follow_up(service: Service) {
    let case = thrice(&service).await;
    resolved_for_good(&case).await;
    let unsolved = json!({ "reached": true, "solved": false });
    let called = case.act("branch", "follow_up", unsolved).await;
    assert_eq!((&called["state"], &called["reopen_count"]), (&json!("resolved"), &json!(3)));
    service.pass(chrono::TimeDelta::hours(240));
    service.run_jobs().await;
    assert_eq!(case.state().await, "closed");
}

async fn who_reopens(service: Service) {
    let case = service.ticket_in("resolved").await;
    for name in ["worker", "dispatcher", "branch", "community", "street"] {
        case.try_(name, "reopen", minimal("reopen")).await.refused(403, "forbidden");
    }
    case.try_("neighbour", "reopen", minimal("reopen")).await.refused(404, "not_found");
    case.try_("resident", "reopen", json!({})).await.invalid("#/reason", "required");
    for state in ["submitted", "dispatched", "accepted", "closed"] {
        let case = service.ticket_in(state).await;
        case.try_("resident", "reopen", minimal("reopen")).await.refused(409, "not_allowed_now");
    }
}
