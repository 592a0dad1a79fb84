//! Input that makes no sense gets a clear refusal and changes nothing.

use serde_json::json;
use tests::{Service, served_by_both};

use super::{act, disclosed, object, objected, on, path, score, score_path, told};

served_by_both!(objections_that_make_no_sense, decisions_that_make_no_sense);

async fn objections_that_make_no_sense(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let long = "长".repeat(2001);
    for (over, pointer, fault) in [
        (json!({ "item": "Z9" }), "#/item", "not_found"),
        (json!({ "item": "V1" }), "#/item", "not_found"),
        (json!({ "item_kind": "veto" }), "#/item", "not_found"),
        (json!({ "item_kind": "bonus" }), "#/item", "not_found"),
        (json!({ "item": "" }), "#/item", "length"),
        (json!({ "item": "B1".repeat(11) }), "#/item", "length"),
        (json!({ "grounds": " " }), "#/grounds", "required"),
        (json!({ "grounds": long }), "#/grounds", "length"),
        (json!({ "evidence": "\t" }), "#/evidence", "required"),
        (
            json!({ "links": [{ "name": "照片", "url": "http://example.org/1.jpg" }] }),
            "#/links/0/url",
            "format",
        ),
        (json!({ "grounds": "有\u{0}误" }), "#/grounds", "control_character"),
        (json!({ "by": "someone" }), "#/by", "unknown_field"),
    ] {
        object(&service, "manager", &one, over).await.invalid(pointer, fault);
    }
    let kind = object(&service, "manager", &one, json!({ "item_kind": "star" })).await;
    assert_eq!(kind.status, 422);
    let call = service.as_("manager").request("POST", &score_path(&one));
    call.header("content-type", "application/json")
        .body("{")
        .send()
        .await
        .refused(400, "malformed_json");
    service.as_("manager").post("/v1/scores/none/objections", told(json!({}))).await;
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_objection").await, 0);
}

async fn decisions_that_make_no_sense(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    for word in ["decide", "decide-recheck", "recheck", "extend"] {
        let stale = service.as_("street").request("POST", &format!("{}/{word}", path(&made)));
        let reply = stale.header("content-type", "application/json").body("[").send().await;
        assert!([400, 403, 409].contains(&reply.status.as_u16()), "{word}: {}", reply.text());
    }
    on(&service, "street", &made, "decide", json!({})).await.invalid("#/upheld", "required");
    let extra = json!({ "upheld": false, "words": "否", "stars": 5 });
    on(&service, "street", &made, "decide", extra).await.invalid("#/stars", "unknown_field");
    let body = json!({ "confirm_without_source": ["A".repeat(30)] });
    service.force("UPDATE rating_cycle SET objections_until = 0", Vec::new()).await;
    let reply = act(&service, "district", &cycle, "finalize", body).await;
    assert!([409, 422].contains(&reply.status.as_u16()), "{}", reply.text());
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_revision").await, 0);
}
