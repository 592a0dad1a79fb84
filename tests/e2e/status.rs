//! Tickets without an account, and asking by number and secret how one stands.

use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};

served_by_both!(
    anyone_files_where_the_category_allows_it,
    what_was_filed_without_a_name_may_be_split_into_any_category,
    nothing_tells_who_filed_without_a_name,
    the_number_and_the_secret_open_the_status_alone,
    the_status_follows_the_ticket,
    a_new_secret_ends_the_one_before,
    the_secret_of_a_caller_comes_from_the_filer,
    an_address_files_so_often,
    a_bad_order_is_refused_and_leaves_nothing,
);

/// An order without a name, in a category that allows it.
pub(crate) async fn order(service: &Service) -> Value {
    let category = world::category("lift");
    let sql = "UPDATE category SET allows_anonymous = true WHERE id = $1";
    assert_eq!(service.force(sql, vec![category.into()]).await, 1);
    json!({
        "estate_id": world::estate("estate"), "category_id": category,
        "description": "3栋有人在电梯里给电动车充电", "location": { "address": "3栋大堂" },
    })
}

async fn check(service: &Service, key: &Value) -> Reply {
    service.anyone().post("/v1/status-checks", key.clone()).await
}

async fn anyone_files_where_the_category_allows_it(service: Service) {
    let path = format!("/v1/categories/{}", world::category("lift"));
    let mut told = order(&service).await;
    told["category_id"] = json!(world::category("noise"));
    let refused = service.anyone().post("/v1/anonymous-tickets", told.clone()).await;
    refused.invalid("#/category_id", "not_allowed");
    told["category_id"] = json!(world::category("lift"));
    let made = service.anyone().post("/v1/anonymous-tickets", told.clone()).await.expect(201);
    let seen = service.as_("dispatcher").get("/v1/tickets").await.expect(200);
    assert_eq!(seen["items"][0]["number"], made["number"]);
    let closed = json!({ "allows_anonymous": false });
    let district = service.as_("district");
    let kept = district.patch(&path, "*", closed).await.expect(200);
    assert_eq!(kept["allows_anonymous"], false);
    let refused = service.anyone().post("/v1/anonymous-tickets", told).await;
    refused.invalid("#/category_id", "not_allowed");
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 1);
}

async fn what_was_filed_without_a_name_may_be_split_into_any_category(service: Service) {
    let told = order(&service).await;
    service.anyone().post("/v1/anonymous-tickets", told).await.expect(201);
    let seen = service.as_("dispatcher").get("/v1/tickets").await.expect(200);
    let path = format!("/v1/tickets/{}/split", seen["items"][0]["id"].as_str().unwrap());
    let part = |category: &str| {
        let category = world::category(category);
        json!({ "category_id": category, "description": "其中一件" })
    };
    let parts = json!({ "parts": [part("lift"), part("noise")], "reason": "两件事" });
    service.as_("dispatcher").post(&path, parts).await.expect(200);
    let sql = "SELECT COUNT(*) FROM ticket WHERE part_of IS NOT NULL AND channel = 'anonymous'";
    assert_eq!(service.count(sql).await, 2);
}

async fn nothing_tells_who_filed_without_a_name(service: Service) {
    let told = order(&service).await;
    service.anyone().post("/v1/anonymous-tickets", told.clone()).await.expect(201);
    let resident = service.as_("resident");
    resident.post("/v1/anonymous-tickets", told).await.expect(201);
    let seen = service.as_("community").get("/v1/tickets").await.expect(200);
    for ticket in seen["items"].as_array().unwrap() {
        let case = tests::Case::new(&service, ticket["id"].as_str().unwrap());
        let whole = case.seen_by("community").await;
        assert_eq!((&whole["channel"], &whole["on_behalf"]), (&json!("anonymous"), &json!(false)));
        for nobody in ["reporter_id", "contact", "caller", "recording"] {
            assert_eq!(whole[nobody], Value::Null, "{nobody}");
        }
        assert_eq!(whole["filed_by"], json!(uuid::Uuid::nil()));
        case.get("resident").await.refused(404, "not_found");
        let sql = "SELECT COUNT(*) FROM ticket_party";
        assert_eq!(service.count(sql).await, 0, "nobody has a part in it");
    }
}

async fn the_number_and_the_secret_open_the_status_alone(service: Service) {
    let told = order(&service).await;
    let key = service.anyone().post("/v1/anonymous-tickets", told.clone()).await.expect(201);
    let other = service.anyone().post("/v1/anonymous-tickets", told).await.expect(201);
    let seen = check(&service, &key).await.expect(200);
    assert_eq!((&seen["number"], &seen["state"]), (&key["number"], &json!("submitted")));
    let lower = json!({
        "number": key["number"].as_str().unwrap().to_lowercase(), "secret": key["secret"],
    });
    check(&service, &lower).await.expect(200);
    let crossed = json!({ "number": key["number"], "secret": other["secret"] });
    let wrong = check(&service, &crossed).await.refused(404, "not_found");
    let plain = service.submit("resident", json!({})).await.seen_by("resident").await;
    let unshared = json!({ "number": plain["number"], "secret": key["secret"] });
    let unknown = check(&service, &unshared).await.refused(404, "not_found");
    assert_eq!((&wrong["title"], &wrong["detail"]), (&unknown["title"], &unknown["detail"]));
    let mut broken = key.clone();
    broken["number"] = json!("260301-ABCDEF-1234U");
    check(&service, &broken).await.invalid("#/number", "format");
    broken["secret"] = json!("short");
    check(&service, &broken).await.invalid("#/secret", "length");
    let kept = "SELECT COUNT(*) FROM ticket_status_secret WHERE LENGTH(mac) = 32";
    assert_eq!(service.count(kept).await, 2);
}

async fn the_status_follows_the_ticket(service: Service) {
    let key =
        service.anyone().post("/v1/anonymous-tickets", order(&service).await).await.expect(201);
    let all = service.as_("dispatcher").get("/v1/tickets").await.expect(200);
    let case = tests::Case::new(&service, all["items"][0]["id"].as_str().unwrap());
    case.act("dispatcher", "dispatch", json!({ "to": { "account_id": world::person("worker") } }))
        .await;
    case.step("worker", "accept").await;
    case.act("worker", "progress", json!({ "note": "CANARY 已到现场" })).await;
    case.act("worker", "resolve", json!({ "result": "已劝离并张贴告示", "outcome": "done" })).await;
    let seen = check(&service, &key).await.expect(200);
    assert_eq!((&seen["state"], &seen["outcome"]), (&json!("resolved"), &json!("done")));
    assert_eq!(seen["result"], "已劝离并张贴告示");
    let steps: Vec<_> = seen["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["action"].as_str().unwrap())
        .collect();
    assert_eq!(steps, ["submit", "dispatch", "accept", "resolve"]);
    let text = seen.to_string();
    let worker = world::person("worker").to_string();
    assert!(!text.contains("CANARY") && !text.contains(&worker), "{text}");
    let english = service.anyone().request("POST", "/v1/status-checks").json(&key);
    let english = english.header("accept-language", "en").send().await.expect(200);
    assert_ne!(english["state_label"], seen["state_label"]);
}

async fn a_new_secret_ends_the_one_before(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let path = case.action_path("share-status");
    let first = service.as_("resident").post(&path, json!({})).await.expect(200);
    check(&service, &first).await.expect(200);
    let second = service.as_("resident").post(&path, json!({})).await.expect(200);
    check(&service, &first).await.refused(404, "not_found");
    check(&service, &second).await.expect(200);
    assert_eq!(case.history().await, ["submit", "share_status", "share_status"]);
    for stranger in ["neighbour", "dispatcher", "community"] {
        let refused = service.as_(stranger).post(&path, json!({})).await;
        assert!(matches!(refused.status.as_u16(), 403 | 404), "{stranger}");
    }
    check(&service, &second).await.expect(200);
}

async fn the_secret_of_a_caller_comes_from_the_filer(service: Service) {
    let told = json!({ "on_behalf_of": { "name": "李晓梅", "phone": "19900000001" } });
    let case = service.submit("hotline", told).await;
    let path = case.action_path("share-status");
    let key = service.as_("hotline").post(&path, json!({})).await.expect(200);
    let seen = check(&service, &key).await.expect(200);
    assert!(!seen.to_string().contains("李晓梅") && !seen.to_string().contains("1990000"));
}

async fn an_address_files_so_often(service: Service) {
    let kind = service.database.kind;
    drop(service);
    let few = |config: &mut api::config::Config| config.limits.anonymous_tickets_per_minute = 2;
    let service = Service::with(kind, few).await;
    let told = order(&service).await;
    for _ in 0..2 {
        service.anyone().post("/v1/anonymous-tickets", told.clone()).await.expect(201);
    }
    let refused = service.anyone().post("/v1/anonymous-tickets", told).await;
    assert!(!refused.header("retry-after").is_empty());
    refused.refused(429, "rate_limited");
}

async fn a_bad_order_is_refused_and_leaves_nothing(service: Service) {
    let good = order(&service).await;
    for (field, value, fault) in [
        ("estate_id", json!(world::person("hotline")), ("#/estate_id", "not_found")),
        ("category_id", json!(world::person("hotline")), ("#/category_id", "not_found")),
        ("description", json!("  "), ("#/description", "required")),
        ("contact", json!({ "phone": "19900000001" }), ("#/contact", "unknown_field")),
        ("channel", json!("hotline"), ("#/channel", "unknown_field")),
    ] {
        let mut told = good.clone();
        told[field] = value;
        let refused = service.anyone().post("/v1/anonymous-tickets", told).await;
        refused.invalid(fault.0, fault.1);
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 0);
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket_status_secret").await, 0);
}
