//! The tree of areas: levels, statistical codes, who founds what, and lists.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{listed, made, walked};

served_by_both!(
    a_tree_is_built_from_the_top,
    faulty_areas_are_named,
    a_code_stands_for_one_area,
    areas_are_founded_inside_one_s_scope,
    everyone_signed_in_reads_the_tree,
    lists_go_page_by_page,
);

const AREAS: &str = "/v1/areas";

/// A district and a street with codes.
async fn coded(service: &Service) -> (Value, Value) {
    let district = json!({ "level": "district", "name": "龙岗区", "code": "440307000000" });
    let district = made(service, "admin", AREAS, district).await;
    let street = json!({
        "level": "street", "name": "横岗街道", "code": "440307017000", "parent_id": district["id"],
    });
    let street = made(service, "admin", AREAS, street).await;
    (district, street)
}

async fn a_tree_is_built_from_the_top(service: Service) {
    let (district, street) = coded(&service).await;
    assert_eq!((&district["level_label"], &district["parent_id"]), (&json!("区"), &Value::Null));
    assert_eq!((&street["parent_id"], &street["code"]), (&district["id"], &json!("440307017000")));
    let community = json!({
        "level": "community", "name": "甲社区", "code": "440307017901", "parent_id": street["id"],
    });
    let reply = service.as_("admin").post(AREAS, community).await;
    let (location, etag) = (reply.header("location").to_owned(), reply.header("etag").to_owned());
    let community = reply.expect(201);
    assert!(location.ends_with(&format!("{AREAS}/{}", community["id"].as_str().unwrap())));
    let grid = json!({ "level": "grid", "name": "一网格", "parent_id": community["id"] });
    let grid = made(&service, "admin", AREAS, grid).await;
    assert_eq!((&grid["code"], &grid["level_label"]), (&Value::Null, &json!("网格")));
    let path = format!("{AREAS}/{}", community["id"].as_str().unwrap());
    let read = service.as_("nobody").get(&path).await;
    assert_eq!(read.header("etag"), etag);
    let read = read.expect(200);
    assert_eq!(read, community);
    assert_eq!((&read["version"], &read["moving"]), (&json!(1), &json!(false)));
    let english = service.as_("nobody").request("GET", &path).header("Accept-Language", "en");
    assert_eq!(english.send().await.expect(200)["level_label"], "community");
    let below = format!("{AREAS}?parent_id={}", street["id"].as_str().unwrap());
    assert_eq!(listed(&service, "nobody", &below, "id").await, [community["id"].clone()]);
    let commons = format!("/v1/estates?area_id={}&commons=true", community["id"].as_str().unwrap());
    assert_eq!(listed(&service, "nobody", &commons, "name").await, ["甲社区公共区域"]);
}

async fn faulty_areas_are_named(service: Service) {
    let (district, street) = coded(&service).await;
    let (district, street) = (&district["id"], &street["id"]);
    let before = service.journal_length().await;
    for (level, parent, code, pointer, fault) in [
        ("street", &Value::Null, json!(null), "#/parent_id", "required"),
        ("district", district, json!(null), "#/parent_id", "not_allowed"),
        ("community", district, json!(null), "#/parent_id", "not_allowed"),
        ("grid", street, json!(null), "#/parent_id", "not_allowed"),
        ("street", street, json!(null), "#/parent_id", "not_allowed"),
        ("street", &json!(world::person("admin")), json!(null), "#/parent_id", "not_found"),
        ("street", &json!("1"), json!(null), "#/parent_id", "format"),
        ("province", district, json!(null), "#/level", "choice"),
        ("street", district, json!("440306017000"), "#/code", "not_allowed"),
        ("street", district, json!("440307017001"), "#/code", "not_allowed"),
        ("street", district, json!("440307000000"), "#/code", "not_allowed"),
        ("community", street, json!("440307013001"), "#/code", "not_allowed"),
        ("street", district, json!("44030701800x"), "#/code", "format"),
        ("street", district, json!("440300018000"), "#/code", "not_allowed"),
        ("community", street, json!("440307000001"), "#/code", "format"),
        ("street", district, json!("44030701800"), "#/code", "length"),
        ("street", district, json!(440_307_018_000_i64), "#/code", "wrong_type"),
    ] {
        let body = json!({ "level": level, "name": "乙", "parent_id": parent, "code": code });
        service.as_("admin").post(AREAS, body).await.invalid(pointer, fault);
    }
    let grid = world::area("community");
    let coded = json!({ "level": "grid", "name": "乙", "parent_id": grid, "code": "440307017901" });
    service.as_("admin").post(AREAS, coded).await.invalid("#/code", "not_allowed");
    for (name, fault) in [(json!(""), "length"), (json!("长".repeat(101)), "length")] {
        let body = json!({ "level": "street", "name": name, "parent_id": district });
        service.as_("admin").post(AREAS, body).await.invalid("#/name", fault);
    }
    let unnamed = json!({ "level": "street", "parent_id": district });
    service.as_("admin").post(AREAS, unnamed).await.invalid("#/name", "required");
    assert_eq!(service.journal_length().await, before);
}

async fn a_code_stands_for_one_area(service: Service) {
    let (district, _) = coded(&service).await;
    let again = json!({
        "level": "street", "name": "又一街道", "code": "440307017000", "parent_id": district["id"],
    });
    let before = service.journal_length().await;
    let problem = service.as_("admin").post(AREAS, again).await.refused(422, "code_taken");
    assert_eq!(problem["errors"][0]["pointer"], "#/code");
    assert_eq!(problem["errors"][0]["code"], "taken");
    assert_eq!(service.journal_length().await, before);
}

async fn areas_are_founded_inside_one_s_scope(service: Service) {
    let district = json!({ "level": "district", "name": "某区" });
    let under = |parent: &str, level: &str| json!({ "level": level, "name": "某", "parent_id": world::area(parent) });
    for (name, body, status) in [
        ("admin", district.clone(), 201),
        ("district", district.clone(), 403),
        ("other-admin", district, 403),
        ("district", under("district", "street"), 201),
        ("district", under("other-community", "grid"), 201),
        ("district", under("far-district", "street"), 403),
        ("other-admin", under("other-street", "community"), 201),
        ("other-admin", under("district", "street"), 403),
        ("other-admin", under("street", "community"), 403),
        ("street", under("street", "community"), 403),
        ("community", under("community", "grid"), 403),
        ("resident", under("community", "grid"), 403),
        ("nobody", under("community", "grid"), 403),
        ("client", under("community", "grid"), 403),
    ] {
        let reply = service.as_(name).post(AREAS, body.clone()).await;
        assert_eq!(reply.status, status, "{name} {body} {}", reply.text());
    }
    let grid = under("community", "grid");
    service.anyone().post(AREAS, grid).await.refused(401, "unauthenticated");
}

async fn everyone_signed_in_reads_the_tree(service: Service) {
    let (grid, community) = (world::area("grid"), world::area("community"));
    let below = format!("{AREAS}?parent_id={community}");
    for name in ["nobody", "resident", "far-district", "auditor", "client"] {
        let seen = service.as_(name).get(&format!("{AREAS}/{grid}")).await.expect(200);
        assert_eq!(seen["parent_id"], json!(community), "{name}");
        assert_eq!(listed(&service, name, &below, "id").await, [json!(grid)], "{name}");
    }
    service.anyone().get(&below).await.refused(401, "unauthenticated");
    let absent = format!("{AREAS}/{}", world::estate("estate"));
    service.as_("admin").get(&absent).await.refused(404, "not_found");
    service.as_("admin").get(&format!("{AREAS}/1")).await.refused(400, "malformed_request");
    let streets = format!("{AREAS}?level=street&parent_id={}", world::area("district"));
    let mut names = listed(&service, "nobody", &streets, "name").await;
    names.sort_by_key(Value::to_string);
    assert_eq!(names, ["other-street", "street"]);
    let none = format!("{AREAS}?parent_id={}", world::estate("estate"));
    assert!(listed(&service, "nobody", &none, "id").await.is_empty());
}

async fn lists_go_page_by_page(service: Service) {
    let community = world::area("next-community");
    let mut ids = Vec::new();
    for number in 0..5 {
        let body =
            json!({ "level": "grid", "name": format!("{number}网格"), "parent_id": community });
        ids.insert(0, made(&service, "district", AREAS, body).await["id"].clone());
    }
    let list = format!("{AREAS}?parent_id={community}");
    for limit in [1, 2, 5, 100] {
        assert_eq!(walked(&service, "nobody", &list, limit).await, ids, "newest first, by {limit}");
    }
    let first = service.as_("nobody").get(&format!("{list}&limit=2")).await;
    assert!(first.header("link").contains("rel=\"next\""));
    let next = first.json["next"].as_str().unwrap().to_owned();
    for (query, code) in [
        (format!("{list}&limit=0"), "malformed_request"),
        (format!("{list}&limit=101"), "malformed_request"),
        (format!("{list}&after=x"), "invalid_cursor"),
        (format!("{AREAS}?level=grid&after={next}"), "invalid_cursor"),
        (format!("{list}&of=x"), "malformed_request"),
    ] {
        service.as_("nobody").get(&query).await.refused(400, code);
    }
}
