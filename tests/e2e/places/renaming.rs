//! Renaming an area, giving it another code, and what is refused of a move.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{made, tag};

served_by_both!(
    a_name_changes_and_all_else_stays,
    a_code_changes_within_its_parent,
    faulty_moves_are_named,
    areas_are_moved_inside_one_s_scope,
);

fn path(area: &str) -> String {
    format!("/v1/areas/{}", world::area(area))
}

fn to(area: &str) -> String {
    format!("{}/move", path(area))
}

async fn a_name_changes_and_all_else_stays(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let before = service.as_("nobody").get(&path("community")).await.expect(200);
    let read = tag(&service, "district", &path("community")).await;
    let tagged = service.as_("district").request("POST", &to("community"));
    let tagged = tagged.header("If-Match", &read).json(&json!({ "name": "新社区" }));
    let mut after = tagged.send().await.expect(200);
    assert_eq!((&after["name"], &after["version"]), (&json!("新社区"), &json!(2)));
    for field in ["name", "version", "updated_at"] {
        after[field] = before[field].clone();
    }
    assert_eq!(after, before);
    for name in ["street", "community", "branch"] {
        case.seen_by(name).await;
    }
    let stale = service.as_("district").request("POST", &to("community"));
    let stale = stale.header("If-Match", &read).json(&json!({ "name": "旧社区" }));
    stale.send().await.refused(412, "precondition_failed");
    let kept = "SELECT COUNT(*) FROM journal_detail WHERE detail LIKE '%\"name\":\"community\"%'";
    assert!(service.count(kept).await > 0, "the journal keeps the name of its time");
}

/// Two streets with codes, and a community of the first with a code.
async fn coded(service: &Service) -> (Value, Value, Value) {
    let new = |level: &str, code: &str, parent: &Value| json!({ "level": level, "name": code, "code": code, "parent_id": parent });
    let found = async |body| made(service, "admin", "/v1/areas", body).await["id"].clone();
    let district = found(new("district", "440307000000", &Value::Null)).await;
    let here = found(new("street", "440307017000", &district)).await;
    let there = found(new("street", "440307013000", &district)).await;
    let community = found(new("community", "440307017901", &here)).await;
    (here, there, community)
}

async fn a_code_changes_within_its_parent(service: Service) {
    let (here, there, community) = coded(&service).await;
    let to = format!("/v1/areas/{}/move", community.as_str().unwrap());
    let caller = service.as_("admin");
    for (body, fault) in [
        (json!({ "code": "440307013901" }), "not_allowed"),
        (json!({ "code": "440307017000" }), "not_allowed"),
        (json!({ "parent_id": there, "code": "440307017902" }), "not_allowed"),
        (json!({ "code": "44030701790" }), "length"),
        (json!({ "code": "44030701790x" }), "format"),
    ] {
        caller.post(&to, body).await.invalid("#/code", fault);
    }
    let new = caller.post(&to, json!({ "code": "440307017902" })).await.expect(200);
    assert_eq!((&new["code"], &new["moving"]), (&json!("440307017902"), &json!(false)));
    let freed = json!({
        "level": "community", "name": "乙", "code": "440307017901", "parent_id": here,
    });
    made(&service, "admin", "/v1/areas", freed).await;
    let taken = caller.post(&to, json!({ "code": "440307017901" })).await;
    assert_eq!(taken.refused(422, "code_taken")["errors"][0]["pointer"], "#/code");
    let both = json!({ "parent_id": there, "code": "440307013901", "name": "丙" });
    let both = caller.post(&to, both).await.expect(200);
    assert_eq!((&both["code"], &both["name"]), (&json!("440307013901"), &json!("丙")));
    assert_eq!(both["parent_id"], there);
    service.run_jobs().await;
    let uncoded = caller.post(&to, json!({ "parent_id": here })).await.expect(200);
    assert_eq!(uncoded["code"], "440307013901", "until the statistics office gives a new one");
}

async fn faulty_moves_are_named(service: Service) {
    let before = service.journal_length().await;
    let parent = |id: Value| json!({ "parent_id": id });
    for (area, body, pointer, fault) in [
        ("community", json!({}), "#/parent_id", "required"),
        ("community", json!({ "name": null }), "#/parent_id", "required"),
        ("community", parent(json!(world::area("street"))), "#/parent_id", "not_allowed"),
        ("community", parent(json!(world::area("district"))), "#/parent_id", "not_allowed"),
        ("community", parent(json!(world::area("community"))), "#/parent_id", "not_allowed"),
        ("community", parent(json!(world::area("grid"))), "#/parent_id", "not_allowed"),
        ("community", parent(json!(world::estate("estate"))), "#/parent_id", "not_found"),
        ("district", parent(json!(world::area("far-district"))), "#/parent_id", "not_allowed"),
        ("grid", parent(json!(world::area("other-street"))), "#/parent_id", "not_allowed"),
        ("grid", json!({ "code": "440307017901" }), "#/code", "not_allowed"),
        ("grid", json!({ "name": "" }), "#/name", "length"),
        ("grid", json!({ "level": "street" }), "#/level", "unknown_field"),
    ] {
        service.as_("admin").post(&to(area), body).await.invalid(pointer, fault);
    }
    let absent = format!("/v1/areas/{}/move", world::estate("estate"));
    service.as_("admin").post(&absent, json!({ "name": "甲" })).await.refused(404, "not_found");
    assert_eq!(service.journal_length().await, before);
}

async fn areas_are_moved_inside_one_s_scope(service: Service) {
    let before = service.journal_length().await;
    let name = json!({ "name": "甲" });
    let parent = |area: &str| json!({ "parent_id": world::area(area) });
    for (who, area, body) in [
        ("street", "community", name.clone()),
        ("community", "community", name.clone()),
        ("secretary", "community", name.clone()),
        ("resident", "grid", name.clone()),
        ("client", "grid", name.clone()),
        ("far-district", "community", name.clone()),
        ("other-admin", "community", parent("other-street")),
        ("other-admin", "other-community", parent("street")),
        ("district", "community", parent("far-street")),
        ("district", "far-community", parent("street")),
        ("far-district", "community", parent("far-street")),
    ] {
        let reply = service.as_(who).post(&to(area), body).await;
        assert_eq!(reply.status, 403, "{who} {area}: {}", reply.text());
    }
    service.as_("street").post(&to("grid"), json!({})).await.refused(403, "forbidden");
    service.anyone().post(&to("grid"), name.clone()).await.refused(401, "unauthenticated");
    assert_eq!(service.journal_length().await, before);
    service.as_("other-admin").post(&to("other-grid"), name.clone()).await.expect(200);
    service.as_("district").post(&to("district"), name).await.expect(200);
}
