//! Which clocks run while a ticket goes its way.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

use super::{clock, clocks};

served_by_both!(
    a_ticket_runs_against_its_clocks,
    limits_are_those_of_priority_and_kind,
    a_supervision_waits_for_its_answer,
    the_end_of_a_ticket_stops_its_clocks,
    clocks_are_shown_page_by_page_to_those_who_see_the_ticket,
);

/// Each clock with how it stands: `running`, or kept, broken or dropped.
async fn standing(case: &Case<'_>) -> Vec<(String, String)> {
    let word = |clock: &Value| match (&clock["state"], &clock["met"]) {
        (state, _) if state != "stopped" => state.as_str().unwrap().to_owned(),
        (_, Value::Bool(true)) => "kept".to_owned(),
        (_, Value::Bool(false)) => "broken".to_owned(),
        _ => "dropped".to_owned(),
    };
    let all = clocks(case).await;
    all.iter().map(|clock| (clock["clock"].as_str().unwrap().to_owned(), word(clock))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(kind, word)| ((*kind).to_owned(), (*word).to_owned())).collect()
}

async fn a_ticket_runs_against_its_clocks(service: Service) {
    let case = service.ticket_in("submitted").await;
    assert_eq!(standing(&case).await, pairs(&[("dispatch", "running"), ("resolution", "running")]));
    let dispatch = clock(&case, "dispatch").await;
    assert_eq!(dispatch["target_at"], "2026-03-02T11:00:00.000+08:00", "two hours, lunch or not");
    assert_eq!(dispatch["next_level_at"], dispatch["target_at"]);
    let resolution = clock(&case, "resolution").await;
    assert_eq!(resolution["limit"], json!({ "unit": "workdays", "amount": 3 }));
    assert_eq!(resolution["target_at"], "2026-03-05T09:00:00.000+08:00");
    assert_eq!(
        resolution["next_level_at"], "2026-03-04T10:45:00.000+08:00",
        "three quarters of 21 hours"
    );
    service.pass(TimeDelta::hours(3));
    case.step("dispatcher", "dispatch").await;
    case.step("worker", "accept").await;
    case.step("worker", "progress").await;
    case.step("worker", "resolve").await;
    let kept = [
        ("acceptance", "kept"),
        ("dispatch", "broken"),
        ("first_contact", "kept"),
        ("follow_up", "running"),
        ("resolution", "kept"),
    ];
    assert_eq!(standing(&case).await, pairs(&kept));
    case.step("resident", "reopen").await;
    let again = clock(&case, "resolution").await;
    assert_eq!((&again["number"], &again["state"]), (&json!(2), &json!("running")));
}

async fn limits_are_those_of_priority_and_kind(service: Service) {
    for (over, dispatch, resolution) in [
        (json!({ "priority": "emergency" }), "09:30", "2026-03-02T11:00"),
        (json!({ "priority": "urgent" }), "11:00", "2026-03-03T09:00"),
        (json!({ "kind": "consultation" }), "11:00", "2026-03-04T09:00"),
        (json!({ "kind": "complaint" }), "11:00", "2026-03-09T09:00"),
        (json!({ "kind": "suggestion" }), "11:00", "2026-03-16T09:00"),
        (json!({ "kind": "report" }), "11:00", "2026-03-23T09:00"),
    ] {
        let case = service.submit("resident", over.clone()).await;
        let target = clock(&case, "dispatch").await["target_at"].clone();
        assert_eq!(target, format!("2026-03-02T{dispatch}:00.000+08:00"), "{over}");
        let target = clock(&case, "resolution").await["target_at"].clone();
        assert_eq!(target, format!("{resolution}:00.000+08:00"), "{over}");
    }
    let case = service.submit("resident", json!({})).await;
    case.step("dispatcher", "amend").await;
    let target = clock(&case, "resolution").await["target_at"].clone();
    assert_eq!(
        target, "2026-03-03T09:00:00.000+08:00",
        "what is amended is measured anew from its start"
    );
}

async fn a_supervision_waits_for_its_answer(service: Service) {
    let case = service.ticket_in("accepted").await;
    case.step("branch", "supervise").await;
    let asked = clock(&case, "supervision_answer").await;
    assert_eq!(
        (&asked["number"], &asked["target_at"]),
        (&json!(1), &json!("2026-03-03T09:00:00.000+08:00")),
        "a reminder that names no date leaves a workday"
    );
    let by = "2026-03-02T18:00:00.000+08:00";
    for number in [2, 3] {
        case.act(
            "branch",
            "supervise",
            json!({ "kind": "order", "note": "请处理", "answer_by": by }),
        )
        .await;
        let asked = clock(&case, "supervision_answer").await;
        assert_eq!(
            (&asked["number"], &asked["target_at"], &asked["limit"]),
            (&json!(number), &json!(by), &json!(null))
        );
    }
    case.try_answer("manager", 2).await.expect(200);
    let words: Vec<_> = clocks(&case)
        .await
        .into_iter()
        .filter(|one| one["clock"] == "supervision_answer")
        .collect();
    let kept = words.iter().map(|one| one["met"].clone()).collect::<Vec<_>>();
    assert_eq!(kept, [Value::Null, json!(true), Value::Null]);
}

async fn the_end_of_a_ticket_stops_its_clocks(service: Service) {
    let (withdrawn, declined) =
        (service.ticket_in("withdrawn").await, service.ticket_in("declined").await);
    let closed = service.ticket_in("closed").await;
    for case in [&withdrawn, &declined, &closed] {
        assert!(clocks(case).await.iter().all(|clock| clock["state"] == "stopped"));
    }
    service.pass(TimeDelta::days(60));
    service.run_jobs().await;
    for (case, last) in [(withdrawn, "withdraw"), (declined, "decline"), (closed, "close")] {
        assert_eq!(case.history().await.last().unwrap(), last);
    }
}

async fn clocks_are_shown_page_by_page_to_those_who_see_the_ticket(service: Service) {
    let case = service.ticket_in("resolved").await;
    let path = format!("{}/clocks", case.path());
    let mut next = format!("{path}?limit=2");
    let mut seen = Vec::new();
    loop {
        let page = service.as_("resident").get(&next).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["clock"].clone()));
        let Some(after) = page["next"].as_str() else { break };
        next = format!("{path}?limit=2&after={after}");
    }
    assert_eq!(seen, ["acceptance", "dispatch", "first_contact", "follow_up", "resolution"]);
    service.as_("other-resident").get(&path).await.refused(404, "not_found");
    let unknown = format!("/v1/tickets/{}/clocks", world::person("resident"));
    service.as_("resident").get(&unknown).await.refused(404, "not_found");
}
