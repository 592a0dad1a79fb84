//! A ticket about an outage is answered at once, goes its way, and is told when it is over.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{announced, end};

served_by_both!(
    a_ticket_about_it_is_answered_at_once,
    only_tickets_about_it_are_answered,
    the_outage_of_the_building_comes_first,
    when_it_is_over_open_tickets_are_told,
    calls_and_parts_are_answered_too,
    whoever_filed_without_an_account_is_told_too,
    its_tickets_are_listed,
    the_reporter_is_notified,
);

async fn a_ticket_about_it_is_answered_at_once(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    let case = service.submit("resident", json!({})).await;
    let seen = case.seen_by("resident").await;
    let told = json!({
        "id": outage["id"], "title": "电梯停用检修", "note": "更换门机,预计下午恢复。",
        "until": outage["until"], "ended_at": null,
    });
    assert_eq!((&seen["outage"], &seen["version"]), (&told, &json!(2)));
    assert_eq!(case.history().await, ["submit", "inform"]);
    let path = format!("{}/timeline", case.path());
    let timeline = service.as_("resident").get(&path).await.expect(200);
    let entry = &timeline["items"][1];
    assert_eq!((&entry["role"], &entry["to"]), (&json!("system"), &json!("submitted")));
    let detail = &entry["detail"];
    assert_eq!((&detail["outage_id"], &detail["over"]), (&outage["id"], &json!(false)));
    assert_eq!((&detail["title"], &detail["note"]), (&told["title"], &told["note"]));
    assert!(detail["until"].is_string());
    // It stays a ticket like any other.
    let clocks = service.as_("resident").get(&format!("{}/clocks", case.path())).await.expect(200);
    assert_eq!(clocks["items"].as_array().unwrap().len(), 2);
    for (name, action) in [
        ("dispatcher", "dispatch"),
        ("worker", "accept"),
        ("worker", "resolve"),
        ("resident", "rate"),
    ] {
        case.step(name, action).await;
    }
    assert_eq!(case.seen_by("dispatcher").await["outage"], told);
}

async fn only_tickets_about_it_are_answered(service: Service) {
    let later = json!({ "from": service.now() + TimeDelta::hours(1) });
    announced(&service, "manager", later).await;
    let about = async |over: Value| {
        let case = service.submit("resident", over).await;
        let told = case.seen_by("resident").await["outage"].is_object();
        assert_eq!(case.history().await.len(), if told { 2 } else { 1 });
        told
    };
    assert!(!about(json!({})).await, "it has not begun");
    service.pass(TimeDelta::hours(1));
    assert!(about(json!({})).await);
    assert!(!about(json!({ "category_id": world::category("noise") })).await);
    let elsewhere = json!({ "estate_id": world::estate("bare-estate") });
    let other = service.submit("bare-resident", elsewhere).await;
    assert_eq!(other.seen_by("bare-resident").await["outage"], Value::Null);
    service.pass(TimeDelta::hours(4));
    assert!(!about(json!({})).await, "its end has come, though no job has run");
    // What is announced for a category holds for those right below it.
    announced(&service, "community", json!({ "category_id": world::category("repairs") })).await;
    assert!(about(json!({})).await);
}

async fn the_outage_of_the_building_comes_first(service: Service) {
    let here = json!({ "building_id": world::building("building"), "title": "三号楼电梯停用" });
    announced(&service, "manager", here).await;
    let title = async |location: Value| {
        let case = service.submit("resident", json!({ "location": location })).await;
        case.seen_by("resident").await["outage"]["title"].clone()
    };
    let building = json!({ "building_id": world::building("building") });
    let premises = json!({ "premises_id": world::premises("premises") });
    assert_eq!(title(json!({ "address": "东门" })).await, Value::Null);
    assert_eq!(title(building.clone()).await, "三号楼电梯停用");
    announced(&service, "manager", json!({ "title": "全小区电梯停用" })).await;
    assert_eq!(title(building).await, "三号楼电梯停用");
    assert_eq!(title(premises).await, "三号楼电梯停用");
    assert_eq!(title(json!({ "address": "东门" })).await, "全小区电梯停用");
}

async fn when_it_is_over_open_tickets_are_told(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    let open = service.ticket_in("accepted").await;
    let gone = service.ticket_in("withdrawn").await;
    end(&service, "manager", &outage, json!({ "note": "门机已更换" })).await;
    for _ in 0..2 {
        service.run_jobs().await;
        assert_eq!(open.history().await, ["submit", "inform", "dispatch", "accept", "inform"]);
        assert_eq!(gone.history().await, ["submit", "inform", "withdraw"]);
    }
    let path = format!("{}/timeline", open.path());
    let timeline = service.as_("resident").get(&path).await.expect(200);
    let detail = &timeline["items"][4]["detail"];
    assert_eq!((&detail["over"], &detail["note"]), (&json!(true), &json!("门机已更换")));
    assert!(open.seen_by("resident").await["outage"]["ended_at"].is_string());
    let telling = "SELECT COUNT(*) FROM outage WHERE told_at IS NULL";
    assert_eq!(service.count(telling).await, 1, "a ticket may still be on its way");
    service.pass(TimeDelta::minutes(1));
    service.run_jobs().await;
    assert_eq!(service.count(telling).await, 0);
    let later = service.submit("resident", json!({})).await;
    assert_eq!(later.seen_by("resident").await["outage"], Value::Null);
}

async fn calls_and_parts_are_answered_too(service: Service) {
    let case = service.submit("resident", json!({})).await;
    announced(&service, "manager", json!({})).await;
    let call = json!({
        "estate_id": world::estate("estate"), "category_id": world::category("lift"),
        "description": "来电反映电梯停运", "caller": { "name": "李晓梅", "phone": "19900000001" },
    });
    let filed = service.as_("hotline").post("/v1/calls", call).await.expect(201);
    assert_eq!(filed["outage"]["title"], "电梯停用检修");
    case.step("dispatcher", "split").await;
    let path = format!("{}/parts", case.path());
    let parts = service.as_("dispatcher").get(&path).await.expect(200);
    let told = parts["items"].as_array().unwrap().iter().filter(|part| part["outage"].is_object());
    assert_eq!(told.count(), 1, "of the part about the lift");
}

async fn whoever_filed_without_an_account_is_told_too(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    let order = crate::status::order(&service).await;
    let key = service.anyone().post("/v1/anonymous-tickets", order).await.expect(201);
    let seen = service.anyone().post("/v1/status-checks", key.clone()).await.expect(200);
    assert_eq!((&seen["outage"]["id"], &seen["outage"]["ended_at"]), (&outage["id"], &Value::Null));
    assert_eq!(seen["outage"]["note"], "更换门机,预计下午恢复。");
    assert_eq!(seen["steps"].as_array().unwrap().len(), 1);
    end(&service, "manager", &outage, json!({})).await;
    let seen = service.anyone().post("/v1/status-checks", key).await.expect(200);
    assert!(seen["outage"]["ended_at"].is_string());
}

async fn its_tickets_are_listed(service: Service) {
    let before = service.submit("resident", json!({})).await;
    let outage = announced(&service, "manager", json!({})).await;
    let case = service.submit("resident", json!({})).await;
    let path = format!("/v1/tickets?outage_id={}", outage["id"].as_str().unwrap());
    let ids = async |name: &str, path: &str| {
        let page = service.as_(name).get(path).await.expect(200);
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].clone()).collect::<Vec<_>>()
    };
    for name in ["dispatcher", "community", "resident"] {
        assert_eq!(ids(name, &path).await, [json!(case.id)], "{name}");
    }
    assert_eq!(ids("neighbour", &path).await, [json!(null); 0], "a private ticket");
    assert_eq!(ids("other-dispatcher", &path).await, [json!(null); 0]);
    let unknown = format!("/v1/tickets?outage_id={}", before.id);
    assert_eq!(ids("dispatcher", &unknown).await, [json!(null); 0]);
    assert_eq!(ids("dispatcher", "/v1/tickets").await.len(), 2);
}

async fn the_reporter_is_notified(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    service.submit("resident", json!({})).await;
    end(&service, "manager", &outage, json!({})).await;
    service.run_jobs().await;
    service.tell().await;
    let page = service.as_("resident").get("/v1/notices").await.expect(200);
    let told: Vec<_> =
        page["items"].as_array().unwrap().iter().map(|one| one["template"].clone()).collect();
    assert_eq!(told, ["informed", "informed"]);
}
