//! Policies: the narrowest holds, the ceilings of the province stand, and what runs is left alone unless asked.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::clock;

served_by_both!(
    the_narrowest_policy_holds,
    nothing_goes_above_the_ceilings,
    nonsense_is_refused_with_its_place,
    what_runs_is_left_alone_unless_asked,
    what_stood_still_stays_so,
    policies_are_listed_with_their_versions,
);

fn policy(over: Value) -> Value {
    let mut body = json!({ "clock": "resolution", "limit": { "unit": "workdays", "amount": 1 } });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

async fn set(service: &Service, who: &str, over: Value) -> Value {
    service.as_(who).post("/v1/clock-policies", policy(over)).await.expect(200)
}

async fn amount(service: &Service, over: Value) -> Value {
    let case = service.submit("resident", over).await;
    clock(&case, "resolution").await["limit"]["amount"].clone()
}

fn days(amount: i32) -> Value {
    json!({ "unit": "workdays", "amount": amount })
}

async fn the_narrowest_policy_holds(service: Service) {
    set(&service, "admin", json!({ "kind": "repair", "limit": days(7) })).await;
    assert_eq!(amount(&service, json!({})).await, 7);
    set(
        &service,
        "street",
        json!({ "area_id": world::area("street"), "kind": "repair", "limit": days(6) }),
    )
    .await;
    assert_eq!(amount(&service, json!({})).await, 6);
    set(
        &service,
        "district",
        json!({ "category_id": world::category("lift"), "kind": "repair", "limit": days(4) }),
    )
    .await;
    assert_eq!(amount(&service, json!({})).await, 4);
    assert_eq!(amount(&service, json!({ "category_id": world::category("repairs") })).await, 6);
    let off = json!({ "area_id": world::area("street"), "kind": "repair", "limit": days(6), "active": false });
    set(&service, "street", off).await;
    assert_eq!(amount(&service, json!({ "category_id": world::category("repairs") })).await, 7);
    for (who, area) in [
        ("street", json!(null)),
        ("street", json!(world::area("other-street"))),
        ("far-district", json!(world::area("street"))),
    ] {
        let refused =
            service.as_(who).post("/v1/clock-policies", policy(json!({ "area_id": area }))).await;
        refused.refused(403, "forbidden");
    }
}

async fn nothing_goes_above_the_ceilings(service: Service) {
    let admin = service.as_("admin");
    let limit = |unit: &str, amount: i32| json!({ "unit": unit, "amount": amount });
    for (kind, most) in
        [("consultation", 2), ("help", 10), ("suggestion", 10), ("complaint", 15), ("report", 15)]
    {
        set(&service, "admin", json!({ "kind": kind, "limit": days(most) })).await;
        for over in [
            limit("workdays", most + 1),
            limit("minutes", most * 1440 + 1),
            limit("working_minutes", most * 420 + 1),
        ] {
            let refused = admin
                .post("/v1/clock-policies", policy(json!({ "kind": kind, "limit": over })))
                .await;
            refused.invalid("#/limit/amount", "range");
        }
    }
}

async fn nonsense_is_refused_with_its_place(service: Service) {
    let admin = service.as_("admin");
    for (over, pointer, fault) in [
        (json!({ "limit": days(3) }), "#/limit/amount", "range"),
        (json!({ "limit": days(0) }), "#/limit/amount", "range"),
        (json!({ "limit": { "unit": "weeks", "amount": 1 } }), "#/limit/unit", "choice"),
        (
            json!({ "levels": [{ "percent": 100, "effect": "notice" }, { "percent": 100, "effect": "raise" }] }),
            "#/levels/1/percent",
            "order",
        ),
        (
            json!({ "levels": [{ "percent": 1001, "effect": "notice" }] }),
            "#/levels/0/percent",
            "range",
        ),
        (
            json!({ "levels": vec![json!({ "percent": 1, "effect": "notice" }); 11] }),
            "#/levels",
            "length",
        ),
        (json!({ "area_id": world::area("grid") }), "#/area_id", "not_allowed"),
        (json!({ "category_id": world::area("grid") }), "#/category_id", "not_found"),
    ] {
        admin.post("/v1/clock-policies", policy(over)).await.invalid(pointer, fault);
    }
}

async fn what_runs_is_left_alone_unless_asked(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let other = service.submit("resident", json!({ "kind": "complaint" })).await;
    let before = clock(&case, "resolution").await;
    let changed = json!({ "kind": "repair", "limit": days(5) });
    set(&service, "admin", changed.clone()).await;
    service.run_jobs().await;
    assert_eq!(clock(&case, "resolution").await, before);
    let mut asked = changed;
    asked["apply_to_running"] = json!(true);
    let version = set(&service, "admin", asked).await;
    assert_eq!(version["version"], 2);
    service.pass(TimeDelta::minutes(5));
    service.run_jobs().await;
    let after = clock(&case, "resolution").await;
    assert_eq!(after["target_at"], "2026-03-09T09:00:00.000+08:00", "from when it began");
    assert_eq!((&after["policy_id"], &after["policy_version"]), (&version["id"], &json!(2)));
    assert_eq!(case.history().await, ["submit", "clock"]);
    assert_eq!(other.history().await, ["submit"], "no other is touched");
    let entries = service.journal_length().await;
    service.run_jobs().await;
    assert_eq!(service.journal_length().await, entries, "once");
}

/// Both stand still from Monday at nine; one goes on at nine on Tuesday, the other five minutes later.
async fn what_stood_still_stays_so(service: Service) {
    let (first, second) =
        (service.ticket_in("accepted").await, service.ticket_in("accepted").await);
    for case in [&first, &second] {
        case.step("worker", "ask").await;
    }
    service.pass(TimeDelta::days(1));
    first.step("resident", "reply").await;
    let five = json!({ "kind": "repair", "limit": days(5), "apply_to_running": true });
    set(&service, "admin", five).await;
    service.pass(TimeDelta::minutes(5));
    service.run_jobs().await;
    let gone_on = clock(&first, "resolution").await;
    let tuesday = |time: &str| json!(format!("2026-03-03T{time}:00.000+08:00"));
    let monday = "2026-03-02T09:00:00.000+08:00";
    assert_eq!(gone_on["pauses"], json!([{ "from": monday, "to": tuesday("09:00") }]));
    assert_eq!(
        gone_on["target_at"], "2026-03-09T18:00:00.000+08:00",
        "five workdays and seven hours that it stood still"
    );
    let still = clock(&second, "resolution").await;
    assert_eq!((&still["state"], &still["next_level_at"]), (&json!("paused"), &Value::Null));
    second.step("resident", "reply").await;
    let gone_on = clock(&second, "resolution").await;
    assert_eq!(gone_on["pauses"], json!([{ "from": monday, "to": tuesday("09:05") }]));
    assert_eq!(gone_on["target_at"], "2026-03-10T09:05:00.000+08:00");
}

async fn policies_are_listed_with_their_versions(service: Service) {
    set(
        &service,
        "admin",
        json!({ "clock": "dispatch", "limit": { "unit": "minutes", "amount": 60 } }),
    )
    .await;
    let second = set(&service, "admin", json!({ "clock": "follow_up" })).await;
    let page = service.as_("resident").get("/v1/clock-policies").await.expect(200);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    assert_eq!(page["items"][0], second);
    assert_eq!(page["items"][0]["levels"], json!([{ "percent": 100, "effect": "notice" }]));
    let first = service
        .as_("admin")
        .post("/v1/clock-policies", policy(json!({ "clock": "report_in" })))
        .await;
    let etag = first.header("etag").to_owned();
    let again = policy(json!({ "clock": "report_in" }));
    let call = || {
        service
            .as_("admin")
            .request("POST", "/v1/clock-policies")
            .header("If-Match", &etag)
            .json(&again)
    };
    call().send().await.expect(200);
    call().send().await.refused(412, "precondition_failed");
}
