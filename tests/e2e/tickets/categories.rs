//! The categories of tickets: two levels, bilingual, with what each needs.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

served_by_both!(
    a_category_is_added_and_used,
    a_category_is_changed_by_version,
    two_levels_and_no_code_twice,
    everyone_reads_them_in_their_language,
    few_may_change_them,
);

fn doors() -> Value {
    json!({
        "parent_id": world::category("repairs"), "code": "doors", "name_zh": "门禁", "name_en": "Doors",
        "default_kind": "report", "needs_contact": true, "rank": 7,
    })
}

async fn a_category_is_added_and_used(service: Service) {
    let made = service.as_("district").post("/v1/categories", doors()).await.expect(201);
    for (field, value) in doors().as_object().unwrap() {
        assert_eq!(made[field], *value, "{field}");
    }
    assert_eq!((&made["active"], &made["needs_premises"]), (&json!(true), &json!(false)));
    let order = json!({ "category_id": made["id"], "contact": { "phone": "19900000001" } });
    let case = service.submit("resident", order).await;
    assert_eq!(case.seen_by("resident").await["kind"], "report", "its default");
}

async fn a_category_is_changed_by_version(service: Service) {
    let district = service.as_("district");
    let path = format!("/v1/categories/{}", world::category("lift"));
    let tag = district.get(&path).await.header("etag").to_owned();
    let off = json!({ "active": false });
    district.request("PATCH", &path).json(&off).send().await.refused(428, "precondition_required");
    let changed = district.patch(&path, &tag, off.clone()).await.expect(200);
    assert_eq!((&changed["active"], &changed["version"]), (&json!(false), &json!(2)));
    district.patch(&path, &tag, off).await.refused(412, "precondition_failed");
    let order = tests::minimal("submit");
    service
        .as_("resident")
        .post("/v1/tickets", order)
        .await
        .invalid("#/category_id", "not_allowed");
}

async fn two_levels_and_no_code_twice(service: Service) {
    let admin = service.as_("admin");
    let mut third = doors();
    third["parent_id"] = json!(world::category("lift"));
    admin.post("/v1/categories", third).await.invalid("#/parent_id", "not_allowed");
    let mut orphan = doors();
    orphan["parent_id"] = json!(world::person("admin"));
    admin.post("/v1/categories", orphan).await.invalid("#/parent_id", "not_found");
    admin.post("/v1/categories", doors()).await.expect(201);
    admin.post("/v1/categories", doors()).await.invalid("#/code", "taken");
}

async fn everyone_reads_them_in_their_language(service: Service) {
    let made = service.as_("district").post("/v1/categories", doors()).await.expect(201);
    let path = format!("/v1/categories/{}", made["id"].as_str().unwrap());
    for (language, label) in [("zh-CN", "门禁"), ("en", "Doors"), ("fr", "门禁")] {
        let call =
            service.as_("resident").request("GET", &path).header("Accept-Language", language);
        assert_eq!(call.send().await.expect(200)["label"], label, "{language}");
    }
    for name in ["nobody", "resident", "client", "auditor"] {
        let page = service.as_(name).get("/v1/categories?limit=100").await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 6, "{name}");
    }
}

async fn few_may_change_them(service: Service) {
    let path = format!("/v1/categories/{}", world::category("lift"));
    for name in ["resident", "dispatcher", "branch", "community", "street", "auditor", "client"] {
        service.as_(name).post("/v1/categories", doors()).await.refused(403, "forbidden");
        service.as_(name).patch(&path, "*", json!({ "rank": 1 })).await.refused(403, "forbidden");
    }
}
