//! Photos from before and after the work, where the category asks for them.

use serde_json::json;
use tests::{Service, minimal, served_by_both};

use super::{attached, jpeg};

served_by_both!(a_category_asks_for_photos_before_and_after);

async fn a_category_asks_for_photos_before_and_after(service: Service) {
    let category = json!({
        "code": "pictured", "name_zh": "须拍照", "name_en": "With photos", "default_kind": "repair",
        "needs_before_photo": true, "needs_after_photo": true,
    });
    let category = service.as_("admin").post("/v1/categories", category).await.expect(201);
    assert_eq!(category["needs_after_photo"], true);
    let case = service.submit("resident", json!({ "category_id": category["id"] })).await;
    case.to("accepted").await;
    let resolve = async || case.try_("worker", "resolve", minimal("resolve")).await;
    resolve().await.refused(422, "photo_needed");
    attached(&case, "resident", "before", jpeg()).await;
    resolve().await.refused(422, "photo_needed");
    attached(&case, "worker", "after", jpeg()).await;
    resolve().await.expect(200);
    case.step("resident", "reopen").await;
    case.to("accepted").await;
    resolve().await.refused(422, "photo_needed");
    attached(&case, "worker", "after", jpeg()).await;
    assert_eq!(resolve().await.expect(200)["resolution"], 2, "each resolution has its own");
    case.step("resident", "reopen").await;
    case.to("accepted").await;
    let explained = json!({ "result": "已向居民说明", "outcome": "explained" });
    case.act("worker", "resolve", explained).await;
}
