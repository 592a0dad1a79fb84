//! Calls at the hotline 登记来电, and by which way everything else comes in.

use serde_json::{Value, json};
use tests::{Service, minimal, served_by_both, world};

served_by_both!(
    a_call_is_filed_for_the_caller,
    the_hotline_alone_registers_calls,
    a_call_with_a_reference_is_one_ticket,
    everyone_files_by_their_own_way,
);

fn call() -> Value {
    let mut body = minimal("submit");
    body["caller"] = json!({ "name": "李晓梅", "phone": "0755-28300000" });
    body["recording"] = json!("https://pbx.example/rec/20260302-0917");
    body
}

async fn a_call_is_filed_for_the_caller(service: Service) {
    let hotline = service.as_("hotline");
    let seen = hotline.post("/v1/calls", call()).await.expect(201);
    assert_eq!((&seen["channel"], &seen["on_behalf"]), (&json!("hotline"), &json!(true)));
    assert_eq!(seen["caller"]["phone"], "0755-28300000");
    assert_eq!(seen["recording"], "https://pbx.example/rec/20260302-0917");
    assert_eq!((&seen["state"], &seen["reporter_id"]), (&json!("submitted"), &Value::Null));
    let path = format!("/v1/tickets/{}", seen["id"].as_str().unwrap());
    let dispatcher = service.as_("dispatcher").get(&path).await.expect(200);
    assert_eq!(dispatcher["recording"], seen["recording"], "who may call back may listen");
    let branch = service.as_("branch").get(&path).await.expect(200);
    assert_eq!((&branch["recording"], &branch["channel"]), (&Value::Null, &json!("hotline")));
    for (field, value, fault) in [
        ("caller", json!({ "name": "李晓梅" }), "#/caller/phone"),
        ("recording", json!("rec 1"), "#/recording"),
        ("channel", json!("hotline"), "#/channel"),
        ("on_behalf_of", json!({ "phone": "19900000001" }), "#/on_behalf_of"),
    ] {
        let mut body = call();
        body[field] = value;
        let refused = hotline.post("/v1/calls", body).await.refused(422, "validation_failed");
        assert!(refused.to_string().contains(fault), "{refused}");
    }
}

async fn the_hotline_alone_registers_calls(service: Service) {
    for name in ["resident", "grid", "community", "dispatcher", "admin", "client"] {
        let refused = service.as_(name).post("/v1/calls", call()).await;
        refused.refused(403, "forbidden");
    }
    let mut body = call();
    body["estate_id"] = json!(world::person("hotline"));
    let unknown = service.as_("hotline").post("/v1/calls", body).await;
    unknown.invalid("#/estate_id", "not_found");
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 0);
}

async fn a_call_with_a_reference_is_one_ticket(service: Service) {
    let hotline = service.as_("hotline");
    let mut body = call();
    body["client_ref"] = json!("12345-0302-17");
    let first = hotline.post("/v1/calls", body.clone()).await.expect(201);
    assert_eq!(hotline.post("/v1/calls", body.clone()).await.expect(200)["id"], first["id"]);
    body["recording"] = json!("another");
    hotline.post("/v1/calls", body).await.refused(422, "reference_reused");
}

async fn everyone_files_by_their_own_way(service: Service) {
    for (name, told, channel) in [
        ("resident", None, Some("resident")),
        ("hotline", None, Some("hotline")),
        ("grid", None, Some("grid")),
        ("grid", Some("visit_desk"), Some("visit_desk")),
        ("community", None, Some("visit_desk")),
        ("community", Some("grid"), Some("grid")),
        ("resident", Some("meeting"), None),
        ("client", None, Some("partner")),
        ("resident", Some("hotline"), None),
        ("grid", Some("hotline"), None),
        ("client", Some("resident"), None),
    ] {
        let mut body = minimal("submit");
        if let Some(told) = told {
            body["channel"] = json!(told);
        }
        let reply = service.as_(name).post("/v1/tickets", body).await;
        match channel {
            Some(channel) => assert_eq!(reply.expect(201)["channel"], channel, "{name}"),
            None => reply.invalid("#/channel", "not_allowed"),
        }
    }
}
