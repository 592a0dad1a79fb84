//! The enterprise is told of what is recorded and decided, and the offices of what is asked of them.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Case, Service, served_by_both};

use super::{act, asked, record};

served_by_both!(each_side_is_told, a_card_tells_the_enterprise_of_its_record);

/// The templates of someone's inbox about credit records, newest first.
async fn told(service: &Service, name: &str) -> Vec<String> {
    service.run_jobs().await;
    service.tell().await;
    let inbox = service.as_(name).get("/v1/notices?limit=100").await.expect(200);
    let items = inbox["items"].as_array().unwrap().iter();
    let about = items.filter(|one| one["credit_entry_id"].is_string());
    about.map(|one| one["template"].as_str().unwrap().to_owned()).collect()
}

async fn each_side_is_told(service: Service) {
    let made = record(&service, json!({})).await;
    assert_eq!(told(&service, "manager").await, ["credit_recorded"]);
    asked(&service, &made, "object").await;
    for name in ["district", "street", "property-office"] {
        assert_eq!(told(&service, name).await, ["credit_disputed"], "{name}");
    }
    let decided = json!({ "upheld": false, "words": "经核实属实" });
    act(&service, "district", &made, "decide-objection", decided.clone()).await.expect(200);
    assert_eq!(told(&service, "manager").await, ["credit_decided", "credit_recorded"]);
    service.pass(TimeDelta::days(90));
    asked(&service, &made, "repair").await;
    let reason = json!({ "reason": "须现场复核" });
    act(&service, "district", &made, "extend", reason).await.expect(200);
    act(&service, "street", &made, "decide-repair", decided).await.expect(200);
    let wanted = ["credit_decided", "credit_extended", "credit_decided", "credit_recorded"];
    assert_eq!(told(&service, "manager").await, wanted);
    let office = told(&service, "property-office").await;
    assert_eq!(office, ["credit_repair_sought", "credit_decided", "credit_disputed"]);
    for name in ["resident", "worker", "branch", "auditor"] {
        assert_eq!(told(&service, name).await, Vec::<String>::new(), "{name}");
    }
}

async fn a_card_tells_the_enterprise_of_its_record(service: Service) {
    let case: Case<'_> = service.ticket_in("accepted").await;
    let by = service.app.time(service.now() + TimeDelta::hours(4));
    let card = json!({ "kind": "yellow_card", "note": "限期整改", "answer_by": by });
    case.act("branch", "supervise", card).await;
    assert_eq!(told(&service, "manager").await, ["credit_recorded"]);
    let path = format!("{}/supervisions/1/withdraw", case.path());
    let body = tests::minimal("withdraw_supervision");
    service.as_("branch").post(&path, body).await.expect(200);
    assert_eq!(told(&service, "manager").await, ["credit_reversed", "credit_recorded"]);
}
