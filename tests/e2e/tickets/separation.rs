//! Who had a part in a case neither supervises nor judges it; and who acts in their place.

use serde_json::json;
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    whoever_handled_or_helped_never_judges,
    the_reporter_never_supervises,
    whoever_works_for_the_handling_enterprise_never_judges,
    the_street_judges_where_everyone_below_is_barred,
);

/// Everything that a part in the case bars from is refused, and not shown as possible.
async fn barred(case: &Case<'_>, name: &str) {
    for action in ["supervise", "follow_up", "close"] {
        case.try_(name, action, minimal(action)).await.refused(403, "forbidden");
        assert!(!case.allowed(name).await.contains(&action.to_owned()), "{name} {action}");
    }
}

async fn whoever_handled_or_helped_never_judges(service: Service) {
    service.grant("branch", "volunteer", ("estate_id", world::estate("estate"))).await;
    service.grant("specialist", "volunteer", ("estate_id", world::estate("estate"))).await;
    let case = service.submit("resident", json!({})).await;
    let helped = json!({
        "to": { "account_id": world::person("branch") }, "helpers": [world::person("specialist")],
    });
    case.act("dispatcher", "dispatch", helped).await;
    case.step("branch", "accept").await;
    case.try_("branch", "supervise", minimal("supervise")).await.refused(403, "forbidden");
    let worker = json!({ "to": { "account_id": world::person("worker") }, "reason": "换人" });
    case.act("dispatcher", "redispatch", worker).await;
    case.step("worker", "accept").await;
    case.step("worker", "resolve").await;
    case.step("resident", "rate").await;
    barred(&case, "branch").await;
    for action in ["supervise", "follow_up"] {
        case.try_("specialist", action, minimal(action)).await.refused(403, "forbidden");
    }
    case.step("community", "follow_up").await;
    case.step("community", "close").await;
}

async fn the_reporter_never_supervises(service: Service) {
    service.grant("resident", "branch_secretary", ("estate_id", world::estate("estate"))).await;
    let case = service.ticket_in("resolved").await;
    case.step("resident", "rate").await;
    barred(&case, "resident").await;
    case.step("branch", "close").await;
}

async fn whoever_works_for_the_handling_enterprise_never_judges(service: Service) {
    let enterprise = ("organization_id", world::organization("enterprise"));
    service.grant("community", "worker", enterprise).await;
    let case = service.submit("resident", json!({})).await;
    case.step("community", "supervise").await;
    case.to("resolved").await;
    case.step("resident", "rate").await;
    barred(&case, "community").await;
    case.step("branch", "close").await;
    let case = service.submit("resident", json!({})).await;
    case.pooled().await;
    case.step("volunteer", "accept").await;
    case.step("community", "supervise").await;
}

async fn the_street_judges_where_everyone_below_is_barred(service: Service) {
    let case = service.ticket_in("resolved").await;
    case.step("resident", "rate").await;
    let enterprise = ("organization_id", world::organization("enterprise"));
    for action in ["follow_up", "close"] {
        case.try_("street", action, minimal(action)).await.refused(403, "forbidden");
    }
    service.grant("branch", "worker", enterprise).await;
    case.try_("street", "follow_up", minimal("follow_up")).await.refused(403, "forbidden");
    service.grant("community", "worker", enterprise).await;
    barred(&case, "branch").await;
    barred(&case, "community").await;
    case.try_("other-street", "follow_up", minimal("follow_up")).await.refused(404, "not_found");
    case.step("street", "follow_up").await;
    assert_eq!(case.step("street", "close").await["state"], "closed");
}
