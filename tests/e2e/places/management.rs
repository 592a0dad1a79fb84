//! How an estate is managed: a merge patch that needs the version which was read.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::tag;

served_by_both!(
    every_way_of_management_is_patched,
    a_patch_needs_the_version_that_was_read,
    null_takes_away_what_may_be_absent,
    where_patch_does_not_pass_post_stands_for_it,
    estates_are_patched_inside_one_s_scope,
);

fn path() -> String {
    format!("/v1/estates/{}", world::estate("estate"))
}

async fn every_way_of_management_is_patched(service: Service) {
    let mut read = tag(&service, "community", &path()).await;
    for (word, zh, en, version) in [
        ("acting_committee", "居委会代行", "by an acting committee", 2),
        ("self_managed", "业主自管", "by the owners themselves", 3),
        ("none", "无物业管理", "not managed", 4),
        ("enterprise", "物业服务企业管理", "by a property enterprise", 5),
    ] {
        let change = json!({ "management": word });
        let reply = service.as_("community").patch(&path(), &read, change).await;
        read = reply.header("etag").to_owned();
        let after = reply.expect(200);
        assert_eq!((&after["management"], &after["management_label"]), (&json!(word), &json!(zh)));
        assert_eq!((&after["name"], &after["version"]), (&json!("estate"), &json!(version)));
        let english = service.as_("nobody").request("GET", &path());
        let english = english.header("Accept-Language", "en").send().await.expect(200);
        assert_eq!(english["management_label"], en);
        assert_eq!(english["phases"].as_array().unwrap().len(), 1, "the phase did not change");
    }
}

async fn a_patch_needs_the_version_that_was_read(service: Service) {
    let change = json!({ "management": "none" });
    let caller = service.as_("community");
    let without = caller.request("PATCH", &path()).json(&change).send().await;
    without.refused(428, "precondition_required");
    caller.patch(&path(), "", change.clone()).await.refused(400, "malformed_request");
    for unknown in ["\"2\"", "\"a.2.b\"", "1"] {
        let reply = caller.patch(&path(), unknown, change.clone()).await;
        reply.refused(412, "precondition_failed");
    }
    let read = tag(&service, "community", &path()).await;
    caller.patch(&path(), &read, change.clone()).await.expect(200);
    caller.patch(&path(), &read, change.clone()).await.refused(412, "precondition_failed");
    caller.patch(&path(), "*", change).await.expect(200);
    let seen = caller.get(&path()).await.expect(200);
    assert_eq!((&seen["version"], &seen["management"]), (&json!(3), &json!("none")));
}

async fn null_takes_away_what_may_be_absent(service: Service) {
    let caller = service.as_("community");
    let patch = async |body| {
        let read = tag(&service, "community", &path()).await;
        caller.patch(&path(), &read, body).await
    };
    let named = patch(json!({ "name": "翠湖花园", "address": "翠湖路1号" })).await.expect(200);
    assert_eq!(named["address"], "翠湖路1号");
    let kept = patch(json!({ "management": "none" })).await.expect(200);
    assert_eq!((&kept["name"], &kept["address"]), (&json!("翠湖花园"), &json!("翠湖路1号")));
    let gone = patch(json!({ "address": null })).await.expect(200);
    assert_eq!((&gone["address"], &gone["name"]), (&Value::Null, &json!("翠湖花园")));
    for (body, pointer, fault) in [
        (json!({}), "#/name", "required"),
        (json!({ "name": null }), "#/name", "wrong_type"),
        (json!({ "management": null }), "#/management", "wrong_type"),
        (json!({ "management": "company" }), "#/management", "choice"),
        (json!({ "name": "" }), "#/name", "length"),
        (json!({ "address": "" }), "#/address", "length"),
        (json!({ "phase": "birth" }), "#/phase", "unknown_field"),
        (json!({ "area_id": world::area("grid") }), "#/area_id", "unknown_field"),
    ] {
        patch(body).await.invalid(pointer, fault);
    }
    assert_eq!(caller.get(&path()).await.expect(200)["version"], 4);
}

async fn where_patch_does_not_pass_post_stands_for_it(service: Service) {
    let caller = service.as_("community");
    let post =
        |method: &str| caller.request("POST", &path()).header("X-HTTP-Method-Override", method);
    let change = json!({ "management": "self_managed" });
    post("PATCH").json(&change).send().await.refused(428, "precondition_required");
    let read = tag(&service, "community", &path()).await;
    let done = post("PATCH").header("If-Match", &read).json(&change).send().await;
    let next = done.header("etag").to_owned();
    assert_eq!(done.expect(200)["management"], "self_managed");
    let stale = post("PATCH").header("If-Match", &read).json(&change).send().await;
    stale.refused(412, "precondition_failed");
    for method in ["DELETE", "patch", ""] {
        let other = post(method).header("If-Match", &next).json(&change).send().await;
        other.refused(400, "malformed_request");
    }
    caller.post(&path(), change.clone()).await.refused(405, "method_not_allowed");
    let merge = caller.request("PATCH", &path()).header("If-Match", &next);
    let merge = merge.header("Content-Type", "application/merge-patch+json");
    let body = r#"{"address": "翠湖路2号"}"#.as_bytes();
    assert_eq!(merge.body(body).send().await.expect(200)["version"], 3);
}

async fn estates_are_patched_inside_one_s_scope(service: Service) {
    let change = json!({ "management": "none" });
    let before = service.journal_length().await;
    for name in ["next-community", "other-admin", "far-district", "street", "dispatcher", "grid"] {
        let reply = service.as_(name).patch(&path(), "*", change.clone()).await;
        reply.refused(403, "forbidden");
        let reply = service.as_(name).patch(&path(), "\"a.9.b\"", change.clone()).await;
        reply.refused(403, "forbidden");
    }
    service.anyone().patch(&path(), "*", change.clone()).await.refused(401, "unauthenticated");
    let absent = format!("/v1/estates/{}", world::area("grid"));
    service.as_("admin").patch(&absent, "*", change.clone()).await.refused(404, "not_found");
    assert_eq!(service.journal_length().await, before);
    for name in ["district", "admin", "community"] {
        service.as_(name).patch(&path(), "*", change.clone()).await.expect(200);
    }
}
