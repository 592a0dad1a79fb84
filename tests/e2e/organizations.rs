//! Organisations: property enterprises with proved credit codes, departments, and their register.

mod contracts;
mod service_days;

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

served_by_both!(
    an_enterprise_has_a_proved_credit_code,
    a_code_stands_for_one_organisation,
    faulty_enterprises_are_named,
    a_department_may_have_no_code,
    organisations_are_registered_inside_one_s_scope,
    the_register_is_read_by_everyone_signed_in,
);

const ENTERPRISES: &str = "/v1/enterprises";
const DEPARTMENTS: &str = "/v1/departments";

fn new(code: &str) -> Value {
    json!({ "name": "安居物业", "credit_code": code, "area_id": world::area("street") })
}

/// The ids of a list, a page of two at a time.
async fn walked(service: &Service, name: &str, path: &str) -> Vec<Value> {
    let (mut ids, mut after) = (Vec::new(), String::new());
    loop {
        let page = service.as_(name).get(&format!("{path}limit=2{after}")).await.expect(200);
        ids.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        let Some(next) = page["next"].as_str() else { return ids };
        after = format!("&after={next}");
    }
}

async fn an_enterprise_has_a_proved_credit_code(service: Service) {
    for (given, kept) in [
        ("91350100M000100Y43", "91350100M000100Y43"),
        ("91440307MA5TXT036T", "91440307MA5TXT036T"),
        ("91440307MA5G000100", "91440307MA5G000100"),
    ] {
        let reply = service.as_("street").post(ENTERPRISES, new(given)).await;
        let location = reply.header("location").to_owned();
        let made = reply.expect(201);
        assert_eq!((&made["credit_code"], &made["kind"]), (&json!(kept), &json!("enterprise")));
        assert_eq!((&made["contracts"], &made["kind_label"]), (&json!([]), &json!("物业服务企业")));
        assert_eq!(made["area_id"], json!(world::area("street")));
        let path = format!("{ENTERPRISES}/{}", made["id"].as_str().unwrap());
        assert!(location.ends_with(&path));
        assert_eq!(service.as_("nobody").get(&path).await.expect(200), made);
    }
    for wrong in ["91350100M000100Y4", "91440307MA5TXT036"] {
        for last in "0123456789ABCDEFGHJKLMNPQRTUWXYIOSVZ".chars() {
            let code = format!("{wrong}{last}");
            if code.parse::<organization::CreditCode>().is_err() {
                service
                    .as_("street")
                    .post(ENTERPRISES, new(&code))
                    .await
                    .invalid("#/credit_code", "format");
            }
        }
    }
}

async fn a_code_stands_for_one_organisation(service: Service) {
    service.as_("street").post(ENTERPRISES, new("91440307ma5txt036t")).await.expect(201);
    let before = service.journal_length().await;
    for code in ["91440307MA5TXT036T", "91440307ma5txt036t", "91440307MA5TXT01X0"] {
        for path in [ENTERPRISES, DEPARTMENTS] {
            let problem =
                service.as_("street").post(path, new(code)).await.refused(422, "code_taken");
            let error = &problem["errors"][0];
            assert_eq!(
                (&error["pointer"], &error["code"]),
                (&json!("#/credit_code"), &json!("taken"))
            );
        }
    }
    assert_eq!(service.journal_length().await, before);
}

async fn faulty_enterprises_are_named(service: Service) {
    let before = service.journal_length().await;
    for (name, value, fault) in [
        ("credit_code", json!("91350100M000100Y4"), "length"),
        ("credit_code", json!("91350100M000100Y433"), "length"),
        ("credit_code", json!("9135O100M000100Y43"), "format"),
        ("credit_code", json!("统".repeat(18)), "format"),
        ("credit_code", Value::Null, "wrong_type"),
        ("name", json!(""), "length"),
        ("phone", json!("12"), "length"),
        ("phone", json!("0755 2800"), "format"),
        ("phone", json!("+---"), "format"),
        ("area_id", json!(world::area("grid")), "not_allowed"),
        ("area_id", json!(world::estate("estate")), "not_found"),
        ("contracts", json!([]), "unknown_field"),
    ] {
        let mut body = new("91440307MA5TXT036T");
        body[name] = value;
        service.as_("district").post(ENTERPRISES, body).await.invalid(&format!("#/{name}"), fault);
    }
    let uncoded = json!({ "name": "安居物业", "area_id": world::area("street") });
    service.as_("street").post(ENTERPRISES, uncoded).await.invalid("#/credit_code", "required");
    assert_eq!(service.journal_length().await, before);
}

async fn a_department_may_have_no_code(service: Service) {
    let body =
        |name: &str| json!({ "name": name, "phone": "12345", "area_id": world::area("community") });
    for name in ["城管办", "综治办"] {
        let made = service.as_("street").post(DEPARTMENTS, body(name)).await.expect(201);
        assert_eq!((&made["credit_code"], &made["kind"]), (&Value::Null, &json!("department")));
        assert_eq!((&made["phone"], &made["name"]), (&json!("12345"), &json!(name)));
        let path = format!("{ENTERPRISES}/{}", made["id"].as_str().unwrap());
        service.as_("street").get(&path).await.refused(404, "not_found");
    }
    let mut coded = body("街道办");
    coded["credit_code"] = json!("91440307MA5G000100");
    let coded = service.as_("street").post(DEPARTMENTS, coded).await.expect(201);
    assert_eq!(coded["credit_code"], "91440307MA5G000100");
    let mut faulty = body("街道办");
    faulty["credit_code"] = json!("91440307MA5G000101");
    service.as_("street").post(DEPARTMENTS, faulty).await.invalid("#/credit_code", "format");
    let mut grid = body("网格");
    grid["area_id"] = json!(world::area("grid"));
    service.as_("street").post(DEPARTMENTS, grid).await.invalid("#/area_id", "not_allowed");
}

async fn organisations_are_registered_inside_one_s_scope(service: Service) {
    let codes = ["91350100M000100Y43", "91440307MA5TXT036T", "91440307MA5G000100"];
    let mut left = codes.iter();
    for (name, area, status) in [
        ("street", "street", 201),
        ("street", "next-community", 201),
        ("district", "other-street", 201),
        ("street", "other-street", 403),
        ("street", "district", 403),
        ("district", "far-district", 403),
        ("other-admin", "street", 403),
        ("community", "community", 403),
        ("dispatcher", "community", 403),
        ("nobody", "community", 403),
        ("client", "community", 403),
    ] {
        let code = if status == 201 { left.next().unwrap() } else { codes[0] };
        let mut body = new(code);
        body["area_id"] = json!(world::area(area));
        let enterprise = service.as_(name).post(ENTERPRISES, body.clone()).await;
        assert_eq!(enterprise.status, status, "{name} in {area}: {}", enterprise.text());
        body["credit_code"] = Value::Null;
        let department = service.as_(name).post(DEPARTMENTS, body).await;
        assert_eq!(department.status, status, "{name} in {area}: {}", department.text());
    }
    let guest = service.anyone().post(ENTERPRISES, new(codes[0])).await;
    guest.refused(401, "unauthenticated");
}

async fn the_register_is_read_by_everyone_signed_in(service: Service) {
    let made = service.as_("street").post(ENTERPRISES, new("91440307MA5G000100")).await.expect(201);
    let id = |name: &str| json!(world::organization(name));
    let at = |area: &str| format!("area_id={}&", world::area(area));
    for name in ["nobody", "far-district", "client"] {
        let mut all = walked(&service, name, &format!("{ENTERPRISES}?")).await;
        assert_eq!(all.remove(0), made["id"], "newest first");
        all.sort_by_key(Value::to_string);
        let mut known = vec![id("enterprise"), id("other-enterprise")];
        known.sort_by_key(Value::to_string);
        assert_eq!(all, known);
        for (path, expected) in [
            (format!("{ENTERPRISES}?{}", at("street")), vec![made["id"].clone()]),
            (format!("{ENTERPRISES}?{}", at("grid")), vec![]),
            (format!("{ENTERPRISES}?area_id={}&", world::estate("estate")), vec![]),
            (format!("{DEPARTMENTS}?{}", at("other-street")), vec![id("other-department")]),
        ] {
            assert_eq!(walked(&service, name, &path).await, expected, "{path}");
        }
        let path = format!("{ENTERPRISES}/{}", world::organization("enterprise"));
        let contracts = service.as_(name).get(&path).await.expect(200)["contracts"].clone();
        assert_eq!(contracts[0]["id"], json!(world::contract("enterprise")));
        assert_eq!(contracts[0]["allowed_actions"], json!([]));
    }
    for path in [ENTERPRISES, DEPARTMENTS] {
        service.anyone().get(path).await.refused(401, "unauthenticated");
    }
    let absent = format!("{ENTERPRISES}/{}", world::organization("department"));
    service.as_("admin").get(&absent).await.refused(404, "not_found");
}
