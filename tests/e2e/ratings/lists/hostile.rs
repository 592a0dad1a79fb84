//! Input that makes no sense gets a clear refusal and changes nothing.

use serde_json::json;
use tests::{Service, served_by_both};

use super::{LISTS, ended, objection, on, own, path, propose};

served_by_both!(proposals_that_make_no_sense, steps_that_make_no_sense);

async fn proposals_that_make_no_sense(service: Service) {
    let cycle = ended(&service).await;
    for (over, pointer, fault) in [
        (json!({ "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c" }), "#/cycle_id", "not_found"),
        (json!({ "rule": { "stars": 0 } }), "#/rule/stars", "range"),
        (json!({ "rule": { "stars": 6 } }), "#/rule/stars", "range"),
        (json!({ "rule": { "stars": 5, "vetoed": true } }), "#/rule/vetoed", "not_allowed"),
        (json!({ "kind": "black", "rule": { "stars": 5 } }), "#/rule/stars", "range"),
        (
            json!({ "kind": "black", "rule": { "stars": 0, "clean": true } }),
            "#/rule/clean",
            "not_allowed",
        ),
        (json!({ "rule": { "stars": 5, "month": 1 } }), "#/rule/month", "unknown_field"),
        (json!({ "penalty": "罚款" }), "#/penalty", "unknown_field"),
    ] {
        propose(&service, "district", &cycle, over).await.invalid(pointer, fault);
    }
    let grey = propose(&service, "district", &cycle, json!({ "kind": "grey" })).await;
    assert_eq!(grey.status, 422);
    for (query, code) in [("kind=grey", "malformed_request"), ("after=x", "invalid_cursor")] {
        service.anyone().get(&format!("{LISTS}?{query}")).await.refused(400, code);
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_list").await, 0);
}

async fn steps_that_make_no_sense(service: Service) {
    let cycle = ended(&service).await;
    let made = propose(&service, "district", &cycle, json!({})).await.expect(201);
    let listing = own(&service, &made).await;
    for (over, pointer, fault) in [
        (json!({ "grounds": " " }), "#/grounds", "required"),
        (json!({ "grounds": "长".repeat(2001) }), "#/grounds", "length"),
        (json!({ "evidence": "" }), "#/evidence", "length"),
        (
            json!({ "links": [{ "name": "照片", "url": "http://example.org" }] }),
            "#/links/0/url",
            "format",
        ),
        (json!({ "stars": 5 }), "#/stars", "unknown_field"),
    ] {
        let mut body = objection();
        body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        on(&service, "manager", &listing, "object", body).await.invalid(pointer, fault);
    }
    on(&service, "manager", &listing, "object", objection()).await.expect(200);
    let silent = json!({ "upheld": true, "words": "\t" });
    on(&service, "street", &listing, "decide", silent).await.invalid("#/words", "required");
    on(&service, "street", &listing, "decide", json!({})).await.invalid("#/upheld", "required");
    let withdraw = format!("{}/withdraw", path(&made));
    let reason = json!({ "reason": "" });
    service.as_("district").post(&withdraw, reason).await.invalid("#/reason", "length");
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_list WHERE version > 1").await, 0);
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_listing WHERE version > 2").await, 0);
}
