//! Taking a file away: by who added it or an officer, with a reason, before the end.

use serde_json::json;
use tests::{Case, Reply, Service, served_by_both};

use super::{attached, jpeg};

served_by_both!(who_added_a_file_takes_it_back, nothing_is_deleted_after_the_end);

async fn delete(case: &Case<'_>, name: &str, id: &str, reason: &str) -> Reply {
    let path = format!("/v1/attachments/{id}/delete");
    case.service.as_(name).post(&path, json!({ "reason": reason })).await
}

async fn who_added_a_file_takes_it_back(service: Service) {
    let case = service.submit("resident", json!({ "visibility": "public" })).await;
    let own = attached(&case, "resident", "before", jpeg()).await;
    for name in ["neighbour", "other-resident", "nobody"] {
        delete(&case, name, &own, "看不惯").await.refused(404, "not_found");
    }
    for name in ["dispatcher", "branch", "worker", "auditor"] {
        delete(&case, name, &own, "不需要").await.refused(403, "forbidden");
    }
    delete(&case, "resident", &own, "  ").await.invalid("#/reason", "required");
    delete(&case, "resident", &own, "拍错了").await.expect(204);
    delete(&case, "resident", &own, "拍错了").await.refused(404, "not_found");
    for officer in ["community", "street"] {
        let other = attached(&case, "dispatcher", "evidence", jpeg()).await;
        let seen = service.as_(officer).get(&format!("/v1/attachments/{other}")).await.expect(200);
        assert_eq!(seen["deletable"], true, "{officer}");
        delete(&case, officer, &other, "拍到无关人员").await.expect(204);
    }
    let timeline = format!("{}/timeline", case.path());
    let page = service.as_("branch").get(&timeline).await.expect(200);
    assert_eq!(page["items"][2]["action"], "detach");
    assert_eq!(page["items"][2]["detail"]["reason"], "拍错了");
    let list = format!("{}/attachments", case.path());
    assert_eq!(service.as_("branch").get(&list).await.expect(200)["items"], json!([]));
}

async fn nothing_is_deleted_after_the_end(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let own = attached(&case, "resident", "before", jpeg()).await;
    case.to("closed").await;
    for name in ["resident", "community"] {
        let seen = service.as_(name).get(&format!("/v1/attachments/{own}")).await.expect(200);
        assert_eq!(seen["deletable"], false);
        delete(&case, name, &own, "不需要").await.refused(409, "not_allowed_now");
    }
}
