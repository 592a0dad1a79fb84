//! Service contracts: dates, overlaps, their end, and who makes them.

use std::sync::Arc;

use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};
use tokio::{sync::Barrier, task::JoinSet};

served_by_both!(
    a_contract_names_its_days,
    faulty_contracts_are_named,
    one_enterprise_serves_an_estate_on_a_day,
    twenty_contracts_at_once_give_one,
    an_end_has_a_day_and_a_reason,
    contracts_are_made_inside_one_s_scope,
);

const CONTRACTS: &str = "/v1/contracts";

/// For `bare-estate`, which nobody serves.
fn new(enterprise: &str, from: &str, to: Option<&str>) -> Value {
    json!({
        "enterprise_id": world::organization(enterprise), "estate_id": world::estate("bare-estate"),
        "from": from, "to": to,
    })
}

async fn end(service: &Service, name: &str, contract: &Value, on: Value) -> Reply {
    let path = format!("{CONTRACTS}/{}/end", contract["id"].as_str().unwrap());
    service.as_(name).post(&path, json!({ "reason": "解聘", "on": on })).await
}

async fn a_contract_names_its_days(service: Service) {
    for (from, to, state, label) in [
        ("2025-01-01", Some("2026-03-01"), "ended", "已终止"),
        ("2026-03-02", Some("2026-03-02"), "in_force", "履行中"),
        ("2026-03-03", None, "planned", "未开始"),
    ] {
        let made = service.as_("street").post(CONTRACTS, new("enterprise", from, to)).await;
        let made = made.expect(201);
        assert_eq!((&made["from"], &made["to"]), (&json!(from), &json!(to)));
        assert_eq!((&made["state"], &made["state_label"]), (&json!(state), &json!(label)));
        let open = if state == "ended" { json!([]) } else { json!(["end"]) };
        assert_eq!(made["allowed_actions"], open);
    }
    let path = format!("/v1/enterprises/{}", world::organization("enterprise"));
    let seen = service.as_("nobody").get(&path).await.expect(200);
    let seen = seen["contracts"].as_array().unwrap();
    let days: Vec<&str> = seen.iter().map(|contract| contract["from"].as_str().unwrap()).collect();
    assert_eq!(days[..3], ["2026-03-03", "2026-03-02", "2025-01-01"], "the latest first");
    assert_eq!(seen.len(), 4);
}

async fn faulty_contracts_are_named(service: Service) {
    let before = service.journal_length().await;
    for (name, value, fault) in [
        ("enterprise_id", json!(world::organization("department")), "not_allowed"),
        ("enterprise_id", json!(world::estate("estate")), "not_found"),
        ("estate_id", json!(world::area("grid")), "not_found"),
        ("to", json!("2026-03-31"), "order"),
        ("from", json!("2026-02-30"), "format"),
        ("from", json!("2026-4-1"), "format"),
        ("from", json!("2026-04-01T00:00:00Z"), "format"),
        ("from", Value::Null, "wrong_type"),
        ("to", json!("open"), "format"),
        ("state", json!("ended"), "unknown_field"),
    ] {
        let mut body = new("enterprise", "2026-04-01", Some("2027-03-31"));
        body[name] = value;
        service.as_("street").post(CONTRACTS, body).await.invalid(&format!("#/{name}"), fault);
    }
    assert_eq!(service.journal_length().await, before);
}

async fn one_enterprise_serves_an_estate_on_a_day(service: Service) {
    let caller = service.as_("street");
    let first = new("enterprise", "2026-04-01", Some("2026-06-30"));
    let first = caller.post(CONTRACTS, first).await.expect(201);
    for (from, to) in [
        ("2026-04-01", Some("2026-06-30")),
        ("2026-06-30", Some("2026-07-31")),
        ("2026-03-01", Some("2026-04-01")),
        ("2026-05-01", Some("2026-05-01")),
        ("2026-01-01", None),
    ] {
        for enterprise in ["enterprise", "other-enterprise"] {
            caller.post(CONTRACTS, new(enterprise, from, to)).await.invalid("#/from", "taken");
        }
    }
    let before = new("other-enterprise", "2026-03-01", Some("2026-03-31"));
    caller.post(CONTRACTS, before).await.expect(201);
    caller.post(CONTRACTS, new("other-enterprise", "2026-07-01", None)).await.expect(201);
    end(&service, "street", &first, json!("2026-06-01")).await.expect(200);
    let between = |from| new("other-enterprise", from, Some("2026-06-30"));
    caller.post(CONTRACTS, between("2026-05-31")).await.invalid("#/from", "taken");
    caller.post(CONTRACTS, between("2026-06-01")).await.expect(201);
}

async fn twenty_contracts_at_once_give_one(service: Service) {
    let service = Arc::new(service);
    let gate = Arc::new(Barrier::new(20));
    let mut sent = JoinSet::new();
    for number in 0..20 {
        let (service, gate) = (service.clone(), gate.clone());
        let enterprise = if number % 2 == 0 { "enterprise" } else { "other-enterprise" };
        sent.spawn(async move {
            gate.wait().await;
            service.as_("street").post(CONTRACTS, new(enterprise, "2026-04-01", None)).await
        });
    }
    let replies = sent.join_all().await;
    let made = replies.iter().filter(|reply| reply.status == 201).count();
    for reply in replies.into_iter().filter(|reply| reply.status != 201) {
        reply.invalid("#/from", "taken");
    }
    assert_eq!(made, 1);
}

async fn an_end_has_a_day_and_a_reason(service: Service) {
    let body = new("enterprise", "2026-02-01", Some("2026-06-30"));
    let contract = service.as_("street").post(CONTRACTS, body).await.expect(201);
    let path = format!("{CONTRACTS}/{}/end", contract["id"].as_str().unwrap());
    let before = service.journal_length().await;
    for (body, pointer, fault) in [
        (json!({}), "#/reason", "required"),
        (json!({ "reason": "" }), "#/reason", "length"),
        (json!({ "reason": "解聘", "on": "2026-03-01" }), "#/on", "order"),
        (json!({ "reason": "解聘", "on": "2026-07-01" }), "#/on", "order"),
        (json!({ "reason": "解聘", "on": "tomorrow" }), "#/on", "format"),
    ] {
        service.as_("street").post(&path, body).await.invalid(pointer, fault);
    }
    assert_eq!(service.journal_length().await, before);
    let later = end(&service, "street", &contract, json!("2026-04-01")).await.expect(200);
    assert_eq!((&later["ended_on"], &later["state"]), (&json!("2026-04-01"), &json!("in_force")));
    assert_eq!(later["end_reason"], "解聘");
    let sooner = end(&service, "district", &contract, json!(null)).await.expect(200);
    assert_eq!((&sooner["ended_on"], &sooner["state"]), (&json!("2026-03-02"), &json!("ended")));
    assert_eq!((&sooner["version"], &sooner["allowed_actions"]), (&json!(3), &json!([])));
    for body in [json!({ "reason": "又" }), json!({})] {
        let problem = service.as_("street").post(&path, body).await.refused(409, "not_allowed_now");
        assert_eq!((&problem["state"], &problem["allowed_actions"]), (&json!("ended"), &json!([])));
    }
    let shown = format!("/v1/enterprises/{}", world::organization("enterprise"));
    let shown = service.as_("nobody").get(&shown).await.expect(200);
    assert_eq!(
        shown["contracts"][0]["end_reason"],
        Value::Null,
        "only for those who end contracts"
    );
}

async fn contracts_are_made_inside_one_s_scope(service: Service) {
    let before = service.journal_length().await;
    let planned = new("enterprise", "2026-04-01", None);
    let held = json!({ "id": world::contract("enterprise") });
    for name in [
        "community",
        "dispatcher",
        "manager",
        "branch",
        "nobody",
        "client",
        "other-street",
        "far-district",
    ] {
        let reply = service.as_(name).post(CONTRACTS, planned.clone()).await;
        reply.refused(403, "forbidden");
        end(&service, name, &held, Value::Null).await.refused(403, "forbidden");
    }
    service.anyone().post(CONTRACTS, planned.clone()).await.refused(401, "unauthenticated");
    let absent = json!({ "id": world::estate("estate") });
    end(&service, "street", &absent, Value::Null).await.refused(404, "not_found");
    assert_eq!(service.journal_length().await, before);
    for name in ["street", "district", "admin"] {
        let made = service.as_(name).post(CONTRACTS, planned.clone()).await.expect(201);
        let never = end(&service, name, &made, Value::Null).await.expect(200);
        assert_eq!((&never["state"], &never["ended_on"]), (&json!("ended"), &json!("2026-03-02")));
    }
}
