//! Rules are kept: each change is a version, their order is explicit, and none is ever deleted.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{change, entries, make, now, order, path, to, try_make};

served_by_both!(
    each_change_is_a_version,
    an_order_names_every_rule_once,
    a_retired_rule_stays_on_record,
    rules_are_listed_in_their_order,
    rules_made_at_once_stand_one_behind_the_other,
    nonsense_is_refused_with_its_place,
    a_lost_answer_is_given_again,
);

async fn each_change_is_a_version(service: Service) {
    let all = json!({
        "area_ids": [world::area("grid")], "estate_ids": [world::estate("bare-estate")],
        "category_ids": [world::category("lift")], "kinds": ["repair"], "priorities": ["urgent"],
        "channels": ["hotline"], "words": [" 困人 "], "working_time": "outside", "enterprise": true,
    });
    let made = make(&service, json!({ "conditions": all, "priority": "emergency" })).await;
    let mut kept = all.clone();
    kept["words"] = json!(["困人"]);
    assert_eq!(made["conditions"], kept);
    assert_eq!((&made["to"], &made["version"]), (&json!({ "pool": true }), &json!(1)));
    assert_eq!(made["allowed_actions"], json!(["change", "retire"]));
    let caller = service.as_("community");
    let first = caller.get(&path(&made)).await;
    let (etag, body) = (first.header("etag").to_owned(), first.expect(200));
    assert_eq!(body, made);
    let renamed = caller.patch(&path(&made), &etag, json!({ "name": "另一个" })).await.expect(200);
    assert_eq!((&renamed["name"], &renamed["version"]), (&json!("另一个"), &json!(2)));
    assert_eq!(renamed["conditions"], kept);
    let stale = caller.patch(&path(&made), &etag, json!({ "name": "第三个" })).await;
    stale.refused(412, "precondition_failed");
    let bare =
        caller.request("PATCH", &path(&made)).json(&json!({ "name": "第三个" })).send().await;
    bare.refused(428, "precondition_required");
    let other = json!({ "conditions": {}, "to": { "enterprise": true }, "priority": null });
    let other = change(&service, &made, other).await.expect(200);
    assert_eq!((&other["priority"], &other["to"]), (&Value::Null, &json!({ "enterprise": true })));
    assert_eq!(other["conditions"]["words"], json!([]));
    assert_eq!(entries(&service, &made).await, ["create", "change", "change"]);
    change(&service, &made, json!({})).await.invalid("#/name", "required");
    // An auditor reads it, and may do nothing with it.
    let seen = service.as_("auditor").get(&path(&made)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!([]));
}

async fn an_order_names_every_rule_once(service: Service) {
    let (a, b) = (make(&service, json!({})).await, make(&service, json!({})).await);
    let elsewhere = json!({ "area_id": world::area("street") });
    let street = try_make(&service, "street", elsewhere).await.expect(201);
    order(&service, "community", &[&a]).await.invalid("#/rule_ids", "required");
    order(&service, "community", &[&a, &a]).await.invalid("#/rule_ids/1", "taken");
    order(&service, "community", &[&a, &street]).await.invalid("#/rule_ids/1", "not_found");
    order(&service, "other-community", &[&a, &b]).await.refused(403, "forbidden");
    order(&service, "community", &[&a, &b]).await.expect(200);
    assert_eq!(now(&service, &a).await["version"], 1, "what stays where it is has no new version");
    order(&service, "community", &[&b, &a]).await.expect(200);
    assert_eq!(now(&service, &a).await["position"], 2);
    let retire = format!("{}/retire", path(&b));
    service.as_("community").post(&retire, json!({})).await.expect(200);
    order(&service, "community", &[&b, &a]).await.invalid("#/rule_ids/0", "not_found");
    order(&service, "community", &[&a]).await.expect(200);
}

async fn a_retired_rule_stays_on_record(service: Service) {
    let rule = make(&service, json!({})).await;
    let retire = format!("{}/retire", path(&rule));
    let done = service.as_("secretary").post(&retire, json!({})).await.expect(200);
    assert_eq!((&done["state"], &done["allowed_actions"]), (&json!("retired"), &json!([])));
    let again = service.as_("secretary").post(&retire, json!({})).await;
    assert_eq!(again.refused(409, "not_allowed_now")["state"], "retired");
    change(&service, &rule, json!({ "active": true })).await.refused(409, "not_allowed_now");
    assert_eq!(now(&service, &rule).await["state"], "retired");
    let list = async |query: &str| {
        let path = format!("/v1/routing-rules{query}");
        let page = service.as_("community").get(&path).await.expect(200);
        page["items"].as_array().unwrap().len()
    };
    assert_eq!((list("").await, list("?state=retired").await), (0, 1));
    assert_eq!(service.count("SELECT COUNT(*) FROM routing_rule").await, 1);
}

async fn rules_are_listed_in_their_order(service: Service) {
    let mut rules = Vec::new();
    for n in 0..5 {
        rules.push(make(&service, json!({ "name": format!("规则{n}") })).await);
    }
    let turned: Vec<&Value> = rules.iter().rev().collect();
    order(&service, "community", &turned).await.expect(200);
    let street = json!({ "area_id": world::area("street") });
    try_make(&service, "street", street).await.expect(201);
    let names = async |who: &str, query: &str| {
        let (mut path, mut all) = (format!("/v1/routing-rules?limit=2{query}"), Vec::new());
        loop {
            let page = service.as_(who).get(&path).await.expect(200);
            all.extend(page["items"].as_array().unwrap().iter().map(|rule| rule["name"].clone()));
            let Some(next) = page["next"].as_str() else { return all };
            path = format!("/v1/routing-rules?limit=2{query}&after={next}");
        }
    };
    let here = ["规则4", "规则3", "规则2", "规则1", "规则0"];
    assert_eq!(names("community", "").await, here, "those of the street are not in their scope");
    let area = format!("&area_id={}", world::area("community"));
    assert_eq!(names("district", &area).await, here);
    assert_eq!(names("street", "").await.len(), 6);
    assert_eq!(names("other-street", "").await.len(), 0);
    assert_eq!(names("far-district", &area).await.len(), 0);
    service.as_("resident").get("/v1/routing-rules").await.refused(403, "forbidden");
}

async fn rules_made_at_once_stand_one_behind_the_other(service: Service) {
    let made = futures_util::future::join_all((0..8).map(|_| make(&service, json!({})))).await;
    let mut positions: Vec<i64> =
        made.iter().map(|rule| rule["position"].as_i64().unwrap()).collect();
    positions.sort_unstable();
    assert_eq!(positions, [1, 2, 3, 4, 5, 6, 7, 8]);
}

/// Conditions that name what is not there, or not in the community.
fn wrong_conditions() -> Vec<(Value, &'static str, &'static str)> {
    let (grid, community) = (world::area("grid"), world::area("community"));
    let worker = world::person("worker");
    vec![
        (json!({ "area_ids": [world::area("other-grid")] }), "area_ids/0", "not_allowed"),
        (json!({ "area_ids": [community] }), "area_ids/0", "not_allowed"),
        (json!({ "area_ids": [grid, worker] }), "area_ids/1", "not_found"),
        (json!({ "estate_ids": [world::estate("next-estate")] }), "estate_ids/0", "not_allowed"),
        (json!({ "estate_ids": [grid] }), "estate_ids/0", "not_found"),
        (json!({ "category_ids": [grid] }), "category_ids/0", "not_found"),
        (json!({ "words": [" "] }), "words", "length"),
    ]
}

async fn nonsense_is_refused_with_its_place(service: Service) {
    for (over, pointer, fault) in [
        (json!({ "area_id": world::area("grid") }), "#/area_id", "not_allowed"),
        (json!({ "area_id": world::estate("estate") }), "#/area_id", "not_found"),
        (json!({ "name": "  " }), "#/name", "required"),
        (json!({ "to": {} }), "#/to", "required"),
        (json!({ "to": { "pool": true, "enterprise": true } }), "#/to", "not_allowed"),
        (json!({ "to": { "pool": false } }), "#/to", "required"),
    ] {
        try_make(&service, "community", over).await.invalid(pointer, fault);
    }
    for (conditions, place, fault) in wrong_conditions() {
        let refused = try_make(&service, "community", json!({ "conditions": conditions })).await;
        refused.invalid(&format!("#/conditions/{place}"), fault);
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM routing_rule").await, 0);
    let grid = json!({ "area_id": world::area("grid") });
    try_make(&service, "worker", json!({ "to": to("worker") })).await.refused(403, "forbidden");
    try_make(&service, "grid", grid).await.refused(403, "forbidden");
    let street = json!({ "area_id": world::area("street") });
    try_make(&service, "community", street).await.refused(403, "forbidden");
}

async fn a_lost_answer_is_given_again(service: Service) {
    let body =
        json!({ "area_id": world::area("community"), "name": "规则", "to": { "pool": true } });
    let send = async || {
        let call = service.as_("community").request("POST", "/v1/routing-rules");
        call.header("Idempotency-Key", "one").json(&body).send().await
    };
    let (first, second) = (send().await, send().await);
    assert_eq!(first.body, second.body);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(service.count("SELECT COUNT(*) FROM routing_rule").await, 1);
}
