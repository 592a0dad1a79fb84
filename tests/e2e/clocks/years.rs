//! A deadline in a year that nobody has announced yet is provisional, and reckoned again once it is.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both};

use super::clock;
use crate::access::calendars::national;

served_by_both!(a_provisional_deadline_is_reckoned_again);

async fn a_provisional_deadline_is_reckoned_again(service: Service) {
    // Wednesday 2026-12-30, 9:00.
    service.pass(TimeDelta::days(303));
    let case = service.submit("resident", json!({})).await;
    let before = clock(&case, "resolution").await;
    assert_eq!(
        (&before["target_at"], &before["provisional"]),
        (&json!("2027-01-04T09:00:00.000+08:00"), &json!(true))
    );
    assert_eq!(clock(&case, "dispatch").await["provisional"], false, "two hours are two hours");
    let ready = service.anyone().get("/readyz").await.expect(200);
    assert_eq!(ready["provisional_years"], json!([2027]));

    let path = format!("/v1/calendars/{}/years", national(&service).await);
    let year = json!({
        "year": 2027, "days": [{ "date": "2027-01-01", "kind": "off" }],
        "source_no": "国办发明电〔2026〕8号", "source_url": "https://www.gov.cn/zhengce/",
    });
    service.as_("district").post(&path, year).await.expect(201);
    service.run_jobs().await;
    assert_eq!(clock(&case, "resolution").await, before, "it waits for the second person");
    service.as_("admin").post(&format!("{path}/2027/approve"), json!({})).await.expect(200);
    service.run_jobs().await;
    let after = clock(&case, "resolution").await;
    assert_eq!(
        (&after["target_at"], &after["provisional"]),
        (&json!("2027-01-05T09:00:00.000+08:00"), &json!(false))
    );
    assert_eq!(after["calendar_version"], 3);
    assert_eq!(case.history().await, ["submit", "clock"]);
    assert_eq!(service.anyone().get("/readyz").await.expect(200)["provisional_years"], json!([]));
}
