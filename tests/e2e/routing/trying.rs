//! A trial tells what the rules would do and why, changes nothing, and is what then happens.

use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};

use super::{make, order, to, went};
use crate::access::digest::{content, difference};

served_by_both!(
    a_trial_changes_nothing_and_is_what_then_happens,
    a_trial_names_the_condition_that_failed,
    a_draft_and_another_order_are_tried,
    known_tickets_are_tried_as_they_came_in,
    a_trial_is_refused_with_its_place,
);

fn sample(over: Value) -> Value {
    let mut body = tests::minimal("submit");
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

async fn send(service: &Service, who: &str, body: Value) -> Reply {
    service.as_(who).post("/v1/routing-rules/try", body).await
}

async fn results(service: &Service, body: Value) -> Vec<Value> {
    send(service, "community", body).await.expect(200)["results"].as_array().unwrap().clone()
}

/// Where a result goes, in the words of [`went`].
fn goes(result: &Value) -> Value {
    let to = &result["to"];
    assert_eq!(to.is_object(), result["matched"] == true);
    if to["pool"] == true {
        return json!("pool");
    }
    let known = [&to["account_id"], &to["organization_id"]].into_iter().find(|id| id.is_string());
    known.cloned().unwrap_or(Value::Null)
}

/// Rules of every sort, a broken one among them, and one that passes some tickets over.
async fn many(service: &Service) -> Value {
    let enterprise = ("organization_id", world::organization("enterprise"));
    let duty = service.grant("nobody", "worker", enterprise).await;
    let words = |words: &[&str]| json!({ "words": words });
    let broken = json!({ "conditions": words(&["停运", "困人"]), "to": to("nobody") });
    let broken = make(service, broken).await;
    service.end_duty(duty).await;
    for over in [
        json!({ "conditions": words(&["困人"]), "to": { "enterprise": true }, "priority": "emergency" }),
        json!({ "conditions": { "enterprise": false }, "to": { "organization_id": world::organization("department") } }),
        json!({ "conditions": { "kinds": ["complaint"], "priorities": ["urgent"] } }),
        json!({ "conditions": { "category_ids": [world::category("repairs")], "words": ["Lift"] }, "to": to("manager") }),
        json!({ "conditions": { "working_time": "outside" }, "to": to("both") }),
    ] {
        make(service, over).await;
    }
    broken
}

async fn a_trial_changes_nothing_and_is_what_then_happens(service: Service) {
    let broken = many(&service).await;
    let orders = [
        ("resident", json!({})),
        ("resident", json!({ "description": "一号梯困人" })),
        ("bare-resident", json!({ "estate_id": world::estate("bare-estate") })),
        ("resident", json!({ "kind": "complaint", "priority": "urgent" })),
        ("resident", json!({ "kind": "complaint" })),
        ("resident", json!({ "description": "LIFT B is out of order" })),
        ("resident", json!({ "description": "Lift", "category_id": world::category("noise") })),
    ];
    let samples: Vec<Value> = orders.iter().map(|(_, over)| sample(over.clone())).collect();
    let before = content(&service).await;
    let told = results(&service, json!({ "samples": samples })).await;
    let changed = difference(&before, &content(&service).await);
    assert_eq!(changed, Vec::<String>::new());
    assert_eq!(told[0]["asked"][0]["verdict"], "broken");
    assert_eq!(told[0]["asked"][0]["broken"], "account_gone");
    assert_eq!(super::entries(&service, &broken).await, ["create"]);
    for ((who, over), told) in orders.into_iter().zip(told) {
        let case = service.submit(who, over).await;
        assert_eq!(went(&case).await, goes(&told), "{told}");
        assert_eq!(case.seen_by("district").await["priority"], told["priority"]);
    }
    assert_eq!(super::entries(&service, &broken).await, ["create", "break"]);
}

/// One rule for each condition, which a lift's repair of the estate on Monday morning does not meet.
async fn one_for_each_condition(service: &Service) {
    for conditions in [
        json!({ "estate_ids": [world::estate("bare-estate")], "words": ["停运"] }),
        json!({ "category_ids": [world::category("noise")] }),
        json!({ "kinds": ["help"] }),
        json!({ "priorities": ["urgent"] }),
        json!({ "channels": ["hotline"] }),
        json!({ "enterprise": false }),
        json!({ "working_time": "outside" }),
        json!({ "words": ["漏水"] }),
    ] {
        // The first could dispatch nothing, and so is not put in force by a request.
        let active = conditions["estate_ids"].is_null();
        let body =
            json!({ "conditions": conditions, "active": active, "to": { "enterprise": true } });
        make(service, body).await;
    }
    service
        .force("UPDATE routing_rule SET state = 'active', version = version + 1", Vec::new())
        .await;
}

async fn a_trial_names_the_condition_that_failed(service: Service) {
    one_for_each_condition(&service).await;
    let names =
        ["place", "category", "kind", "priority", "channel", "enterprise", "hours", "words"];
    let told = results(&service, json!({ "samples": [sample(json!({}))] })).await;
    let failed: Vec<&Value> =
        told[0]["asked"].as_array().unwrap().iter().map(|asked| &asked["failed"]).collect();
    assert_eq!(failed, names);
    assert_eq!((&told[0]["matched"], &told[0]["to"]), (&json!(false), &Value::Null));
    // Each of these alone makes one of the rules fit.
    for (at, over) in [
        (1, json!({ "category_id": world::category("noise"), "kind": "repair" })),
        (2, json!({ "kind": "help" })),
        (3, json!({ "priority": "urgent" })),
        (4, json!({ "channel": "hotline" })),
        (6, json!({ "at": "2026-03-07T10:00:00+08:00" })),
        (6, json!({ "at": "2026-03-02T20:00:00+08:00" })),
        (7, json!({ "description": "厨房漏水" })),
    ] {
        let told = results(&service, json!({ "samples": [sample(over)] })).await;
        let asked = told[0]["asked"].as_array().unwrap();
        assert_eq!((asked.len(), &asked[at]["verdict"]), (at + 1, &json!("taken")), "{asked:?}");
        assert_eq!(asked[at]["failed"], Value::Null);
        assert_eq!(goes(&told[0]), json!(world::organization("enterprise")));
    }
    // The estate without an enterprise fits the first and the sixth, to which nothing can be sent there.
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let told = results(&service, json!({ "samples": [sample(bare)] })).await;
    assert_eq!(told[0]["asked"][0]["verdict"], "broken", "its only estate has no contract");
    assert_eq!(told[0]["asked"][5]["verdict"], "passed_over");
}

async fn a_draft_and_another_order_are_tried(service: Service) {
    let pool = make(&service, json!({ "name": "一" })).await;
    let worker = make(&service, json!({ "name": "二", "to": to("worker") })).await;
    let one = json!([sample(json!({}))]);
    let with = async |over: Value| {
        let mut body = json!({ "samples": one });
        body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        results(&service, body).await.remove(0)
    };
    assert_eq!(goes(&with(json!({})).await), "pool");
    let area = json!(world::area("community"));
    let turned = json!({ "order": { "area_id": area, "rule_ids": [worker["id"], pool["id"]] } });
    assert_eq!(goes(&with(turned).await), json!(world::person("worker")));
    let last = json!({ "draft": { "area_id": area, "to": to("manager") } });
    assert_eq!(goes(&with(last).await), "pool", "a new rule stands last");
    let first = json!({ "draft": { "area_id": area, "position": 1, "to": to("manager") } });
    let told = with(first).await;
    assert_eq!(goes(&told), json!(world::person("manager")));
    assert_eq!(told["asked"][0]["rule_id"], Value::Null);
    let changed = json!({ "draft": { "rule_id": pool["id"], "conditions": { "words": ["漏水"] }, "to": { "pool": true } } });
    let told = with(changed).await;
    assert_eq!(goes(&told), json!(world::person("worker")));
    assert_eq!(told["asked"][0]["failed"], "words");
    // All that was tried was tried alone.
    assert_eq!(went(&service.submit("resident", json!({})).await).await, "pool");
    order(&service, "community", &[&worker, &pool]).await.expect(200);
    let sent = service.submit("resident", json!({})).await;
    assert_eq!(went(&sent).await, json!(world::person("worker")));
}

async fn known_tickets_are_tried_as_they_came_in(service: Service) {
    let closed = service.ticket_in("closed").await;
    let resolved = service.ticket_in("resolved").await;
    make(&service, json!({ "conditions": { "working_time": "working" } })).await;
    service.pass(chrono::TimeDelta::hours(12));
    let evening = service.submit("resident", json!({})).await;
    let samples: Vec<Value> =
        [&closed, &resolved, &evening].iter().map(|case| json!({ "ticket_id": case.id })).collect();
    let told = results(&service, json!({ "samples": samples })).await;
    let goals: Vec<Value> = told.iter().map(goes).collect();
    assert_eq!(goals, [json!("pool"), json!("pool"), Value::Null]);
    assert_eq!(told[0]["ticket_id"], closed.id);
    assert_eq!(told[2]["asked"][0]["failed"], "hours");
    assert_eq!(closed.state().await, "closed");
}

/// Trials that say something wrong, and where.
fn wrong(case: &str) -> Vec<(Value, &'static str, &'static str)> {
    let one = |sample: Value| json!({ "samples": [sample] });
    let with = |draft: Value| json!({ "samples": [sample(json!({}))], "draft": draft });
    let (grid, community) = (world::area("grid"), world::area("community"));
    let retired = world::category("retired");
    vec![
        (json!({ "samples": [] }), "#/samples", "length"),
        (one(json!({})), "#/samples/0/estate_id", "required"),
        (one(json!({ "ticket_id": case, "kind": "help" })), "#/samples/0/kind", "not_allowed"),
        (one(json!({ "ticket_id": grid })), "#/samples/0/ticket_id", "not_found"),
        (one(sample(json!({ "estate_id": grid }))), "#/samples/0/estate_id", "not_found"),
        (one(sample(json!({ "category_id": retired }))), "#/samples/0/category_id", "not_allowed"),
        (with(json!({ "to": { "pool": true } })), "#/draft/area_id", "required"),
        (
            with(json!({ "area_id": grid, "to": { "pool": true } })),
            "#/draft/area_id",
            "not_allowed",
        ),
        (with(json!({ "area_id": community, "to": {} })), "#/draft/to", "required"),
    ]
}

async fn a_trial_is_refused_with_its_place(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let one = |sample: Value| json!({ "samples": [sample] });
    for (body, pointer, fault) in wrong(&case.id) {
        send(&service, "community", body).await.invalid(pointer, fault);
    }
    // An administrator tries rules, and reads no tickets.
    let known = one(json!({ "ticket_id": case.id }));
    send(&service, "admin", known.clone()).await.invalid("#/samples/0/ticket_id", "not_found");
    send(&service, "admin", one(sample(json!({})))).await.expect(200);
    for who in ["other-community", "auditor", "dispatcher", "resident"] {
        send(&service, who, one(sample(json!({})))).await.refused(403, "forbidden");
    }
}
