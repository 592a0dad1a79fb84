//! Levels: each fires exactly once, whatever happened to the server meanwhile.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both};

use super::clock;

served_by_both!(
    each_level_fires_once_after_a_day_of_downtime,
    an_order_by_the_system_needs_its_answer_in_time,
    a_level_is_not_reached_a_moment_too_early,
    a_ticket_in_the_way_holds_up_no_other,
);

/// What the system noted, oldest first.
async fn noted(case: &Case<'_>) -> Vec<String> {
    let path = format!("{}/timeline?limit=100", case.path());
    let page = case.service.as_("branch").get(&path).await.expect(200);
    let by_clock =
        page["items"].as_array().unwrap().iter().filter(|entry| entry["role"] == "system");
    let word = |entry: &Value| match entry["action"].as_str().unwrap() {
        "clock" => {
            let detail = &entry["detail"];
            let text = |name: &str| detail[name].as_str().unwrap_or_default().to_owned();
            format!("{} {} {}", text("clock"), detail["percent"], text("effect"))
        }
        other => other.to_owned(),
    };
    by_clock.map(word).collect()
}

async fn each_level_fires_once_after_a_day_of_downtime(service: Service) {
    let case = service.ticket_in("submitted").await;
    service.pass(TimeDelta::hours(26));
    service.run_jobs().await;
    let day = ["dispatch 100 reminder", "supervise", "dispatch 200 order", "supervise"];
    assert_eq!(noted(&case).await, day);
    for _ in 0..3 {
        service.run_jobs().await;
    }
    assert_eq!(noted(&case).await, day, "each once");
    let seen = case.seen_by("branch").await;
    assert_eq!(
        (&seen["supervisions"][0]["kind"], &seen["supervisions"][1]["kind"]),
        (&json!("reminder"), &json!("order"))
    );
    let reached = clock(&case, "dispatch").await;
    assert_eq!(
        (&reached["reached"], &reached["next_level_at"], &reached["overdue"]),
        (&json!(2), &json!(null), &json!(true))
    );
    a_month_later(&case, &day).await;
}

/// Community, street, district.
async fn a_month_later(case: &Case<'_>, day: &[&str]) {
    let service = case.service;
    service.pass(TimeDelta::days(30));
    service.run_jobs().await;
    let month = [
        "resolution 75 notice",
        "supervision_answer 100 order",
        "supervise",
        "supervision_answer 100 card",
        "card",
        "resolution 100 reminder",
        "supervise",
        "supervision_answer 200 raise",
        "raise",
        "resolution 150 order",
        "supervise",
        "resolution 200 raise",
        "raise",
        "resolution 300 raise",
        "raise",
        "resolution 400 raise",
    ];
    assert_eq!(noted(case).await, [day, &month].concat());
    assert_eq!(case.seen_by("branch").await["raised"], "district", "community, street, district");
    // The street dispatches from now on.
    case.try_("dispatcher", "dispatch", tests::minimal("dispatch")).await.refused(403, "forbidden");
    assert!(case.allowed("street").await.contains(&"dispatch".to_owned()));
}

async fn an_order_by_the_system_needs_its_answer_in_time(service: Service) {
    let case = service.ticket_in("accepted").await;
    service.pass(TimeDelta::days(8));
    service.run_jobs().await;
    let seen = case.seen_by("branch").await;
    assert_eq!(seen["unanswered"], 1, "a reminder and a raised case hold nothing up");
    let asked = clock(&case, "supervision_answer").await;
    assert_eq!(
        asked["target_at"], "2026-03-11T09:00:00.000+08:00",
        "the same time of the next workday"
    );
    let all = seen["supervisions"].as_array().unwrap();
    let kinds: Vec<_> = all.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["reminder", "reminder", "order", "raised_case"]);
    for (number, name) in [(1, "manager"), (2, "manager"), (3, "manager"), (4, "community")] {
        case.try_answer(name, number).await.expect(200);
    }
    assert_eq!(clock(&case, "supervision_answer").await["met"], true);
    service.pass(TimeDelta::days(30));
    service.run_jobs().await;
    assert!(!noted(&case).await.iter().any(|word| word.starts_with("supervision_answer")));
}

async fn a_level_is_not_reached_a_moment_too_early(service: Service) {
    let case = service.ticket_in("submitted").await;
    service.pass(TimeDelta::hours(2) - TimeDelta::milliseconds(1));
    service.run_jobs().await;
    assert!(noted(&case).await.is_empty());
    service.pass(TimeDelta::milliseconds(1));
    service.run_jobs().await;
    assert_eq!(noted(&case).await, ["dispatch 100 reminder", "supervise"]);
}

async fn a_ticket_in_the_way_holds_up_no_other(service: Service) {
    let first = service.ticket_in("submitted").await;
    let second = service.ticket_in("submitted").await;
    // An entry of the number that comes next: the ticket cannot be saved.
    let sql = "UPDATE ticket SET version = 0 WHERE id = $1";
    let id: kernel::Uuid = first.id.parse().unwrap();
    service.force(sql, vec![id.into()]).await;
    service.pass(TimeDelta::hours(3));
    service.run_jobs().await;
    assert_eq!(noted(&second).await.len(), 2);
    service.force("UPDATE ticket SET version = 1 WHERE id = $1", vec![id.into()]).await;
    service.run_jobs().await;
    assert_eq!(noted(&first).await.len(), 2, "nothing is lost");
}
