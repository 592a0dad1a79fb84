//! Cards of supervision enter the ledger with them, and leave it with them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Reply, Service, minimal, served_by_both, world};

use super::{act, asked, grade, items};
use crate::ratings::deputy;

const RULE: &str = "十二个月内被出示三张有效黄牌,系统依规出示红牌";

served_by_both!(
    cards_enter_the_ledger,
    three_yellow_cards_make_one_line_for_the_red_one,
    who_brought_a_red_card_about_does_not_decide_on_it,
    a_withdrawn_card_is_answered_by_a_counter_entry,
    a_card_found_wrong_counts_no_more,
    only_cards_to_enterprises_are_recorded,
    a_clock_that_shows_a_card_records_it,
);

async fn show(case: &Case<'_>, name: &str, kind: &str) -> Reply {
    let by = case.service.app.time(case.service.now() + TimeDelta::hours(4));
    case.try_(name, "supervise", json!({ "kind": kind, "note": "限期整改", "answer_by": by })).await
}

async fn take_back(case: &Case<'_>, name: &str, number: i64) {
    let path = format!("{}/supervisions/{number}/withdraw", case.path());
    let body = minimal("withdraw_supervision");
    case.service.as_(name).post(&path, body).await.expect(200);
}

fn causes(items: &[Value]) -> Vec<&str> {
    items.iter().map(|one| one["cause"].as_str().unwrap()).collect()
}

async fn cards_enter_the_ledger(service: Service) {
    let case = service.ticket_in("accepted").await;
    show(&case, "branch", "order").await.expect(200);
    show(&case, "branch", "yellow_card").await.expect(200);
    show(&case, "street", "red_card").await.expect(200);
    let found = items(&service, "manager", "").await;
    assert_eq!(causes(&found), ["red_card", "yellow_card"]);
    let yellow = &found[1];
    assert_eq!(
        ["kind", "points", "ticket_id", "supervision", "recorded_role", "enterprise_id"]
            .map(|name| yellow[name].clone()),
        [
            json!("bad"),
            json!("2.00"),
            json!(case.id),
            json!(2),
            json!("branch_secretary"),
            json!(world::organization("enterprise")),
        ]
    );
    assert_eq!(yellow["recorded_by"], json!(world::person("branch")));
    assert!(yellow["basis"].as_str().unwrap().contains("黄牌记2.00分,有效期12个月"));
    assert_eq!((&found[0]["points"], &found[0]["facts"]), (&json!("10.00"), &json!("限期整改")));
    let told = grade(&service, "resident", "").await;
    assert_eq!((&told["score"], &told["grade"]), (&json!("68.00"), &json!("B")));
    let role = "SELECT COUNT(*) FROM journal WHERE action = 'enter_card' AND role = 'system'";
    assert_eq!(service.count(role).await, 2);
}

async fn three_yellow_cards_make_one_line_for_the_red_one(service: Service) {
    for _ in 0..3 {
        let case = service.ticket_in("accepted").await;
        show(&case, "street", "yellow_card").await.expect(200);
    }
    let found = items(&service, "auditor", "").await;
    let mut causes = causes(&found);
    causes.sort_unstable();
    assert_eq!(causes, ["red_card", "yellow_card", "yellow_card", "yellow_card"]);
    let red = found.iter().find(|one| one["cause"] == "red_card").unwrap();
    assert_eq!((&red["recorded_by"], &red["recorded_role"]), (&Value::Null, &json!("system")));
    assert_eq!(grade(&service, "resident", "").await["bad"], "16.00");
}

async fn who_brought_a_red_card_about_does_not_decide_on_it(service: Service) {
    for name in ["branch", "branch", "district"] {
        let case = service.ticket_in("accepted").await;
        show(&case, name, "yellow_card").await.expect(200);
    }
    let found = items(&service, "manager", "").await;
    let red = found.iter().find(|one| one["cause"] == "red_card").unwrap();
    assert_eq!((&red["facts"], &red["state"]), (&json!(RULE), &json!("recorded")));
    asked(&service, red, "object").await;
    let upheld = json!({ "upheld": true, "words": "经核实不属实" });
    let own = act(&service, "district", red, "decide-objection", upheld.clone()).await;
    own.refused(403, "forbidden");
    let decide = format!("{}/decide-objection", super::path(red));
    deputy(&service).await.post(&decide, upheld).await.expect(200);
    assert_eq!(grade(&service, "resident", "").await["bad"], "6.00", "the yellow ones stay");
}

async fn a_withdrawn_card_is_answered_by_a_counter_entry(service: Service) {
    let case = service.ticket_in("accepted").await;
    show(&case, "branch", "order").await.expect(200);
    show(&case, "branch", "yellow_card").await.expect(200);
    take_back(&case, "branch", 1).await;
    assert_eq!(service.count("SELECT COUNT(*) FROM credit_entry").await, 1, "an order is no card");
    let yellow = items(&service, "manager", "").await.remove(0);
    asked(&service, &yellow, "object").await;
    take_back(&case, "branch", 2).await;
    let found = items(&service, "manager", "").await;
    assert_eq!(causes(&found), ["card_withdrawn", "yellow_card"]);
    assert_eq!((&found[0]["points"], &found[1]["state"]), (&json!("-2.00"), &json!("countered")));
    assert_eq!(found[1]["claims"][0]["upheld"], Value::Null, "there is nothing left to decide");
    assert_eq!(grade(&service, "resident", "").await["score"], "80.00");
    show(&case, "branch", "yellow_card").await.expect(200);
    let yellow = items(&service, "manager", "").await.remove(0);
    let reason = json!({ "reason": "另有原因" });
    act(&service, "street", &yellow, "reverse", reason).await.expect(200);
    take_back(&case, "branch", 3).await;
    assert_eq!(service.count("SELECT COUNT(*) FROM credit_entry").await, 4, "taken back once");
}

async fn a_card_found_wrong_counts_no_more(service: Service) {
    let case = service.ticket_in("accepted").await;
    for _ in 0..2 {
        show(&case, "branch", "yellow_card").await.expect(200);
    }
    let yellow = items(&service, "manager", "").await.remove(0);
    asked(&service, &yellow, "object").await;
    let upheld = json!({ "upheld": true, "words": "经核实不属实" });
    act(&service, "district", &yellow, "decide-objection", upheld).await.expect(200);
    let seen = show(&case, "branch", "yellow_card").await.expect(200);
    let kinds: Vec<&Value> =
        seen["supervisions"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["yellow_card"; 3], "two effective ones make no red one");
    let seen = show(&case, "branch", "yellow_card").await.expect(200);
    assert_eq!(seen["supervisions"].as_array().unwrap().last().unwrap()["kind"], "red_card");
}

async fn only_cards_to_enterprises_are_recorded(service: Service) {
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare.clone()).await;
    show(&case, "street", "yellow_card").await.expect(200);
    let case = service.submit("bare-resident", bare).await;
    let unit = json!({ "to": { "organization_id": world::organization("department") } });
    case.act("community", "dispatch", unit).await;
    case.step("department", "accept").await;
    show(&case, "bare-branch", "yellow_card").await.expect(200);
    assert_eq!(service.count("SELECT COUNT(*) FROM credit_entry").await, 0);
}

async fn a_clock_that_shows_a_card_records_it(service: Service) {
    let case = service.ticket_in("accepted").await;
    show(&case, "branch", "order").await.expect(200);
    service.pass(TimeDelta::hours(5));
    service.run_jobs().await;
    let seen = case.seen_by("branch").await;
    let shown = seen["supervisions"].as_array().unwrap().iter();
    let shown: Vec<&Value> =
        shown.filter(|one| one["kind"] == "yellow_card").map(|one| &one["number"]).collect();
    let recorded = items(&service, "manager", "").await;
    assert_eq!((shown.len(), recorded.len()), (1, 1));
    assert_eq!(
        (&recorded[0]["recorded_by"], &recorded[0]["supervision"]),
        (&Value::Null, shown[0])
    );
}
