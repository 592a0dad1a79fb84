//! Withdraw 撤单: by the reporter, or who filed it.

use serde_json::json;
use tests::{Service, served_by_both};

served_by_both!(the_reporter_withdraws_before_the_resolution, who_filed_it_withdraws);

async fn the_reporter_withdraws_before_the_resolution(service: Service) {
    for state in ["submitted", "dispatched", "accepted"] {
        let case = service.ticket_in(state).await;
        let reason = json!({ "reason": "已自行解决" });
        for name in ["dispatcher", "branch", "community", "street"] {
            case.try_(name, "withdraw", reason.clone()).await.refused(403, "forbidden");
        }
        case.try_("neighbour", "withdraw", json!({})).await.refused(404, "not_found");
        assert_eq!(case.act("resident", "withdraw", reason).await["state"], "withdrawn", "{state}");
    }
    for state in ["resolved", "closed", "withdrawn", "declined"] {
        let case = service.ticket_in(state).await;
        case.try_("resident", "withdraw", json!({})).await.refused(409, "not_allowed_now");
    }
}

async fn who_filed_it_withdraws(service: Service) {
    let caller = json!({ "on_behalf_of": { "phone": "19900000009" } });
    for name in ["hotline", "grid", "community"] {
        let case = service.submit(name, caller.clone()).await;
        case.to("accepted").await;
        assert_eq!(case.step(name, "withdraw").await["state"], "withdrawn", "{name}");
    }
}
