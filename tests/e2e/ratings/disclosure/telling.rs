//! Who is told of what, and that what is late is told of once.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both};

use super::{disclosed, object, objected, on, pass_all, rejected, score};

served_by_both!(each_side_is_told, what_is_late_is_marked_and_told_once);

/// The templates of someone's inbox about the disclosure, newest first.
async fn told(service: &Service, name: &str) -> Vec<String> {
    service.run_jobs().await;
    service.tell().await;
    let inbox = service.as_(name).get("/v1/notices?limit=100").await.expect(200);
    let items = inbox["items"].as_array().unwrap().iter();
    let about = items.filter(|one| one["objection_id"].is_string() || one["cycle_id"].is_string());
    about.map(|one| one["template"].as_str().unwrap().to_owned()).collect()
}

async fn each_side_is_told(service: Service) {
    let cycle = disclosed(&service).await;
    assert_eq!(told(&service, "manager").await, ["cycle_disclosed"]);
    let one = score(&service, &cycle).await;
    let made = object(&service, "resident", &one, json!({})).await.expect(201);
    for name in ["street", "property-office"] {
        assert_eq!(told(&service, name).await, ["score_disputed"], "{name}");
    }
    assert_eq!(told(&service, "manager").await, ["score_disputed", "cycle_disclosed"]);
    let reason = json!({ "reason": "须现场复核" });
    on(&service, "district", &made, "extend", reason).await.expect(200);
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    assert_eq!(told(&service, "resident").await, ["objection_decided", "objection_extended"]);
    let asked = json!({ "grounds": "请再看一次" });
    on(&service, "resident", &made, "recheck", asked).await.expect(200);
    assert_eq!(told(&service, "district").await, ["recheck_asked"]);
    for name in ["worker", "branch", "auditor", "neighbour", "other-street"] {
        assert_eq!(told(&service, name).await, Vec::<String>::new(), "{name}");
    }
}

async fn what_is_late_is_marked_and_told_once(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    assert_eq!(told(&service, "street").await, ["score_disputed"]);
    service.pass(TimeDelta::days(7));
    for _ in 0..2 {
        assert_eq!(told(&service, "street").await, ["objection_late", "score_disputed"]);
    }
    let seen = service.as_("manager").get(&super::path(&made)).await.expect(200);
    assert_eq!((&seen["overdue"], &seen["state"]), (&json!(true), &json!("filed")));
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    let asked = json!({ "grounds": "请再看一次" });
    on(&service, "manager", &made, "recheck", asked).await.expect(200);
    pass_all(&service);
    for _ in 0..2 {
        assert_eq!(told(&service, "district").await[0], "objection_late");
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM journal WHERE action = 'lapse'").await, 2);
}
