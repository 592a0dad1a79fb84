//! Clocks that other work moves: whistles, extensions, questions, suspensions, rulings and cards.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

use super::{clock, clocks};

served_by_both!(
    each_department_that_is_called_has_its_own_clocks,
    a_granted_extension_moves_the_target_and_is_asked_for_in_time,
    a_question_stands_still_no_longer_than_it_may_wait,
    a_suspension_stands_still_until_its_review,
    merging_stops_and_unmerging_begins_again,
    three_yellow_cards_by_clocks_make_a_red_one,
    a_policy_never_lengthens_a_whistle,
);

/// Kind, department, state and target of the clocks of departments.
async fn called(case: &Case<'_>) -> Vec<[String; 4]> {
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    let all = clocks(case).await;
    let own = all.iter().filter(|one| one["organization_id"].is_string());
    own.map(|one| ["clock", "organization_id", "state", "target_at"].map(|name| text(one, name)))
        .collect()
}

/// Approved on the Friday before Qingming, which takes the Monday.
async fn each_department_that_is_called_has_its_own_clocks(service: Service) {
    service.pass(TimeDelta::days(32));
    let case = service.ticket_in("submitted").await;
    let mut body = minimal("blow_whistle");
    body["kind"] = json!("enforcement");
    body["assisting"] = json!([world::organization("police")]);
    case.try_whistle("community", "blow_whistle", body).await.expect(200);
    case.whistle("secretary", "approve_whistle").await;
    let [lead, assisting] =
        ["department", "police"].map(|name| world::organization(name).to_string());
    let tuesday = "2026-04-07T09:00:00.000+08:00";
    let line = |unit: &str, state: &str| ["report_in", unit, state, tuesday].map(str::to_owned);
    let mut both = vec![line(&lead, "running"), line(&assisting, "running")];
    assert_eq!(called(&case).await, both);
    case.whistle("police", "report_in").await;
    both[1] = line(&assisting, "stopped");
    assert_eq!(called(&case).await, both);
    service.pass(TimeDelta::days(4));
    service.run_jobs().await;
    let asked = case.seen_by("branch").await["supervisions"].as_array().unwrap().clone();
    let of_department: Vec<_> = asked.iter().filter(|one| one["unit_id"] == json!(lead)).collect();
    assert_eq!(
        of_department.len(),
        1,
        "the department is reminded, not the one that came: {asked:?}"
    );
    let told = &case.seen_by("street").await["whistles"][0]["tasks"][0];
    assert_eq!(told["report_by"], tuesday);
}

async fn a_granted_extension_moves_the_target_and_is_asked_for_in_time(service: Service) {
    let case = service.ticket_in("accepted").await;
    assert_eq!(case.seen_by("resident").await["due_at"], "2026-03-05T09:00:00.000+08:00");
    let late = service.ticket_in("accepted").await;
    case.step("worker", "request_extension").await;
    service.pass(TimeDelta::days(3) + TimeDelta::hours(1));
    assert!(!late.allowed("worker").await.contains(&"request_extension".to_owned()));
    late.try_("worker", "request_extension", minimal("request_extension"))
        .await
        .refused(409, "not_allowed_now");
    case.rule("community", 1, true).await;
    let until = "2026-03-12T18:00:00.000+08:00";
    assert_eq!(clock(&case, "resolution").await["target_at"], until);
    assert_eq!(case.seen_by("resident").await["due_at"], until);
    assert_eq!(clock(&case, "ruling").await["met"], false, "ruled on after a workday");
}

async fn a_question_stands_still_no_longer_than_it_may_wait(service: Service) {
    let case = service.ticket_in("accepted").await;
    case.step("worker", "ask").await;
    assert_eq!(clock(&case, "resolution").await["state"], "paused");
    assert_eq!(case.seen_by("resident").await["due_at"], json!(null));
    // The answer was asked for by Thursday at nine; the server wakes up on Saturday.
    service.pass(TimeDelta::days(5));
    service.run_jobs().await;
    let resolution = clock(&case, "resolution").await;
    assert_eq!(resolution["pauses"][0]["to"], "2026-03-05T09:00:00.000+08:00");
    assert_eq!(resolution["target_at"], "2026-03-09T18:00:00.000+08:00", "21 working hours later");
    let case = service.ticket_in("accepted").await;
    case.act(
        "worker",
        "ask",
        json!({ "question": "几点方便?", "answer_by": "2026-03-10T09:00:00+08:00" }),
    )
    .await;
    service.pass(TimeDelta::hours(1));
    case.step("resident", "reply").await;
    assert_eq!(clock(&case, "resolution").await["state"], "running");
}

async fn a_suspension_stands_still_until_its_review(service: Service) {
    let case = service.ticket_in("suspended").await;
    let paused = clock(&case, "resolution").await;
    assert_eq!((&paused["state"], &paused["next_level_at"]), (&json!("paused"), &json!(null)));
    service.pass(TimeDelta::days(33));
    service.run_jobs().await;
    let resumed = clock(&case, "resolution").await;
    assert_eq!(resumed["pauses"][0]["to"], "2026-04-01T00:00:00.000+08:00");
    assert_eq!(resumed["state"], "running");
    assert_eq!(resumed["reached"], 2, "the three workdays after the review are over");
}

async fn merging_stops_and_unmerging_begins_again(service: Service) {
    let case = service.ticket_in("merged").await;
    assert!(clocks(&case).await.iter().all(|one| one["state"] == "stopped"));
    service.pass(TimeDelta::days(30));
    service.run_jobs().await;
    assert_eq!(case.history().await.last().unwrap(), "merge");
    case.step("dispatcher", "unmerge").await;
    let again = clock(&case, "resolution").await;
    assert_eq!((&again["number"], &again["state"]), (&json!(2), &json!("running")));
}

async fn three_yellow_cards_by_clocks_make_a_red_one(service: Service) {
    for _ in 0..3 {
        let case = service.ticket_in("accepted").await;
        let by = service.app.time(service.now() + TimeDelta::hours(2));
        let order = json!({ "kind": "order", "note": "请处理", "answer_by": by });
        case.act("branch", "supervise", order).await;
    }
    service.pass(TimeDelta::hours(2));
    service.run_jobs().await;
    service.run_jobs().await;
    let count = async |kind: &str| {
        let sql = format!("SELECT COUNT(*) FROM ticket_supervision WHERE kind = '{kind}'");
        service.count(&sql).await
    };
    assert_eq!((count("yellow_card").await, count("red_card").await), (3, 1));
}

async fn a_policy_never_lengthens_a_whistle(service: Service) {
    for (amount, expected) in [(600, "2026-03-02T09:30"), (10, "2026-03-02T09:10")] {
        let body =
            json!({ "clock": "report_in", "limit": { "unit": "minutes", "amount": amount } });
        let set = service.as_("admin").post("/v1/clock-policies", body).await.expect(200);
        assert!(set["levels"].as_array().unwrap().iter().any(|level| level["percent"] == 100));
        let case = service.ticket_in("submitted").await;
        let mut body = minimal("blow_whistle");
        body["kind"] = json!("emergency");
        case.try_whistle("community", "blow_whistle", body).await.expect(200);
        case.whistle("secretary", "approve_whistle").await;
        let target = clock(&case, "report_in").await["target_at"].clone();
        assert_eq!(target.as_str().map(|text| &text[..16]), Some(expected));
    }
}
