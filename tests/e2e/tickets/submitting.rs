//! Point-order 点单: who files what, for whom, and the reference that is for ever.

use serde_json::{Value, json};
use tests::{Service, minimal, served_by_both, world};

served_by_both!(
    a_resident_files_for_the_estate_they_live_in,
    others_file_for_a_caller_or_what_they_found,
    the_rest_file_nothing,
    a_category_says_what_it_needs,
    what_is_named_must_exist,
    a_reference_gives_the_same_ticket_for_ever,
    a_system_files_and_withdraws,
    the_number_and_the_time_are_those_of_the_id,
);

async fn a_resident_files_for_the_estate_they_live_in(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let seen = case.seen_by("resident").await;
    let resident = json!(world::person("resident"));
    assert_eq!((&seen["reporter_id"], &seen["filed_by"]), (&resident, &resident));
    assert_eq!(seen["on_behalf"], false);
    for (field, value) in [("kind", "repair"), ("priority", "normal"), ("visibility", "private")] {
        assert_eq!(seen[field], value, "{field} when not given");
    }
    let noise = json!({ "category_id": world::category("noise") });
    assert_eq!(
        service.submit("resident", noise).await.seen_by("resident").await["kind"],
        "complaint"
    );
    for estate in ["bare-estate", "next-estate", "other-estate"] {
        let mut body = minimal("submit");
        body["estate_id"] = json!(world::estate(estate));
        service.as_("resident").post("/v1/tickets", body).await.refused(403, "forbidden");
    }
}

async fn others_file_for_a_caller_or_what_they_found(service: Service) {
    let caller = json!({ "on_behalf_of": { "name": "李晓梅", "phone": "19900000001" } });
    for name in ["hotline", "grid", "community"] {
        let case = service.submit(name, caller.clone()).await;
        let seen = case.seen_by(name).await;
        assert_eq!(seen["reporter_id"], Value::Null, "{name}");
        assert_eq!(seen["filed_by"], json!(world::person(name)));
        assert_eq!(seen["on_behalf"], true);
        assert_eq!(seen["caller"]["phone"], "19900000001", "who filed it sees what they gave");
        let found = service.submit(name, json!({})).await.seen_by(name).await;
        assert_eq!((&found["reporter_id"], &found["on_behalf"]), (&Value::Null, &json!(false)));
    }
    let mut body = minimal("submit");
    body["on_behalf_of"] = caller["on_behalf_of"].clone();
    service.as_("resident").post("/v1/tickets", body.clone()).await.refused(403, "forbidden");
    body["estate_id"] = json!(world::estate("other-estate"));
    for (name, status) in [("hotline", 201), ("grid", 403), ("community", 403)] {
        service.as_(name).post("/v1/tickets", body.clone()).await.expect(status);
    }
}

async fn the_rest_file_nothing(service: Service) {
    for name in [
        "dispatcher",
        "worker",
        "manager",
        "volunteer",
        "branch",
        "committee",
        "secretary",
        "specialist",
        "department",
        "street",
        "district",
        "admin",
        "auditor",
        "nobody",
        "other-resident",
    ] {
        let reply = service.as_(name).post("/v1/tickets", minimal("submit")).await;
        assert_eq!(reply.status, 403, "{name}");
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 0);
}

async fn a_category_says_what_it_needs(service: Service) {
    let resident = service.as_("resident");
    let mut body = minimal("submit");
    body["category_id"] = json!(world::category("indoors"));
    let asked = resident.post("/v1/tickets", body.clone()).await;
    asked.clone().invalid("#/location/premises_id", "required");
    asked.invalid("#/contact/phone", "required");
    body["location"] = json!({ "premises_id": world::premises("premises") });
    body["contact"] = json!({ "phone": "19900000001" });
    resident.post("/v1/tickets", body.clone()).await.expect(201);
    body["category_id"] = json!(world::category("retired"));
    resident.post("/v1/tickets", body).await.invalid("#/category_id", "not_allowed");
}

async fn what_is_named_must_exist(service: Service) {
    let unknown = json!("0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c");
    let cases = [
        ("#/estate_id", json!({ "estate_id": unknown })),
        ("#/category_id", json!({ "category_id": unknown })),
        ("#/location/premises_id", json!({ "location": { "premises_id": unknown } })),
        (
            "#/location/premises_id",
            json!({ "location": { "premises_id": world::premises("bare-premises") } }),
        ),
        (
            "#/location/building_id",
            json!({ "location": { "building_id": world::building("other-building") } }),
        ),
    ];
    for (pointer, over) in cases {
        let mut body = minimal("submit");
        body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        service.as_("resident").post("/v1/tickets", body).await.invalid(pointer, "not_found");
    }
}

async fn a_reference_gives_the_same_ticket_for_ever(service: Service) {
    let mut body = minimal("submit");
    body["client_ref"] = json!("A-1");
    let resident = service.as_("resident");
    let first = resident.post("/v1/tickets", body.clone()).await.expect(201);
    service.pass(chrono::TimeDelta::days(400));
    let resident = service.as_("resident");
    let again = resident.post("/v1/tickets", body.clone()).await.expect(200);
    assert_eq!(again["id"], first["id"]);
    let other = service.as_("neighbour").post("/v1/tickets", body.clone()).await.expect(201);
    assert_ne!(other["id"], first["id"], "another person's reference is another reference");
    body["description"] = json!("另一件事");
    resident.post("/v1/tickets", body).await.refused(422, "reference_reused");
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 2);
}

async fn a_system_files_and_withdraws(service: Service) {
    let case = service.submit("client", json!({ "client_ref": "district-17" })).await;
    let seen = case.seen_by("client").await;
    assert_eq!(seen["filed_by"], json!(world::client()));
    assert_eq!(seen["client_ref"], "district-17");
    assert_eq!(case.allowed("client").await, ["withdraw", "share_status", "attach"]);
    let mut body = minimal("submit");
    body["estate_id"] = json!(world::estate("next-estate"));
    service.as_("client").post("/v1/tickets", body).await.refused(403, "forbidden");
    assert_eq!(case.step("client", "withdraw").await["state"], "withdrawn");
}

async fn the_number_and_the_time_are_those_of_the_id(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let seen = case.seen_by("resident").await;
    assert_eq!(seen["created_at"], "2026-03-02T09:00:00.000+08:00");
    assert!(seen["number"].as_str().unwrap().starts_with("260302-"), "{}", seen["number"]);
    let path = format!("/v1/tickets?number={}", seen["number"].as_str().unwrap());
    let found = service.as_("resident").get(&path).await.expect(200);
    assert_eq!(found["items"][0]["id"], seen["id"]);
}
