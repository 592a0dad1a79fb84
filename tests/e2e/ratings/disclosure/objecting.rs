//! Who objects to what, and until when.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{
    act, compute, disclosed, object, objected, on, pass_all, path, rejected, score, score_path,
    signed, told,
};
use crate::ratings::cycles::CYCLES;

served_by_both!(
    only_what_is_disclosed_is_objected_to_and_in_time,
    each_side_objects_once_to_an_item_at_a_time,
    owners_object_and_tenants_do_not,
    an_owner_is_shown_to_themselves_alone,
    findings_are_neither_filed_nor_withdrawn_once_scores_stand,
);

async fn only_what_is_disclosed_is_objected_to_and_in_time(service: Service) {
    let cycle = signed(&service).await;
    act(&service, "district", &cycle, "disclose", json!({})).await.refused(409, "not_allowed_now");
    compute(&service, &cycle).await.expect(200);
    let one = score(&service, &cycle).await;
    let early = object(&service, "manager", &one, json!({})).await.refused(409, "not_allowed_now");
    assert_eq!(early["state"], "computed");
    for name in ["street", "property-office", "manager", "auditor", "resident", "admin"] {
        let reply = act(&service, name, &cycle, "disclose", json!({})).await;
        reply.refused(403, "forbidden");
    }
    let public = act(&service, "district", &cycle, "disclose", json!({})).await.expect(200);
    assert!(public["objections_until"].is_string());
    compute(&service, &cycle).await.refused(409, "not_allowed_now");
    service.pass(TimeDelta::days(6));
    objected(&service, &one).await;
    pass_all(&service);
    let late = object(&service, "manager", &one, json!({ "item": "A8" })).await;
    late.refused(409, "untimely");
    let listed =
        service.as_("district").get(&format!("{CYCLES}?state=disclosed")).await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
}

async fn each_side_objects_once_to_an_item_at_a_time(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    for side in ["resident", "committee"] {
        object(&service, side, &one, json!({})).await.expect(201);
    }
    for name in ["manager", "neighbour", "committee"] {
        object(&service, name, &one, json!({})).await.refused(409, "already_disputed");
    }
    object(&service, "manager", &one, json!({ "item": "A8" })).await.expect(201);
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    objected(&service, &one).await;
    let asked = json!({ "grounds": "请再看一次" });
    on(&service, "manager", &made, "recheck", asked).await.refused(409, "already_disputed");
    assert_eq!(score(&service, &cycle).await["disputed"], json!(["A8", "B1"]));
}

async fn owners_object_and_tenants_do_not(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let tenant = "UPDATE residency SET relation = 'tenant'";
    service.force(tenant, Vec::new()).await;
    object(&service, "resident", &one, json!({})).await.refused(403, "forbidden");
    for name in ["street", "district", "branch", "auditor", "property-office"] {
        object(&service, name, &one, json!({})).await.refused(403, "forbidden");
    }
    for name in ["other-resident", "other-worker", "other-street", "nobody", "worker"] {
        object(&service, name, &one, json!({})).await.refused(404, "not_found");
    }
    let unknown = "/v1/scores/0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c/objections";
    service.as_("manager").post(unknown, told(json!({}))).await.refused(404, "not_found");
}

async fn an_owner_is_shown_to_themselves_alone(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = object(&service, "resident", &one, json!({})).await.expect(201);
    assert!(made["by"].is_string());
    for name in ["manager", "street", "neighbour", "district", "committee"] {
        let seen = service.as_(name).get(&path(&made)).await.expect(200);
        assert_eq!(seen["by"], json!(null), "{name}");
    }
    let key = "one-objection";
    let send = || {
        let call = service.as_("manager").request("POST", &score_path(&one));
        call.header("idempotency-key", key).json(&told(json!({})))
    };
    let (first, again) = (send().send().await, send().send().await);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.expect(201), again.expect(201));
}

async fn findings_are_neither_filed_nor_withdrawn_once_scores_stand(service: Service) {
    let began = service.app.time(service.now());
    let cycle = signed(&service).await;
    let file = async |found_at: &str| {
        let found = json!({
            "estate_id": world::estate("estate"), "indicator": "D4", "units": 1, "place": "3栋",
            "found_at": found_at, "note": "有缺失", "evidence": "检查记录",
        });
        service.as_("property-office").post("/v1/findings", found).await
    };
    let before = file(&began).await.expect(201);
    compute(&service, &cycle).await.expect(200);
    assert_eq!(file(&began).await.refused(409, "not_allowed_now")["state"], "computed");
    let withdraw = format!("/v1/findings/{}/withdraw", before["id"].as_str().unwrap());
    let reason = json!({ "reason": "不属于本小区" });
    let reply = service.as_("property-office").post(&withdraw, reason.clone()).await;
    assert_eq!(reply.refused(409, "not_allowed_now")["state"], "computed");
    file(&service.app.time(service.now())).await.expect(201);
    act(&service, "district", &cycle, "cancel", json!({ "reason": "改期" })).await.expect(200);
    service.as_("property-office").post(&withdraw, reason).await.expect(200);
}
