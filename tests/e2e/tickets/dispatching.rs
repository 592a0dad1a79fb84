//! Dispatch 下单 and redispatch 改派: by whom, to whom, with whose help.

use kernel::Uuid;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    the_enterprise_under_contract_dispatches,
    the_community_dispatches_where_there_is_no_enterprise,
    only_those_who_serve_the_estate_can_be_sent,
    a_department_is_given_work_by_the_community_alone,
    an_empty_pool_takes_nothing,
    helpers_help_and_the_lead_alone_resolves,
    helpers_are_few_distinct_and_fit,
    a_redispatch_replaces_everyone_and_needs_a_reason,
    the_branch_redispatches_and_does_not_dispatch,
);

fn to(name: &str) -> Value {
    json!({ "to": { "account_id": world::person(name) } })
}

fn unit(name: &str) -> Value {
    json!({ "to": { "organization_id": world::organization(name) } })
}

async fn bare(service: &Service) -> Case<'_> {
    service.submit("bare-resident", json!({ "estate_id": world::estate("bare-estate") })).await
}

async fn the_enterprise_under_contract_dispatches(service: Service) {
    for name in ["dispatcher", "manager"] {
        let case = service.submit("resident", json!({})).await;
        assert_eq!(case.step(name, "dispatch").await["state"], "dispatched", "{name}");
    }
    let case = service.submit("resident", json!({})).await;
    for name in ["worker", "community", "street", "branch", "resident", "auditor"] {
        case.try_(name, "dispatch", minimal("dispatch")).await.refused(403, "forbidden");
    }
    for name in ["other-dispatcher", "other-community", "neighbour", "volunteer", "admin"] {
        case.try_(name, "dispatch", minimal("dispatch")).await.refused(404, "not_found");
    }
}

async fn the_community_dispatches_where_there_is_no_enterprise(service: Service) {
    let case = bare(&service).await;
    case.try_("dispatcher", "dispatch", unit("enterprise")).await.refused(404, "not_found");
    case.try_("next-community", "dispatch", unit("department")).await.refused(404, "not_found");
    case.try_("community", "dispatch", unit("enterprise"))
        .await
        .invalid("#/to/organization_id", "not_allowed");
    assert_eq!(case.act("community", "dispatch", unit("department")).await["state"], "dispatched");
}

async fn only_those_who_serve_the_estate_can_be_sent(service: Service) {
    for name in ["worker", "manager", "volunteer", "both"] {
        let case = service.submit("resident", json!({})).await;
        let sent = case.act("dispatcher", "dispatch", to(name)).await;
        assert_eq!(sent["target"]["id"], json!(world::person(name)), "{name}");
    }
    let case = service.submit("both", json!({})).await;
    for name in ["other-worker", "other-volunteer", "neighbour", "dispatcher", "former", "both"] {
        let sent = case.try_("dispatcher", "dispatch", to(name)).await;
        sent.invalid("#/to/account_id", "not_allowed");
    }
    let nowhere = json!({ "to": {} });
    case.try_("dispatcher", "dispatch", nowhere).await.invalid("#/to", "required");
    let twice = json!({ "to": { "pool": true, "account_id": world::person("worker") } });
    case.try_("dispatcher", "dispatch", twice).await.invalid("#/to", "not_allowed");
}

async fn a_department_is_given_work_by_the_community_alone(service: Service) {
    let case = service.submit("resident", json!({})).await;
    for name in ["department", "other-enterprise"] {
        let sent = case.try_("dispatcher", "dispatch", unit(name)).await;
        sent.invalid("#/to/organization_id", "not_allowed");
    }
    let case = bare(&service).await;
    let elsewhere = case.try_("community", "dispatch", unit("other-department")).await;
    elsewhere.invalid("#/to/organization_id", "not_allowed");
    case.try_("department", "accept", json!({})).await.refused(404, "not_found");
    case.act("community", "dispatch", unit("department")).await;
    case.step("department", "accept").await;
    case.step("department", "progress").await;
    assert_eq!(case.step("department", "resolve").await["state"], "resolved");
}

async fn an_empty_pool_takes_nothing(service: Service) {
    let pool = json!({ "to": { "pool": true } });
    let case = bare(&service).await;
    case.try_("community", "dispatch", pool.clone()).await.refused(422, "pool_empty");
    for name in ["volunteer", "volunteer2"] {
        service.end_duty(world::duty(name, 0)).await;
    }
    let case = service.submit("both", json!({})).await;
    case.try_("dispatcher", "dispatch", pool.clone()).await.refused(422, "pool_empty");
    let case = service.submit("resident", json!({})).await;
    assert_eq!(case.act("dispatcher", "dispatch", pool).await["state"], "dispatched");
}

fn with_helpers(lead: &str, helpers: &[&str]) -> Value {
    let ids: Vec<Uuid> = helpers.iter().map(|name| world::person(name)).collect();
    json!({ "to": { "account_id": world::person(lead) }, "helpers": ids })
}

async fn helpers_help_and_the_lead_alone_resolves(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let sent =
        case.act("dispatcher", "dispatch", with_helpers("worker", &["worker2", "volunteer"])).await;
    assert_eq!(sent["helpers"].as_array().unwrap().len(), 2);
    case.try_("volunteer", "accept", json!({})).await.refused(403, "forbidden");
    case.step("worker", "accept").await;
    for name in ["worker2", "volunteer"] {
        case.step(name, "progress").await;
        case.try_(name, "resolve", minimal("resolve")).await.refused(403, "forbidden");
    }
    case.try_("volunteer2", "progress", minimal("progress")).await.refused(404, "not_found");
    case.try_("manager", "progress", minimal("progress")).await.refused(403, "forbidden");
    case.step("worker", "resolve").await;
}

async fn helpers_are_few_distinct_and_fit(service: Service) {
    let case = service.submit("both", json!({})).await;
    let try_ = async |helpers: &[&str]| {
        case.try_("dispatcher", "dispatch", with_helpers("worker", helpers)).await
    };
    let six = ["worker2", "manager", "volunteer", "volunteer2", "other-worker", "other-volunteer"];
    try_(&six).await.invalid("#/helpers", "length");
    try_(&["worker2", "worker2"]).await.invalid("#/helpers/1", "taken");
    try_(&["worker"]).await.invalid("#/helpers/0", "not_allowed");
    try_(&["volunteer", "other-volunteer"]).await.invalid("#/helpers/1", "not_allowed");
    try_(&["both"]).await.invalid("#/helpers/0", "not_allowed");
    assert_eq!(case.state().await, "submitted");
    let four = try_(&["worker2", "manager", "volunteer", "volunteer2"]).await.expect(200);
    assert_eq!(four["helpers"].as_array().unwrap().len(), 4);
}

async fn a_redispatch_replaces_everyone_and_needs_a_reason(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.act("dispatcher", "dispatch", with_helpers("worker", &["volunteer"])).await;
    case.try_("dispatcher", "redispatch", to("worker2")).await.invalid("#/reason", "required");
    case.step("dispatcher", "redispatch").await;
    case.try_("worker", "accept", json!({})).await.refused(403, "forbidden");
    case.try_("volunteer", "progress", minimal("progress")).await.refused(404, "not_found");
    case.step("worker2", "accept").await;
    let back = json!({ "to": { "account_id": world::person("worker") }, "reason": "请假" });
    let sent = case.act("manager", "redispatch", back).await;
    assert_eq!((&sent["state"], &sent["handler"]), (&json!("dispatched"), &Value::Null));
    case.try_("worker2", "resolve", minimal("resolve")).await.refused(403, "forbidden");
    case.step("worker", "accept").await;
    case.step("worker", "resolve").await;
    case.try_("manager", "redispatch", minimal("redispatch")).await.refused(409, "not_allowed_now");
}

async fn the_branch_redispatches_and_does_not_dispatch(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.try_("branch", "dispatch", minimal("dispatch")).await.refused(403, "forbidden");
    case.step("dispatcher", "dispatch").await;
    let pool = json!({ "to": { "pool": true }, "reason": "请就近志愿者接单" });
    assert_eq!(case.act("branch", "redispatch", pool).await["state"], "dispatched");
    case.step("volunteer", "accept").await;
    let volunteer2 =
        json!({ "to": { "account_id": world::person("volunteer2") }, "reason": "换人" });
    case.act("branch", "redispatch", volunteer2).await;
    case.step("volunteer2", "accept").await;
    case.try_("other-branch", "redispatch", minimal("redispatch")).await.refused(404, "not_found");
}
