//! Matters that a meeting raised, filed by who kept its record.

use serde_json::{Value, json};
use tests::{Service, minimal, served_by_both, world};

served_by_both!(
    what_a_meeting_raised_is_filed_and_found_by_its_day,
    a_meeting_is_named_where_a_ticket_comes_from_one_and_only_there,
    a_part_comes_from_the_same_meeting,
);

fn raised(kind: &str, day: &str, item: &str) -> Value {
    let mut body = minimal("submit");
    body["channel"] = json!("meeting");
    body["meeting"] = json!({ "kind": kind, "held_on": day, "item": item });
    body
}

/// The day on which the service stands, and the one before and after.
fn days(service: &Service) -> [String; 3] {
    let today = (service.now() + chrono::TimeDelta::hours(8)).date_naive();
    [today.pred_opt().unwrap(), today, today.succ_opt().unwrap()].map(|day| day.to_string())
}

async fn items(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("/v1/tickets?{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn what_a_meeting_raised_is_filed_and_found_by_its_day(service: Service) {
    let [yesterday, today, _] = days(&service);
    let community = service.as_("community");
    let talk = raised("weekly_talk", &yesterday, "第3项 电动自行车充电桩");
    let talk = community.post("/v1/tickets", talk).await.expect(201);
    assert_eq!((&talk["channel"], &talk["state"]), (&json!("meeting"), &json!("submitted")));
    assert_eq!(
        talk["meeting"],
        json!({ "kind": "weekly_talk", "held_on": yesterday, "item": "第3项 电动自行车充电桩" })
    );
    let mut review = raised("quarterly_review", &today, "");
    review["meeting"].as_object_mut().unwrap().remove("item");
    let review = service.as_("grid").post("/v1/tickets", review).await.expect(201);
    service.submit("resident", json!({})).await;
    let estate = world::estate("estate");
    for (query, found) in [
        ("channel=meeting".to_owned(), vec![&review, &talk]),
        (format!("meeting_on={yesterday}"), vec![&talk]),
        (format!("channel=meeting&meeting_on={today}&estate_id={estate}"), vec![&review]),
        (format!("channel=meeting&estate_id={estate}&order=updated"), vec![&review, &talk]),
        ("channel=hotline".to_owned(), vec![]),
    ] {
        let ids = |all: &[Value]| all.iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
        let wanted: Vec<Value> = found.into_iter().cloned().collect();
        assert_eq!(ids(&items(&service, "community", &query).await), ids(&wanted), "{query}");
    }
    let said =
        "SELECT COUNT(*) FROM journal_detail WHERE detail LIKE '%\"meeting\":{%weekly_talk%'";
    assert_eq!(service.count(said).await, 1, "the timeline says so too");
}

async fn a_meeting_is_named_where_a_ticket_comes_from_one_and_only_there(service: Service) {
    let [_, today, tomorrow] = days(&service);
    let community = service.as_("community");
    for (change, pointer, fault) in [
        (json!({ "meeting": null }), "#/meeting", "required"),
        (json!({ "channel": "visit_desk" }), "#/meeting", "not_allowed"),
        (json!({ "channel": null }), "#/meeting", "not_allowed"),
        (
            json!({ "meeting": { "kind": "weekly_talk", "held_on": tomorrow } }),
            "#/meeting/held_on",
            "range",
        ),
    ] {
        let mut body = raised("weekly_talk", &today, "第1项");
        for (field, value) in change.as_object().unwrap() {
            body[field] = value.clone();
        }
        community.post("/v1/tickets", body).await.invalid(pointer, fault);
    }
    let mut wordless = raised("weekly_talk", &today, "");
    community.post("/v1/tickets", wordless.clone()).await.invalid("#/meeting/item", "length");
    wordless["meeting"] = json!({ "kind": "party", "held_on": today });
    assert_eq!(community.post("/v1/tickets", wordless).await.status, 422);
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 0);
}

async fn a_part_comes_from_the_same_meeting(service: Service) {
    let [_, today, _] = days(&service);
    let community = service.as_("community");
    let mut body = raised("council_hall", &today, "第2项");
    body["visibility"] = json!("public");
    let whole = community.post("/v1/tickets", body).await.expect(201);
    let path = format!("/v1/tickets/{}", whole["id"].as_str().unwrap());
    let parts = json!({ "reason": "两件事", "parts": [
        { "description": "路灯不亮", "category_id": whole["category_id"] },
        { "description": "井盖松动", "category_id": whole["category_id"] },
    ] });
    community.post(&format!("{path}/split"), parts).await.expect(200);
    let found = items(&service, "community", "channel=meeting").await;
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|one| one["meeting"] == whole["meeting"]), "{found:?}");
    let neighbour = service.as_("neighbour").get(&path).await.expect(200);
    assert_eq!((&neighbour["meeting"], &neighbour["channel"]), (&Value::Null, &json!("meeting")));
}
