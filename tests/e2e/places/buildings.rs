//! Buildings and premises: names, grids, exclusive areas as decimal strings, and who reads them.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{listed, made, walked};

served_by_both!(
    a_building_stands_in_its_estate,
    faulty_buildings_are_named,
    areas_are_decimal_strings,
    faulty_premises_are_named,
    labels_are_for_everyone_and_areas_for_duties,
    registers_are_kept_inside_one_s_scope,
    lists_go_page_by_page,
);

fn buildings(estate: &str) -> String {
    format!("/v1/estates/{}/buildings", world::estate(estate))
}

fn premises(estate: &str) -> String {
    format!("/v1/estates/{}/premises", world::estate(estate))
}

fn flat(label: &str, area: &str) -> Value {
    json!({ "label": label, "usage": "residential", "exclusive_area": area })
}

async fn a_building_stands_in_its_estate(service: Service) {
    let made_here =
        made(&service, "community", &buildings("estate"), json!({ "name": "3栋" })).await;
    assert_eq!(made_here["estate_id"], json!(world::estate("estate")));
    assert_eq!(made_here["grid_id"], json!(world::area("grid")), "the estate's own grid");
    let bare =
        made(&service, "district", &buildings("bare-estate"), json!({ "name": "3栋" })).await;
    assert_eq!(bare["grid_id"], Value::Null, "an estate in no grid; the name is taken elsewhere");
    let own = json!({ "name": "4栋", "grid_id": world::area("grid") });
    let own = made(&service, "admin", &buildings("bare-estate"), own).await;
    assert_eq!(own["grid_id"], json!(world::area("grid")), "a grid of its own");
    let inside = json!({ "building_id": own["id"], "label": "101", "usage": "commercial", "exclusive_area": "30.5" });
    let shop = made(&service, "admin", &premises("bare-estate"), inside).await;
    assert_eq!((&shop["building_id"], &shop["usage_label"]), (&own["id"], &json!("商业")));
    let names = listed(&service, "nobody", &buildings("bare-estate"), "name").await;
    assert_eq!(names[..2], ["4栋", "3栋"]);
}

async fn faulty_buildings_are_named(service: Service) {
    made(&service, "community", &buildings("estate"), json!({ "name": "3栋" })).await;
    let before = service.journal_length().await;
    let caller = service.as_("admin");
    let taken = caller.post(&buildings("estate"), json!({ "name": "3栋" })).await;
    let problem = taken.refused(422, "code_taken");
    assert_eq!(
        (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
        (&json!("#/name"), &json!("taken"))
    );
    for (grid, fault) in [
        (world::area("other-grid"), "not_allowed"),
        (world::area("community"), "not_allowed"),
        (world::estate("estate"), "not_found"),
    ] {
        let body = json!({ "name": "5栋", "grid_id": grid });
        caller.post(&buildings("estate"), body).await.invalid("#/grid_id", fault);
    }
    for (body, fault) in [(json!({}), "required"), (json!({ "name": "栋".repeat(61) }), "length")]
    {
        caller.post(&buildings("estate"), body).await.invalid("#/name", fault);
    }
    let absent = format!("/v1/estates/{}/buildings", world::area("grid"));
    caller.post(&absent, json!({ "name": "3栋" })).await.refused(404, "not_found");
    caller.get(&absent).await.refused(404, "not_found");
    assert_eq!(service.journal_length().await, before);
}

async fn areas_are_decimal_strings(service: Service) {
    for (given, shown) in [
        ("89.53", "89.53"),
        ("7", "7.00"),
        ("0.5", "0.50"),
        ("0.01", "0.01"),
        ("1000000", "1000000.00"),
        ("0000000000120.50", "120.50"),
    ] {
        let new = made(&service, "community", &premises("estate"), flat(given, given)).await;
        assert_eq!(new["exclusive_area"], shown, "{given}");
        assert_eq!((&new["building_id"], &new["usage_label"]), (&Value::Null, &json!("住宅")));
    }
    let stored = "SELECT SUM(exclusive_area) FROM premises WHERE building_id IS NULL";
    let hundredths = 8_953 + 700 + 50 + 1 + 100_000_000 + 12_050;
    let stored = service.count(&format!("SELECT CAST(({stored}) AS bigint)")).await;
    assert_eq!(stored, hundredths, "exact, in hundredths");
}

async fn faulty_premises_are_named(service: Service) {
    let before = service.journal_length().await;
    for (name, value, fault) in [
        ("exclusive_area", json!("0"), "range"),
        ("exclusive_area", json!("0.00"), "range"),
        ("exclusive_area", json!("-89.53"), "range"),
        ("exclusive_area", json!("1000000.01"), "range"),
        ("exclusive_area", json!("89.535"), "format"),
        ("exclusive_area", json!("89,53"), "format"),
        ("exclusive_area", json!("1e3"), "format"),
        ("exclusive_area", json!(""), "format"),
        ("exclusive_area", json!(89.53), "wrong_type"),
        ("exclusive_area", Value::Null, "wrong_type"),
        ("usage", json!("villa"), "choice"),
        ("label", json!(""), "length"),
        ("building_id", json!(world::building("other-building")), "not_found"),
        ("building_id", json!(world::estate("estate")), "not_found"),
    ] {
        let mut body = flat("101", "80.00");
        body[name] = value.clone();
        let reply = service.as_("community").post(&premises("estate"), body).await;
        assert_eq!(reply.status, 422, "{name} {value}: {}", reply.text());
        reply.invalid(&format!("#/{name}"), fault);
    }
    assert_eq!(service.journal_length().await, before);
}

async fn labels_are_for_everyone_and_areas_for_duties(service: Service) {
    let list = format!("{}?building_id={}", premises("estate"), world::building("building"));
    for (name, area) in [
        ("community", json!("120.00")),
        ("secretary", json!("120.00")),
        ("street", json!("120.00")),
        ("district", json!("120.00")),
        ("dispatcher", json!("120.00")),
        ("manager", json!("120.00")),
        ("resident", Value::Null),
        ("nobody", Value::Null),
        ("worker", Value::Null),
        ("branch", Value::Null),
        ("next-community", Value::Null),
        ("other-dispatcher", Value::Null),
        ("far-district", Value::Null),
    ] {
        let page = service.as_(name).get(&list).await.expect(200);
        let items = page["items"].as_array().unwrap();
        let free = json!(world::premises("free-premises"));
        let seen = items.iter().find(|item| item["id"] == free).unwrap();
        assert_eq!(seen["label"], "free-premises", "{name}");
        assert_eq!(seen["exclusive_area"], area, "{name}");
    }
    service.anyone().get(&list).await.refused(401, "unauthenticated");
    let elsewhere =
        format!("{}?building_id={}", premises("estate"), world::building("other-building"));
    assert!(listed(&service, "community", &elsewhere, "id").await.is_empty());
}

async fn registers_are_kept_inside_one_s_scope(service: Service) {
    for (name, status) in [
        ("community", 201),
        ("district", 201),
        ("admin", 201),
        ("next-community", 403),
        ("other-admin", 403),
        ("far-district", 403),
        ("street", 403),
        ("dispatcher", 403),
        ("resident", 403),
        ("client", 403),
    ] {
        let building = service.as_(name).post(&buildings("estate"), json!({ "name": name })).await;
        assert_eq!(building.status, status, "{name}: {}", building.text());
        let flat = service.as_(name).post(&premises("estate"), flat(name, "80")).await;
        assert_eq!(flat.status, status, "{name}: {}", flat.text());
    }
}

async fn lists_go_page_by_page(service: Service) {
    let (mut houses, mut flats) = (Vec::new(), Vec::new());
    let house = json!(world::building("bare-building"));
    for number in 0..4 {
        let name = json!({ "name": format!("{number}栋") });
        let new = made(&service, "community", &buildings("bare-estate"), name).await;
        houses.insert(0, new["id"].clone());
        let mut body = flat(&format!("{number}01"), "80");
        body["building_id"] = house.clone();
        flats.insert(
            0,
            made(&service, "community", &premises("bare-estate"), body).await["id"].clone(),
        );
    }
    houses.push(house);
    flats.push(json!(world::premises("bare-premises")));
    let houses_path = format!("{}?", buildings("bare-estate"));
    let flats_path =
        format!("{}?building_id={}", premises("bare-estate"), world::building("bare-building"));
    for limit in [2, 5] {
        assert_eq!(walked(&service, "nobody", &houses_path, limit).await, houses);
        assert_eq!(walked(&service, "client", &flats_path, limit).await, flats);
    }
}
