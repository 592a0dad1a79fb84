//! Accounts: managed in one's own area, and an end holds from the next request on.

use serde_json::{Value, json};
use tests::{Kind, Reply, Service, served_by_both, world};

use crate::duties::worker;

served_by_both!(
    accounts_are_managed_in_ones_own_area,
    a_disabled_account_is_out_at_once,
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
    for (name, over, pointer, fault) in faulty() {
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

/// Faulty accounts: name, other fields, where the fault is and which.
fn faulty() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    vec![
        ("WANG-FANG", json!({}), "#/name", "taken"),
        ("a b c", json!({}), "#/name", "format"),
        ("ab", json!({}), "#/name", "length"),
        ("chen", json!({ "phone": "12812345678" }), "#/phone", "format"),
        ("chen", json!({ "password": "short 1" }), "#/password", "length"),
        ("chen", json!({ "password": "xx chen xx 1" }), "#/password", "weak"),
        ("chen", json!({ "area_id": world::person("resident") }), "#/area_id", "not_found"),
        ("chen", json!({ "roles": ["administrator"] }), "#/roles", "unknown_field"),
        ("chen", json!({ "state": "active" }), "#/state", "unknown_field"),
    ]
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
