//! A rule that can dispatch nothing any more is switched off once and shown, and hinders no ticket.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Service, minimal, served_by_both, world};

use super::{change, entries, make, now, path, to, try_make, went};

served_by_both!(
    a_broken_rule_is_switched_off_when_it_is_used,
    many_at_once_switch_it_off_once,
    what_cannot_take_this_ticket_is_passed_over,
    the_job_finds_what_no_ticket_meets,
    a_broken_rule_is_switched_on_again_once_it_is_mended,
    a_rule_that_could_dispatch_nothing_is_not_put_in_force,
);

/// A rule that sends to someone who then gives up their duty.
async fn broken(service: &Service) -> Value {
    let enterprise = ("organization_id", world::organization("enterprise"));
    let duty = service.grant("nobody", "worker", enterprise).await;
    let rule = make(service, json!({ "name": "旧规则", "to": to("nobody") })).await;
    service.end_duty(duty).await;
    rule
}

async fn listed(service: &Service, query: &str) -> Vec<Value> {
    let path = format!("/v1/routing-rules?{query}");
    let page = service.as_("community").get(&path).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|rule| rule["id"].clone()).collect()
}

async fn a_broken_rule_is_switched_off_when_it_is_used(service: Service) {
    let rule = broken(&service).await;
    let next = make(&service, json!({})).await;
    assert_eq!(listed(&service, "broken=true").await, Vec::<Value>::new());
    let case = service.submit("resident", json!({})).await;
    assert_eq!(went(&case).await, "pool", "the next rule took it");
    let shown = now(&service, &rule).await;
    assert_eq!((&shown["state"], &shown["version"]), (&json!("broken"), &json!(2)));
    assert_eq!(shown["broken_reason"], "account_gone");
    assert!(shown["broken_at"].is_string() && shown["broken_label"].is_string(), "{shown}");
    assert_eq!(entries(&service, &rule).await, ["create", "break"]);
    assert_eq!(listed(&service, "broken=true").await, vec![rule["id"].clone()]);
    assert_eq!(listed(&service, "broken=false").await, vec![next["id"].clone()]);
    service.tell().await;
    for (name, told) in [("community", 1), ("secretary", 1), ("street", 0), ("other-community", 0)]
    {
        let inbox = service.as_(name).get("/v1/notices?limit=100").await.expect(200);
        let notices = inbox["items"].as_array().unwrap().iter();
        let of_it = notices.filter(|notice| notice["template"] == "rule_broken");
        assert_eq!(of_it.count(), told, "{name}: {inbox}");
    }
    // Before the rules are read anew the next ticket finds it switched off already.
    assert_eq!(went(&service.submit("resident", json!({})).await).await, "pool");
    assert_eq!(entries(&service, &rule).await, ["create", "break"]);
    let feed = service.as_("community").get("/v1/events?after=0&limit=100").await.expect(200);
    let told = feed["items"].as_array().unwrap().iter();
    assert_eq!(told.filter(|one| one["kind"] == "routing_rule").count(), 3, "{feed}");
}

async fn many_at_once_switch_it_off_once(service: Service) {
    let rule = broken(&service).await;
    let resident = service.as_("resident");
    let all = join_all((0..12).map(|_| resident.post("/v1/tickets", minimal("submit")))).await;
    for reply in all {
        assert_eq!(reply.expect(201)["state"], "submitted", "it waits for a person");
    }
    assert_eq!(entries(&service, &rule).await, ["create", "break"]);
    assert_eq!(now(&service, &rule).await["version"], 2);
}

async fn what_cannot_take_this_ticket_is_passed_over(service: Service) {
    let rule = make(&service, json!({ "to": to("both") })).await;
    let own = service.submit("both", json!({})).await;
    assert_eq!(went(&own).await, Value::Null, "nobody is sent their own");
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let elsewhere = service.submit("bare-resident", bare).await;
    assert_eq!(went(&elsewhere).await, Value::Null, "a volunteer of another estate");
    let sent = service.submit("resident", json!({})).await;
    assert_eq!(went(&sent).await, json!(world::person("both")));
    let whichever = json!({ "to": { "enterprise": true }, "area_id": world::area("street") });
    let whichever = try_make(&service, "street", whichever).await.expect(201);
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    assert_eq!(went(&service.submit("bare-resident", bare).await).await, Value::Null);
    for rule in [rule, whichever] {
        assert_eq!(entries(&service, &rule).await, ["create"], "it is as good as before");
    }
}

async fn the_job_finds_what_no_ticket_meets(service: Service) {
    let of = |name: &str| json!({ "conditions": { "category_ids": [world::category(name)] } });
    let retired = make(&service, of("noise")).await;
    let upper = make(&service, of("repairs")).await;
    let whichever = make(&service, json!({ "to": { "enterprise": true } })).await;
    let named = json!({ "organization_id": world::organization("enterprise") });
    let named = make(&service, json!({ "to": named })).await;
    let moved = json!({ "conditions": { "area_ids": [world::area("grid")] } });
    let moved = make(&service, moved).await;
    service.run_jobs().await;
    for rule in [&retired, &upper, &whichever, &named, &moved] {
        assert_eq!(now(&service, rule).await["state"], "active");
    }
    for sql in [
        "UPDATE contract SET ended_on = '2026-01-01'",
        "UPDATE category SET active = false WHERE code = 'noise' OR code = 'repairs'",
        "UPDATE area SET community = 0 WHERE level = 'grid'",
    ] {
        assert!(service.force(sql, Vec::new()).await > 0, "{sql}");
    }
    service.run_jobs().await;
    service.run_jobs().await;
    for (rule, reason) in [
        (&retired, "category_retired"),
        (&whichever, "out_of_contract"),
        (&named, "out_of_contract"),
        (&moved, "place_gone"),
    ] {
        let shown = now(&service, rule).await;
        assert_eq!((&shown["state"], &shown["broken_reason"]), (&json!("broken"), &json!(reason)));
        assert_eq!(entries(&service, rule).await, ["create", "break"]);
    }
    assert_eq!(now(&service, &upper).await["state"], "active", "a category below it is active");
    let volunteers = "UPDATE duty SET ended_at = from_at WHERE role = 'volunteer'";
    service.force(volunteers, Vec::new()).await;
    service.run_jobs().await;
    assert_eq!(now(&service, &upper).await["broken_reason"], "pool_empty");
}

async fn a_broken_rule_is_switched_on_again_once_it_is_mended(service: Service) {
    let rule = broken(&service).await;
    service.submit("resident", json!({})).await;
    let still = change(&service, &rule, json!({ "active": true })).await;
    still.invalid("#/to/account_id", "not_allowed");
    let named = change(&service, &rule, json!({ "name": "新规则" })).await.expect(200);
    assert_eq!(
        (&named["state"], &named["broken_reason"]),
        (&json!("broken"), &json!("account_gone"))
    );
    let mended = json!({ "to": to("worker"), "active": true });
    let mended = change(&service, &rule, mended).await.expect(200);
    assert_eq!((&mended["state"], &mended["broken_at"]), (&json!("active"), &Value::Null));
    let sent = service.submit("resident", json!({})).await;
    assert_eq!(went(&sent).await, json!(world::person("worker")));
    assert_eq!(entries(&service, &rule).await, ["create", "break", "change", "change"]);
    let off = change(&service, &rule, json!({ "active": false })).await.expect(200);
    assert_eq!(off["state"], "off");
    let reply = service.as_("nobody").get(&path(&rule)).await;
    reply.refused(404, "not_found");
}

async fn a_rule_that_could_dispatch_nothing_is_not_put_in_force(service: Service) {
    let organization =
        |name: &str| json!({ "to": { "organization_id": world::organization(name) } });
    for (over, pointer) in [
        (json!({ "to": to("resident") }), "#/to/account_id"),
        (json!({ "to": to("other-worker") }), "#/to/account_id"),
        (json!({ "to": { "account_id": world::area("community") } }), "#/to/account_id"),
        (organization("other-enterprise"), "#/to/organization_id"),
        (organization("other-department"), "#/to/organization_id"),
        (
            json!({ "conditions": { "category_ids": [world::category("retired")] } }),
            "#/conditions/category_ids",
        ),
        (json!({ "conditions": { "estate_ids": [world::estate("bare-estate")] } }), "#/to/pool"),
    ] {
        let refused = try_make(&service, "community", over.clone()).await;
        refused.invalid(pointer, "not_allowed");
        let mut off = over;
        off["active"] = json!(false);
        make(&service, off).await;
    }
    make(&service, organization("department")).await;
    make(&service, organization("police")).await;
}
