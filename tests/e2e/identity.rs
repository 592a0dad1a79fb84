//! Accounts and duties: managed in one's own area, never for oneself, and every end holds from the next request on.

use chrono::TimeDelta;
use kernel::Moment;
use serde_json::{Value, json};
use tests::{Kind, Reply, Service, served_by_both, world};

served_by_both!(
    accounts_are_managed_in_ones_own_area,
    a_disabled_account_is_out_at_once,
    a_duty_opens_and_closes_with_its_dates,
    an_ended_duty_is_closed_at_once,
    duties_are_granted_inside_ones_own_scope_and_never_to_oneself,
    who_one_is_and_what_one_holds,
);

async fn create(service: &Service, by: &str, name: &str, over: Value) -> Reply {
    let mut body =
        json!({ "name": name, "display_name": "王芳", "password": "a long pass phrase 1" });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    service.as_(by).post("/v1/accounts", body).await
}

async fn accounts_are_managed_in_ones_own_area(service: Service) {
    let made =
        create(&service, "other-admin", "Wang-Fang", json!({ "phone": "13812345678" })).await;
    let location = made.header("location").to_owned();
    let made = made.expect(201);
    assert_eq!((&made["name"], &made["phone"]), (&json!("wang-fang"), &json!("138****5678")));
    assert_eq!(location, format!("/v1/accounts/{}", made["id"].as_str().unwrap()));
    assert_eq!(service.as_("other-admin").get(&location).await.expect(200), made);
    service.as_("admin").get(&location).await.expect(200);
    let home = format!("/v1/accounts/{}", world::person("resident"));
    service.as_("other-admin").get(&home).await.refused(404, "not_found");
    service.as_("resident").get(&home).await.refused(404, "not_found");
    for (name, over, pointer, fault) in [
        ("WANG-FANG", json!({}), "#/name", "taken"),
        ("a b c", json!({}), "#/name", "format"),
        ("ab", json!({}), "#/name", "length"),
        ("chen", json!({ "phone": "12812345678" }), "#/phone", "format"),
        ("chen", json!({ "password": "short 1" }), "#/password", "length"),
        ("chen", json!({ "password": "xx chen xx 1" }), "#/password", "weak"),
        ("chen", json!({ "area_id": world::person("resident") }), "#/area_id", "not_found"),
        ("chen", json!({ "roles": ["administrator"] }), "#/roles", "unknown_field"),
        ("chen", json!({ "state": "active" }), "#/state", "unknown_field"),
    ] {
        create(&service, "other-admin", name, over).await.invalid(pointer, fault);
    }
    let elsewhere = json!({ "area_id": world::area("community") });
    create(&service, "other-admin", "chen", elsewhere).await.refused(403, "forbidden");
    create(&service, "resident", "chen", json!({})).await.refused(403, "forbidden");
    let list = service.as_("other-admin").get("/v1/accounts?limit=100").await.expect(200);
    let names: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect();
    assert!(
        names.iter().all(|name| name.starts_with("other-") || *name == "wang-fang"),
        "{names:?}"
    );
    service.as_("resident").get("/v1/accounts").await.refused(403, "forbidden");
}

async fn a_disabled_account_is_out_at_once(service: Service) {
    let sign_in = async || {
        let body = json!({ "name": "resident", "password": world::PASSWORD });
        service.anyone().post("/v1/login", body).await
    };
    let session = sign_in().await.expect(200);
    let resident = service.with_token(session["access_token"].as_str().unwrap());
    resident.get("/v1/me").await.expect(200);
    let path = |action: &str| format!("/v1/accounts/{}/{action}", world::person("resident"));
    let admin = service.as_("admin");
    service.as_("other-admin").post(&path("disable"), json!({})).await.refused(404, "not_found");
    let reason = json!({ "reason": "搬离" });
    assert_eq!(admin.post(&path("disable"), reason).await.expect(200)["state"], "disabled");
    resident.get("/v1/me").await.refused(401, "invalid_token");
    let token = json!({ "refresh_token": session["refresh_token"] });
    service
        .anyone()
        .post("/v1/token/refresh", token.clone())
        .await
        .refused(401, "invalid_refresh_token");
    sign_in().await.refused(401, "bad_credentials");
    admin.post(&path("disable"), json!({})).await.refused(409, "not_allowed_now");
    assert_eq!(admin.post(&path("enable"), json!({})).await.expect(200)["state"], "active");
    service.anyone().post("/v1/token/refresh", token).await.refused(401, "invalid_refresh_token");
    sign_in().await.expect(200);
    let own = format!("/v1/accounts/{}/disable", world::person("admin"));
    admin.post(&own, json!({})).await.refused(422, "outside_scope");
}

fn grant(person: &str, role: &str, field: &str, place: impl ToString) -> Value {
    let mut body = json!({ "account_id": world::person(person), "role": role });
    body[field] = json!(place.to_string());
    if role == "volunteer" {
        body["shown_as_volunteer"] = json!(true);
    }
    body
}

fn worker(person: &str) -> Value {
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
    let estate = world::estate("estate");
    for (body, pointer, fault) in [
        (grant("nobody", "resident", "estate_id", estate), "#/role", "not_allowed"),
        (grant("nobody", "system", "area_id", world::area("district")), "#/role", "not_allowed"),
        (grant("nobody", "account", "area_id", world::area("district")), "#/role", "not_allowed"),
        (grant("nobody", "king", "estate_id", estate), "#/role", "choice"),
        (
            grant("nobody", "branch_secretary", "area_id", world::area("community")),
            "#/area_id",
            "not_allowed",
        ),
        (
            grant("nobody", "community_officer", "area_id", world::area("street")),
            "#/area_id",
            "not_allowed",
        ),
        (
            grant("nobody", "worker", "organization_id", world::organization("department")),
            "#/organization_id",
            "not_allowed",
        ),
        (
            grant("nobody", "worker", "organization_id", world::person("nobody")),
            "#/organization_id",
            "not_found",
        ),
        (
            json!({ "account_id": world::person("nobody"), "role": "worker" }),
            "#/organization_id",
            "required",
        ),
        (
            json!({ "account_id": estate, "role": "specialist", "area_id": world::area("community") }),
            "#/account_id",
            "not_found",
        ),
        (
            json!({ "account_id": world::person("nobody"), "role": "volunteer", "estate_id": estate }),
            "#/shown_as_volunteer",
            "required",
        ),
    ] {
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

async fn who_one_is_and_what_one_holds(service: Service) {
    let me = service.as_("branch").get("/v1/me").await.expect(200);
    assert_eq!((&me["id"], &me["kind"]), (&json!(world::person("branch")), &json!("account")));
    let duties = me["duties"].as_array().unwrap();
    assert_eq!((duties.len(), &duties[0]["role"]), (1, &json!("branch_secretary")));
    assert_eq!(duties[0]["estate_id"], json!(world::estate("estate")));
    assert_eq!(duties[0]["role_label"], "小区党支部书记");
    let english = service.as_("branch").request("GET", "/v1/me").header("Accept-Language", "en");
    assert_eq!(english.send().await.expect(200)["duties"][0]["role_label"], "branch secretary");
    for name in ["former", "future", "nobody"] {
        assert_eq!(
            service.as_(name).get("/v1/me").await.expect(200)["duties"],
            json!([]),
            "{name}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_an_identity_is_in_the_journal() {
    let service = Service::start(Kind::Sqlite).await;
    let of = async |action: &str| {
        service.count(&format!("SELECT COUNT(*) FROM journal WHERE action = '{action}'")).await
    };
    let before = (of("create").await, of("grant").await, of("end").await, of("disable").await);
    let made = create(&service, "admin", "chen", json!({})).await.expect(201);
    let mut body = worker("nobody");
    body["account_id"] = made["id"].clone();
    let duty = service.as_("admin").post("/v1/duties", body).await.expect(201);
    let end = format!("/v1/duties/{}/end", duty["id"].as_str().unwrap());
    service.as_("admin").post(&end, json!({})).await.expect(200);
    let disable = format!("/v1/accounts/{}/disable", made["id"].as_str().unwrap());
    service.as_("admin").post(&disable, json!({})).await.expect(200);
    let after = (of("create").await, of("grant").await, of("end").await, of("disable").await);
    assert_eq!(after, (before.0 + 1, before.1 + 1, before.2 + 1, before.3 + 1));
}
