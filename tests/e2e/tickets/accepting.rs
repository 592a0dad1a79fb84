//! Accept 接单 and refuse 拒接: the person, the organisation, or the pool.

use serde_json::json;
use tests::{Service, minimal, served_by_both, world};

served_by_both!(
    the_person_it_went_to_accepts,
    any_worker_or_manager_of_the_organisation_accepts,
    any_volunteer_of_the_estate_accepts_from_the_pool,
    nobody_accepts_what_they_reported,
    the_person_refuses_with_a_reason,
    the_manager_refuses_for_the_organisation,
    the_pool_is_not_refused,
);

async fn the_person_it_went_to_accepts(service: Service) {
    let case = service.ticket_in("dispatched").await;
    for name in ["worker2", "manager", "dispatcher", "resident", "branch", "community"] {
        case.try_(name, "accept", json!({})).await.refused(403, "forbidden");
    }
    for name in ["volunteer", "other-worker", "neighbour", "admin"] {
        case.try_(name, "accept", json!({})).await.refused(404, "not_found");
    }
    assert_eq!(case.step("worker", "accept").await["state"], "accepted");
    case.try_("worker", "accept", json!({})).await.refused(409, "not_allowed_now");
}

async fn any_worker_or_manager_of_the_organisation_accepts(service: Service) {
    let unit = json!({ "to": { "organization_id": world::organization("enterprise") } });
    for name in ["worker", "worker2", "manager"] {
        let case = service.submit("resident", json!({})).await;
        case.act("dispatcher", "dispatch", unit.clone()).await;
        case.try_("dispatcher", "accept", json!({})).await.refused(403, "forbidden");
        let accepted = case.step(name, "accept").await;
        assert_eq!(accepted["handler"]["account_id"], json!(world::person(name)));
    }
}

async fn any_volunteer_of_the_estate_accepts_from_the_pool(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.pooled().await;
    case.try_("worker", "accept", json!({})).await.refused(403, "forbidden");
    case.try_("other-volunteer", "accept", json!({})).await.refused(404, "not_found");
    case.step("volunteer2", "accept").await;
    case.try_("volunteer", "accept", json!({})).await.refused(409, "not_allowed_now");
    assert_eq!(case.seen_by("volunteer").await["state"], "accepted", "goes on seeing it");
    case.try_("volunteer", "resolve", minimal("resolve")).await.refused(403, "forbidden");
}

async fn nobody_accepts_what_they_reported(service: Service) {
    let case = service.submit("both", json!({})).await;
    case.pooled().await;
    case.try_("both", "accept", json!({})).await.refused(403, "forbidden");
    assert!(!case.allowed("both").await.contains(&"accept".to_owned()));
    case.step("volunteer", "accept").await;
    let case = service.submit("neighbour", json!({})).await;
    case.pooled().await;
    assert_eq!(case.step("both", "accept").await["state"], "accepted");
}

async fn the_person_refuses_with_a_reason(service: Service) {
    let case = service.ticket_in("dispatched").await;
    case.try_("worker", "refuse", json!({})).await.invalid("#/reason", "required");
    for name in ["worker2", "manager", "dispatcher"] {
        case.try_(name, "refuse", minimal("refuse")).await.refused(403, "forbidden");
    }
    assert_eq!(case.step("worker", "refuse").await["state"], "submitted");
    assert_eq!(
        case.allowed("dispatcher").await,
        ["dispatch", "amend", "request_return", "dispute", "merge", "split", "attach"]
    );
    let volunteer = json!({ "to": { "account_id": world::person("volunteer") } });
    case.act("dispatcher", "dispatch", volunteer).await;
    assert_eq!(case.step("volunteer", "refuse").await["state"], "submitted");
    case.get("volunteer").await.refused(404, "not_found");
    case.step("dispatcher", "dispatch").await;
    case.step("worker", "accept").await;
    case.try_("worker", "refuse", minimal("refuse")).await.refused(409, "not_allowed_now");
}

async fn the_manager_refuses_for_the_organisation(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let unit = json!({ "to": { "organization_id": world::organization("enterprise") } });
    case.act("dispatcher", "dispatch", unit).await;
    case.try_("worker", "refuse", minimal("refuse")).await.refused(403, "forbidden");
    assert_eq!(case.step("manager", "refuse").await["state"], "submitted");
}

async fn the_pool_is_not_refused(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.pooled().await;
    case.try_("volunteer", "refuse", minimal("refuse")).await.refused(409, "not_allowed_now");
    assert_eq!(case.allowed("volunteer").await, ["accept"]);
}
