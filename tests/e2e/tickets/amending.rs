//! Amend 更正: category, kind, priority and visibility put right.

use serde_json::json;
use tests::{Service, minimal, served_by_both, world};

served_by_both!(category_kind_priority_and_visibility_are_amended, an_amendment_changes_something);

async fn category_kind_priority_and_visibility_are_amended(service: Service) {
    for state in ["submitted", "dispatched", "accepted", "resolved"] {
        let case = service.ticket_in(state).await;
        let body = json!({
            "category_id": world::category("noise"), "kind": "complaint", "priority": "emergency",
            "visibility": "public", "reason": "归类有误",
        });
        let amended = case.act("dispatcher", "amend", body.clone()).await;
        for field in ["category_id", "kind", "priority", "visibility"] {
            assert_eq!(amended[field], body[field], "{field} in {state}");
        }
        assert_eq!(amended["state"], state);
        case.step("community", "amend").await;
        case.step("manager", "amend").await;
        for name in ["worker", "branch", "resident", "street", "specialist"] {
            case.try_(name, "amend", minimal("amend")).await.refused(403, "forbidden");
        }
        for name in ["other-dispatcher", "next-community"] {
            case.try_(name, "amend", minimal("amend")).await.refused(404, "not_found");
        }
    }
}

async fn an_amendment_changes_something(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let nothing = json!({ "reason": "无" });
    case.try_("dispatcher", "amend", nothing).await.invalid("#/category_id", "required");
    let silent = json!({ "priority": "urgent" });
    case.try_("dispatcher", "amend", silent).await.invalid("#/reason", "required");
    for (category, fault) in [("retired", "not_allowed")] {
        let body = json!({ "category_id": world::category(category), "reason": "更正" });
        case.try_("dispatcher", "amend", body).await.invalid("#/category_id", fault);
    }
    let unknown = json!({ "category_id": world::person("worker"), "reason": "更正" });
    case.try_("dispatcher", "amend", unknown).await.invalid("#/category_id", "not_found");
}
