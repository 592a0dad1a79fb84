//! The first rule that fits sends a new ticket where it says, by the steps that people would take.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{change, entries, make, now, order, path, to, try_make, went};

served_by_both!(
    the_first_rule_that_fits_sends_it,
    another_order_sends_it_elsewhere,
    the_nearest_area_is_asked_first,
    a_rule_may_give_a_priority,
    whoever_is_to_dispatch_goes_on_from_there,
    working_time_is_that_of_the_place,
    what_is_off_or_retired_is_not_asked,
);

async fn the_first_rule_that_fits_sends_it(service: Service) {
    let pool = make(&service, json!({ "conditions": { "words": ["停运"] } })).await;
    make(&service, json!({ "to": to("worker"), "conditions": { "words": ["停运", "漏水"] } }))
        .await;
    let case = service.submit("resident", json!({})).await;
    assert_eq!(went(&case).await, "pool");
    assert_eq!(case.history().await, ["submit", "dispatch"]);
    let page = service.as_("branch").get(&format!("{}/timeline", case.path())).await.expect(200);
    let entry = &page["items"][1];
    assert_eq!((&entry["role"], &entry["by"]), (&json!("system"), &Value::Null));
    assert_eq!(entry["detail"]["rule"], json!({ "id": pool["id"], "version": 1 }));
    let clocks = service.as_("branch").get(&format!("{}/clocks", case.path())).await.expect(200);
    let running: Vec<_> = clocks["items"].as_array().unwrap().iter().collect();
    let state = |kind: &str| {
        running.iter().find(|one| one["clock"] == kind).map(|one| one["state"].clone()).unwrap()
    };
    assert_eq!(state("acceptance"), "running");
    assert_eq!(state("resolution"), "running");
    assert_eq!(state("dispatch"), "stopped");
    // It is in the volunteers' hands now, as if a person had sent it there.
    case.step("volunteer", "accept").await;
    let leak = service.submit("resident", json!({ "description": "厨房漏水" })).await;
    assert_eq!(went(&leak).await, json!(world::person("worker")));
    let other = service.submit("resident", json!({ "description": "楼道灯不亮" })).await;
    assert_eq!(went(&other).await, Value::Null);
    assert_eq!(other.history().await, ["submit"]);
    other.step("dispatcher", "dispatch").await;
}

async fn another_order_sends_it_elsewhere(service: Service) {
    let pool = make(&service, json!({})).await;
    let worker = make(&service, json!({ "to": to("worker") })).await;
    assert_eq!((&pool["position"], &worker["position"]), (&json!(1), &json!(2)));
    assert_eq!(went(&service.submit("resident", json!({})).await).await, "pool");
    let ordered = order(&service, "secretary", &[&worker, &pool]).await.expect(200);
    assert_eq!(ordered["items"][0]["id"], worker["id"]);
    assert_eq!(ordered["items"][0]["position"], 1);
    let sent = service.submit("resident", json!({})).await;
    assert_eq!(went(&sent).await, json!(world::person("worker")));
    order(&service, "community", &[&pool, &worker]).await.expect(200);
    assert_eq!(went(&service.submit("resident", json!({})).await).await, "pool");
    assert_eq!(entries(&service, &pool).await, ["create", "order", "order"]);
    assert_eq!(now(&service, &pool).await["version"], 3);
}

async fn the_nearest_area_is_asked_first(service: Service) {
    let of = |area: &str, to: Value| json!({ "area_id": world::area(area), "to": to });
    try_make(&service, "district", of("district", to("worker"))).await.expect(201);
    let sent = async || went(&service.submit("resident", json!({})).await).await;
    assert_eq!(sent().await, json!(world::person("worker")));
    try_make(&service, "street", of("street", to("worker2"))).await.expect(201);
    assert_eq!(sent().await, json!(world::person("worker2")));
    make(&service, json!({ "conditions": { "kinds": ["complaint"] } })).await;
    make(&service, json!({ "to": to("manager") })).await;
    assert_eq!(sent().await, json!(world::person("manager")));
    // In the other street only the district's rules are asked, and its worker does not serve there.
    let other = service
        .submit("other-resident", json!({ "estate_id": world::estate("other-estate") }))
        .await;
    assert_eq!(other.seen_by("district").await["state"], "submitted");
}

async fn a_rule_may_give_a_priority(service: Service) {
    make(&service, json!({ "name": "困人", "conditions": { "words": ["困人"] }, "to": { "enterprise": true }, "priority": "emergency" }))
        .await;
    let case = service.submit("resident", json!({ "description": "电梯困人" })).await;
    assert_eq!(case.history().await, ["submit", "amend", "dispatch"]);
    assert_eq!(went(&case).await, json!(world::organization("enterprise")));
    let seen = case.seen_by("branch").await;
    assert_eq!(seen["priority"], "emergency");
    // What already has the priority is only sent.
    let same = service
        .submit("resident", json!({ "description": "电梯困人", "priority": "emergency" }))
        .await;
    assert_eq!(same.history().await, ["submit", "dispatch"]);
    let due = async |case: &tests::Case<'_>| case.seen_by("branch").await["due_at"].clone();
    assert_eq!(due(&case).await, due(&same).await, "measured by the priority that it has");
}

async fn whoever_is_to_dispatch_goes_on_from_there(service: Service) {
    make(&service, json!({ "to": to("worker") })).await;
    let case = service.submit("resident", json!({})).await;
    case.step("worker", "refuse").await;
    assert_eq!(case.history().await, ["submit", "dispatch", "refuse"], "a person decides now");
    case.step("dispatcher", "dispatch").await;
    // Without an enterprise the community dispatches, also to a department; with one, neither does a rule.
    let department = json!({ "organization_id": world::organization("department") });
    let of = json!({ "to": department, "conditions": { "words": ["路灯"] } });
    make(&service, of).await;
    let bare = json!({ "estate_id": world::estate("bare-estate"), "description": "路灯不亮" });
    let sent = service.submit("bare-resident", bare).await;
    assert_eq!(went(&sent).await, json!(world::organization("department")));
    let served = service.submit("resident", json!({ "description": "路灯不亮" })).await;
    assert_eq!(went(&served).await, json!(world::person("worker")), "the first rule took it");
}

async fn working_time_is_that_of_the_place(service: Service) {
    make(&service, json!({ "conditions": { "working_time": "outside" } })).await;
    make(&service, json!({ "conditions": { "working_time": "working" }, "to": to("worker") }))
        .await;
    // Monday, 9 o'clock; later the evening; then Saturday morning.
    let worker = json!(world::person("worker"));
    for (hours, target) in [(1, worker.clone()), (12, json!("pool")), (109, json!("pool"))] {
        service.pass(TimeDelta::hours(hours));
        assert_eq!(went(&service.submit("resident", json!({})).await).await, target);
    }
}

async fn what_is_off_or_retired_is_not_asked(service: Service) {
    let rule = make(&service, json!({ "active": false })).await;
    assert_eq!(rule["state"], "off");
    let sent = async || went(&service.submit("resident", json!({})).await).await;
    assert_eq!(sent().await, Value::Null);
    change(&service, &rule, json!({ "active": true })).await.expect(200);
    assert_eq!(sent().await, "pool");
    change(&service, &rule, json!({ "active": false })).await.expect(200);
    assert_eq!(sent().await, Value::Null);
    change(&service, &rule, json!({ "active": true })).await.expect(200);
    service.as_("community").post(&format!("{}/retire", path(&rule)), json!({})).await.expect(200);
    assert_eq!(sent().await, Value::Null);
}
