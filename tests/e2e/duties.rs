//! Duties: granted inside one's own scope, never to oneself, and every end holds from the next request on.

use chrono::TimeDelta;
use kernel::Moment;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

served_by_both!(
    a_duty_opens_and_closes_with_its_dates,
    an_ended_duty_is_closed_at_once,
    duties_are_granted_inside_ones_own_scope_and_never_to_oneself,
);

fn grant(person: &str, role: &str, field: &str, place: impl ToString) -> Value {
    let mut body = json!({ "account_id": world::person(person), "role": role });
    body[field] = json!(place.to_string());
    if role == "volunteer" {
        body["shown_as_volunteer"] = json!(true);
    }
    body
}

pub(crate) fn worker(person: &str) -> Value {
    grant(person, "worker", "organization_id", world::organization("enterprise"))
}

/// Whether a person sees the enterprise's tickets.
async fn sees(service: &Service, name: &str, ticket: &str) -> bool {
    match service.as_(name).get(ticket).await.status.as_u16() {
        200 => true,
        404 => false,
        other => panic!("{other}"),
    }
}

async fn a_duty_opens_and_closes_with_its_dates(service: Service) {
    let ticket = service.ticket_in("submitted").await.path();
    let at = |time: Moment| time.with_timezone(&service.app.offset).to_rfc3339();
    let (from, until) = (service.now() + TimeDelta::hours(1), service.now() + TimeDelta::hours(2));
    let mut body = worker("nobody");
    (body["from"], body["until"]) = (json!(at(from)), json!(at(until)));
    let duty = service.as_("admin").post("/v1/duties", body).await.expect(201);
    assert_eq!(
        (&duty["state"], &duty["from"]),
        (&json!("planned"), &json!(service.app.time(from)))
    );
    let millisecond = TimeDelta::milliseconds(1);
    assert!(!sees(&service, "nobody", &ticket).await);
    service.pass(TimeDelta::hours(1) - millisecond);
    assert!(!sees(&service, "nobody", &ticket).await, "a millisecond before it begins");
    service.pass(millisecond);
    assert!(sees(&service, "nobody", &ticket).await, "when it begins");
    service.pass(TimeDelta::hours(1) - millisecond);
    assert!(sees(&service, "nobody", &ticket).await, "a millisecond before it ends");
    service.pass(millisecond);
    assert!(!sees(&service, "nobody", &ticket).await, "when it ends");
    for (from, until, pointer, fault) in [
        (json!(at(until)), json!(at(until)), "#/until", "order"),
        (Value::Null, json!(at(from)), "#/until", "order"),
        (json!("2026-03-02T10:00:00"), Value::Null, "#/from", "format"),
        (json!("tomorrow"), Value::Null, "#/from", "format"),
    ] {
        let mut body = worker("nobody");
        (body["from"], body["until"]) = (from, until);
        service.as_("admin").post("/v1/duties", body).await.invalid(pointer, fault);
    }
}

async fn an_ended_duty_is_closed_at_once(service: Service) {
    let ticket = service.ticket_in("submitted").await.path();
    let worker = service.as_("worker");
    worker.get(&ticket).await.expect(200);
    let end = format!("/v1/duties/{}/end", world::duty("worker", 0));
    service.as_("other-admin").post(&end, json!({})).await.refused(404, "not_found");
    service.as_("worker").post(&end, json!({})).await.refused(404, "not_found");
    let ended = service.as_("admin").post(&end, json!({ "reason": "离职" })).await.expect(200);
    assert_eq!(
        (&ended["state"], &ended["ended_at"]),
        (&json!("ended"), &json!(service.app.time(service.now())))
    );
    worker.get(&ticket).await.refused(404, "not_found");
    assert_eq!(worker.get("/v1/me").await.expect(200)["duties"], json!([]));
    service.as_("admin").post(&end, json!({})).await.refused(409, "not_allowed_now");
}

async fn duties_are_granted_inside_ones_own_scope_and_never_to_oneself(service: Service) {
    let post = async |by: &str, body: Value| service.as_(by).post("/v1/duties", body).await;
    let officer =
        |person: &str, area: &str| grant(person, "community_officer", "area_id", world::area(area));
    post("other-admin", officer("other-resident", "other-community")).await.expect(201);
    for (by, body) in [
        ("other-admin", officer("other-resident", "community")),
        (
            "other-admin",
            grant("other-resident", "administrator", "area_id", world::area("district")),
        ),
        ("other-admin", officer("other-admin", "other-community")),
        ("admin", officer("admin", "community")),
    ] {
        post(by, body).await.refused(422, "outside_scope");
    }
    post("community", officer("nobody", "community")).await.refused(403, "forbidden");
    for (body, pointer, fault) in faulty() {
        post("admin", body).await.invalid(pointer, fault);
    }
    let list = service
        .as_("other-admin")
        .get("/v1/duties?active=true&role=community_officer")
        .await
        .expect(200);
    let holders: Vec<_> =
        list["items"].as_array().unwrap().iter().map(|duty| &duty["account_id"]).collect();
    assert_eq!(
        holders,
        [&json!(world::person("other-resident")), &json!(world::person("other-community"))]
    );
}

/// Faulty grants: the body, where the fault is and which.
fn faulty() -> Vec<(Value, &'static str, &'static str)> {
    let (estate, nobody) = (world::estate("estate"), world::person("nobody"));
    let (district, community) = (world::area("district"), world::area("community"));
    let on = |role: &str, field: &str, place: kernel::Uuid| grant("nobody", role, field, place);
    vec![
        (on("resident", "estate_id", estate), "#/role", "not_allowed"),
        (on("system", "area_id", district), "#/role", "not_allowed"),
        (on("account", "area_id", district), "#/role", "not_allowed"),
        (on("king", "estate_id", estate), "#/role", "choice"),
        (on("branch_secretary", "area_id", community), "#/area_id", "not_allowed"),
        (on("community_officer", "area_id", world::area("street")), "#/area_id", "not_allowed"),
        (
            on("worker", "organization_id", world::organization("department")),
            "#/organization_id",
            "not_allowed",
        ),
        (on("worker", "organization_id", nobody), "#/organization_id", "not_found"),
        (json!({ "account_id": nobody, "role": "worker" }), "#/organization_id", "required"),
        (
            json!({ "account_id": estate, "role": "specialist", "area_id": community }),
            "#/account_id",
            "not_found",
        ),
        (
            json!({ "account_id": nobody, "role": "volunteer", "estate_id": estate }),
            "#/shown_as_volunteer",
            "required",
        ),
    ]
}
