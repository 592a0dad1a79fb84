//! Estates: how they are registered, the phases of their life, lists, and the commons of a community.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{listed, made, tag, walked};

served_by_both!(
    an_estate_lives_through_its_phases,
    a_phase_that_cannot_follow_is_refused,
    faulty_estates_are_named,
    estates_are_registered_inside_one_s_scope,
    a_commons_follows_its_community,
    words_and_areas_narrow_the_list,
);

const ESTATES: &str = "/v1/estates";

fn new(area: &str, phase: &str) -> Value {
    json!({
        "area_id": world::area(area), "name": "翠湖花园", "address": "翠湖路1号",
        "management": "none", "phase": phase,
    })
}

fn path(estate: &Value) -> String {
    format!("{ESTATES}/{}", estate["id"].as_str().unwrap())
}

async fn an_estate_lives_through_its_phases(service: Service) {
    let reply = service.as_("community").post(ESTATES, new("grid", "gestation")).await;
    assert!(reply.header("location").ends_with(&path(&reply.json)));
    let estate = reply.expect(201);
    assert_eq!(estate["area_id"], json!(world::area("grid")));
    assert_eq!((&estate["phase_label"], &estate["commons"]), (&json!("孕育期"), &json!(false)));
    assert_eq!(estate["allowed_actions"], json!(["update", "change_phase"]));
    let mut history = vec![("gestation", service.app.time(service.now()))];
    let names = ["community", "district", "admin", "community", "district"];
    let phases = ["birth", "transition", "maturity", "rebuilding", "gestation"];
    for ((phase, name), version) in phases.into_iter().zip(names).zip(2..) {
        service.pass(TimeDelta::days(30));
        history.push((phase, service.app.time(service.now())));
        let to = format!("{}/change-phase", path(&estate));
        let after = service.as_(name).post(&to, json!({ "phase": phase })).await.expect(200);
        assert_eq!((&after["phase"], &after["version"]), (&json!(phase), &json!(version)));
    }
    let seen = service.as_("nobody").get(&path(&estate)).await.expect(200);
    let shown: Vec<(&str, String)> = seen["phases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entered| {
            let at = entered["entered_at"].as_str().unwrap().to_owned();
            (entered["phase"].as_str().unwrap(), at)
        })
        .collect();
    assert_eq!(shown, history, "every move is kept with its time");
    assert_eq!(seen["allowed_actions"], json!([]), "nobody may read, and no more");
    let english = service.as_("nobody").request("GET", &path(&estate));
    let english = english.header("Accept-Language", "en").send().await.expect(200);
    assert_eq!(english["phases"][4]["phase_label"], "demolition and rebuilding");
}

async fn a_phase_that_cannot_follow_is_refused(service: Service) {
    let before = service.journal_length().await;
    let path = format!("{ESTATES}/{}/change-phase", world::estate("estate"));
    for phase in ["gestation", "birth", "transition", "maturity"] {
        let reply = service.as_("community").post(&path, json!({ "phase": phase })).await;
        let problem = reply.refused(409, "not_allowed_now");
        assert_eq!(problem["state"], "maturity", "{phase}");
        assert_eq!(problem["allowed_actions"], json!(["update", "change_phase"]));
    }
    let rebuilding = json!({ "phase": "rebuilding" });
    for name in ["resident", "dispatcher", "street", "next-community", "far-district", "client"] {
        let reply = service.as_(name).post(&path, rebuilding.clone()).await;
        reply.refused(403, "forbidden");
    }
    for (body, fault) in [(json!({}), "required"), (json!({ "phase": "old" }), "choice")] {
        service.as_("community").post(&path, body.clone()).await.invalid("#/phase", fault);
        service.as_("resident").post(&path, body).await.refused(403, "forbidden");
    }
    let absent = format!("{ESTATES}/{}/change-phase", world::area("grid"));
    service.as_("community").post(&absent, rebuilding.clone()).await.refused(404, "not_found");
    assert_eq!(service.journal_length().await, before);
    let estate = format!("{ESTATES}/{}", world::estate("estate"));
    let read = tag(&service, "community", &estate).await;
    for (status, code) in [(200, Value::Null), (412, json!("precondition_failed"))] {
        let call = service.as_("community").request("POST", &path).header("If-Match", &read);
        assert_eq!(call.json(&rebuilding).send().await.expect(status)["code"], code);
    }
}

async fn faulty_estates_are_named(service: Service) {
    let before = service.journal_length().await;
    for (name, value, fault) in [
        ("area_id", json!(world::area("street")), "not_allowed"),
        ("area_id", json!(world::area("district")), "not_allowed"),
        ("area_id", json!(world::estate("estate")), "not_found"),
        ("phase", json!("old"), "choice"),
        ("management", json!("company"), "choice"),
        ("management", Value::Null, "wrong_type"),
        ("name", json!(""), "length"),
        ("address", json!("路".repeat(201)), "length"),
        ("commons", json!(true), "unknown_field"),
    ] {
        let mut body = new("community", "birth");
        body[name] = value;
        service.as_("district").post(ESTATES, body).await.invalid(&format!("#/{name}"), fault);
    }
    assert_eq!(service.journal_length().await, before);
}

async fn estates_are_registered_inside_one_s_scope(service: Service) {
    for (name, area, status) in [
        ("community", "community", 201),
        ("community", "grid", 201),
        ("community", "next-community", 403),
        ("district", "other-grid", 201),
        ("district", "far-community", 403),
        ("other-admin", "other-community", 201),
        ("other-admin", "community", 403),
        ("street", "community", 403),
        ("dispatcher", "grid", 403),
        ("secretary", "community", 403),
        ("client", "community", 403),
    ] {
        let reply = service.as_(name).post(ESTATES, new(area, "birth")).await;
        assert_eq!(reply.status, status, "{name} in {area}: {}", reply.text());
    }
    let guest = service.anyone().post(ESTATES, new("community", "birth")).await;
    guest.refused(401, "unauthenticated");
}

async fn a_commons_follows_its_community(service: Service) {
    let list = format!("{ESTATES}?area_id={}&commons=true", world::area("community"));
    let commons = service.as_("nobody").get(&list).await.expect(200)["items"][0].clone();
    assert_eq!(
        (&commons["name"], &commons["commons"]),
        (&json!("community公共区域"), &json!(true))
    );
    let phase = format!("{}/change-phase", path(&commons));
    let refused = [
        service.as_("community").post(&phase, json!({ "phase": "rebuilding" })).await,
        service.as_("community").patch(&path(&commons), "*", json!({ "name": "甲" })).await,
    ];
    for reply in refused {
        let problem = reply.refused(409, "not_allowed_now");
        assert_eq!(
            (&problem["state"], &problem["allowed_actions"]),
            (&json!("maturity"), &json!([]))
        );
    }
    let case = service.submit("community", json!({ "estate_id": commons["id"] })).await;
    assert_eq!(case.seen_by("street").await["estate_id"], commons["id"]);
    case.get("branch").await.refused(404, "not_found");
    let rename = format!("/v1/areas/{}/move", world::area("community"));
    service.as_("district").post(&rename, json!({ "name": "新社区" })).await.expect(200);
    let renamed = service.as_("nobody").get(&path(&commons)).await.expect(200);
    assert_eq!((&renamed["name"], &renamed["version"]), (&json!("新社区公共区域"), &json!(2)));
    assert_eq!(renamed["phases"].as_array().unwrap().len(), 1, "a name is no phase");
}

async fn words_and_areas_narrow_the_list(service: Service) {
    let young = made(&service, "community", ESTATES, new("community", "birth")).await;
    let id = |name: &str| json!(world::estate(name));
    let at = |name: &str| format!("area_id={}&commons=false", world::area(name));
    let sorted = |mut ids: Vec<Value>| {
        ids.sort_by_key(Value::to_string);
        ids
    };
    for (query, expected) in [
        (at("grid"), vec![id("estate")]),
        (at("community"), vec![young["id"].clone(), id("estate"), id("bare-estate")]),
        (at("other-street"), vec![id("other-estate")]),
        (format!("{}&phase=birth", at("district")), vec![young["id"].clone()]),
        (format!("{}&management=enterprise", at("community")), vec![id("estate")]),
        (format!("{}&management=self_managed", at("district")), vec![]),
        (format!("area_id={}", world::estate("estate")), vec![]),
    ] {
        let path = format!("{ESTATES}?{query}");
        let found = listed(&service, "nobody", &path, "id").await;
        assert_eq!(sorted(found), sorted(expected.clone()), "{query}");
        assert_eq!(sorted(walked(&service, "client", &path, 1).await), sorted(expected));
    }
    service
        .as_("nobody")
        .get(&format!("{ESTATES}?phase=old"))
        .await
        .refused(400, "malformed_request");
}
