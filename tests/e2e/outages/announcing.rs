//! Who announces an outage, what of, and that it ends once.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, announced, end, lifts};

served_by_both!(
    those_who_answer_for_the_estate_announce,
    what_makes_no_sense_is_refused,
    an_outage_ends_once,
    it_ends_by_itself,
);

async fn those_who_answer_for_the_estate_announce(service: Service) {
    for name in ["dispatcher", "manager", "community"] {
        let outage = announced(&service, name, json!({})).await;
        assert_eq!((&outage["state"], &outage["active"]), (&json!("announced"), &json!(true)));
        assert_eq!(outage["from"], outage["created_at"]);
        assert_eq!(outage["allowed_actions"], json!(["end"]));
    }
    for name in ["resident", "worker", "branch", "street", "other-dispatcher", "next-community"] {
        let body = lifts(&service, json!({}));
        service.as_(name).post(PATH, body).await.refused(403, "forbidden");
    }
}

async fn what_makes_no_sense_is_refused(service: Service) {
    let at = |hours: i64| json!(service.now() + TimeDelta::hours(hours));
    let far = 24 * 91;
    for (over, pointer, fault) in [
        (json!({ "title": " " }), "#/title", "required"),
        (json!({ "note": "" }), "#/note", "length"),
        (json!({ "until": at(0) }), "#/until", "order"),
        (json!({ "from": at(9), "until": at(8) }), "#/until", "order"),
        (json!({ "from": at(-9), "until": at(-8) }), "#/until", "order"),
        (json!({ "until": at(far) }), "#/until", "range"),
        (json!({ "from": at(far), "until": at(far + 1) }), "#/from", "range"),
        (json!({ "estate_id": world::area("grid") }), "#/estate_id", "not_found"),
        (json!({ "category_id": world::area("grid") }), "#/category_id", "not_found"),
        (json!({ "category_id": world::category("retired") }), "#/category_id", "not_allowed"),
        (json!({ "building_id": world::building("bare-building") }), "#/building_id", "not_found"),
    ] {
        let body = lifts(&service, over);
        service.as_("community").post(PATH, body).await.invalid(pointer, fault);
    }
}

async fn an_outage_ends_once(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    service.pass(TimeDelta::hours(1));
    let over = end(&service, "dispatcher", &outage, json!({ "note": "已恢复" })).await;
    assert_eq!((&over["state"], &over["active"]), (&json!("ended"), &json!(false)));
    assert_eq!((&over["ended_note"], &over["version"]), (&json!("已恢复"), &json!(2)));
    assert_eq!((&over["ended_at"], &over["allowed_actions"]), (&over["updated_at"], &json!([])));
    let path = format!("{PATH}/{}/end", outage["id"].as_str().unwrap());
    let again =
        service.as_("community").post(&path, json!({})).await.refused(409, "not_allowed_now");
    assert_eq!((&again["state"], &again["allowed_actions"]), (&json!("ended"), &json!([])));
    service.as_("branch").post(&path, json!({})).await.refused(403, "forbidden");
    service.as_("other-dispatcher").post(&path, json!({})).await.refused(404, "not_found");
}

async fn it_ends_by_itself(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    let path = format!("{PATH}/{}", outage["id"].as_str().unwrap());
    let seen = async || service.as_("resident").get(&path).await.expect(200);
    service.pass(TimeDelta::minutes(299));
    service.run_jobs().await;
    assert_eq!(seen().await["active"], true);
    service.pass(TimeDelta::minutes(1));
    assert_eq!(seen().await["active"], false);
    service.run_jobs().await;
    let over = seen().await;
    assert_eq!((&over["state"], &over["ended_note"]), (&json!("ended"), &Value::Null));
    service.run_jobs().await;
    assert_eq!(seen().await["version"], 2);
    let sql = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'outage'";
    assert_eq!(service.count(sql).await, 2);
}
