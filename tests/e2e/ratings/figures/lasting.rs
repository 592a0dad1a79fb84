//! What happens after the end of the period moves nothing.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Case, Service, minimal, served_by_both, world};

use super::{FIGURES, one, quarter};

served_by_both!(what_happens_after_the_end_moves_nothing, what_was_filed_later_is_not_counted);

/// Tickets that stand at different places when the quarter ends.
async fn at_the_end(service: &Service) -> Vec<Case<'_>> {
    service.pass(TimeDelta::days(27));
    let mut cases = Vec::new();
    for state in [
        "submitted",
        "dispatched",
        "accepted",
        "resolved",
        "resolved",
        "resolved",
        "resolved",
        "closed",
        "declined",
    ] {
        cases.push(service.ticket_in(state).await);
    }
    cases[5].step("resident", "rate").await;
    let no = json!({ "reached": true, "solved": true, "satisfied": false });
    cases[6].act("branch", "follow_up", no).await;
    let complaint = service.submit("resident", json!({ "kind": "complaint" })).await;
    complaint.to("accepted").await;
    complaint.step("worker", "progress").await;
    let repair = service.submit("resident", json!({ "kind": "repair" })).await;
    repair.to("resolved").await;
    repair.step("resident", "reopen").await;
    repair.to("accepted").await;
    let pooled = service.ticket_in("submitted").await;
    pooled.pooled().await;
    let returned = service.ticket_in("dispatched").await;
    returned.step("manager", "request_return").await;
    cases.extend([complaint, repair, pooled, returned]);
    cases
}

/// A step of its own for each of them.
async fn go_on(service: &Service, cases: &[Case<'_>], at: usize) {
    let case = &cases[at];
    match at {
        0 => case.to("resolved").await,
        1 => drop(case.step("worker", "accept").await),
        2 => drop(case.step("worker", "resolve").await),
        3 => drop(case.act("resident", "rate", json!({ "solved": true, "stars": 5 })).await),
        4 => drop(case.step("resident", "reopen").await),
        5 => {
            let no = json!({ "reached": true, "solved": false, "satisfied": false });
            case.act("branch", "follow_up", no).await;
            let unit = json!({ "to": { "pool": true } });
            case.act("dispatcher", "dispatch", unit).await;
            case.step("volunteer", "accept").await;
        }
        6 => drop(case.step("branch", "follow_up").await),
        7 => {
            service.pass(TimeDelta::hours(241));
            let path = case.action_path("renew");
            service.as_("resident").post(&path, minimal("renew")).await.expect(201);
        }
        8 => drop(case.step("resident", "object").await),
        9 => {
            let kind = json!({ "kind": "consultation", "reason": "归错类别" });
            case.act("community", "amend", kind).await;
            case.step("resident", "withdraw").await;
        }
        10 => {
            service.pass(TimeDelta::days(30));
            case.step("worker", "resolve").await;
        }
        11 => drop(case.step("volunteer", "accept").await),
        _ => drop(case.rule("community", 1, true).await),
    }
}

/// Of each figure part and whole, or a count; the declined ticket is out, the one in the pool is the volunteers'.
const AT_THE_END: [(i64, i64); 12] = [
    (0, 0),
    (8, 11),
    (3, 6),
    (2, 6),
    (6, 6),
    (1, 6),
    (1, -1),
    (1, 1),
    (6, 6),
    (1, -1),
    (0, 0),
    (0, 0),
];

async fn what_happens_after_the_end_moves_nothing(service: Service) {
    crate::ratings::credit::record(&service, json!({})).await;
    let cases = at_the_end(&service).await;
    let then = quarter(&service).await;
    let number = |name: &str, field: &str| one(&then, name)[field].as_i64().unwrap();
    let numbers = FIGURES.map(|name| match one(&then, name)["count"].as_i64() {
        Some(count) => (count, -1),
        None => (number(name, "part"), number(name, "whole")),
    });
    assert_eq!(numbers, AT_THE_END);
    service.pass(TimeDelta::days(3));
    let ended = quarter(&service).await;
    assert_eq!(ended["as_of"], "2026-03-31T23:59:59.999+08:00");
    assert_eq!(ended["figures"], then["figures"], "nothing has happened");
    for at in 0..cases.len() {
        go_on(&service, &cases, at).await;
        let now = quarter(&service).await;
        for name in FIGURES {
            assert_eq!(one(&now, name), one(&then, name), "{name} after step {at}");
        }
    }
    let late = json!({ "effective_from": "2026-03-20" });
    let path = "/v1/credit-entries";
    let record = crate::ratings::credit::record(&service, late).await;
    assert_eq!(quarter(&service).await["figures"], then["figures"], "recorded later");
    let early = service.as_("street").get(path).await.expect(200)["items"].clone();
    for one in early.as_array().unwrap().iter().filter(|one| one["id"] != record["id"]) {
        let path = format!("{path}/{}/reverse", one["id"].as_str().unwrap());
        service.as_("street").post(&path, json!({ "reason": "认定有误" })).await.expect(200);
    }
    assert_eq!(quarter(&service).await["figures"], then["figures"], "taken back later");
}

async fn what_was_filed_later_is_not_counted(service: Service) {
    service.pass(TimeDelta::days(40));
    service.ticket_in("resolved").await;
    let name = "ticket.response_rate";
    let whole = async |period: &str| {
        let path = super::path("estate", &format!("period={period}"));
        let seen = service.as_("manager").get(&path).await.expect(200);
        one(&seen, name)["whole"].clone()
    };
    assert_eq!([whole("2026-Q1").await, whole("2026-Q2").await], [json!(0), json!(1)]);
    assert_eq!(whole("2026").await, json!(1), "the year has both");
    let other = world::organization("other-enterprise");
    let path = super::path("estate", &format!("period=2026&enterprise_id={other}"));
    let seen = service.as_("street").get(&path).await.expect(200);
    assert_eq!(one(&seen, name)["whole"], json!(0), "another enterprise had nothing");
}
