//! Returns and whistles: counters that agree with the rows whatever happens, by whole months, and few however many.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

use super::agrees;

served_by_both!(
    counters_say_what_rows_say_after_random_work,
    both_sides_are_asked_about_by_whole_months,
    both_sides_count_where_a_ticket_was_filed_and_once,
    more_whistles_make_no_more_counters,
);

/// Numbers that look random, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// Takes the step where it is possible then.
async fn happens(case: &Case<'_>, deed: usize) {
    let both = json!({
        "kind": "hard_case", "reason": "占道经营", "lead": world::organization("department"),
        "assisting": [world::organization("police")],
    });
    let no = json!({ "granted": false, "words": "不必" });
    let noise = json!({ "category_id": world::category("noise"), "reason": "归错类别" });
    let reply = match deed {
        0 => case.try_whistle("community", "blow_whistle", both).await,
        1 | 2 => {
            case.try_whistle("secretary", "approve_whistle", tests::minimal("approve_whistle"))
                .await
        }
        3 => case.try_whistle("secretary", "approve_whistle", no).await,
        4 | 5 => case.try_whistle("department", "report_in", tests::minimal("report_in")).await,
        6 => case.try_whistle("police", "report_in", tests::minimal("report_in")).await,
        7 => case.try_whistle("department", "finish_task", tests::minimal("finish_task")).await,
        8 => {
            let body = tests::minimal("rate_department");
            case.try_whistle("community", "rate_department", body).await
        }
        9 => case.try_("manager", "request_return", tests::minimal("request_return")).await,
        10 => case.try_rule("community", 1, false).await,
        11 => case.try_rule("community", 1, true).await,
        12 => case.try_("community", "amend", noise).await,
        _ => case.try_("resident", "withdraw", tests::minimal("withdraw")).await,
    };
    assert!(reply.status.as_u16() < 500, "{deed}: {}", reply.text());
}

async fn counters_say_what_rows_say_after_random_work(service: Service) {
    let mut dice = Dice(2026);
    let mut cases: Vec<Case<'_>> = Vec::new();
    for step in 0..160 {
        if step % 20 == 0 {
            cases.push(service.ticket_in("submitted").await);
            cases.push(service.ticket_in("submitted").await);
        }
        let at = dice.below(cases.len());
        let deeds = if dice.below(8) == 0 { 14 } else { 13 };
        let deed = dice.below(deeds);
        happens(&cases[at], deed).await;
        match dice.below(12) {
            0 => service.run_jobs().await,
            1 => service.pass(TimeDelta::hours(20)),
            _ => {}
        }
    }
    for folded in [false, true] {
        if folded {
            service.run_jobs().await;
        }
        as_the_rows_say(&service).await;
        agrees(&service).await;
    }
}

const APPROVED: &str = "w.ruled_at IS NOT NULL AND w.state NOT IN ('blown', 'rejected')";

/// Counted from the rows themselves, which is what the counters stand for.
async fn as_the_rows_say(service: &Service) {
    let whistles = async |condition: &str| {
        service.count(&format!("SELECT COUNT(*) FROM whistle w WHERE {condition}")).await
    };
    let seen = service.as_("district").get("/v1/whistle-figures").await.expect(200);
    let said = ["blown", "approved", "rejected", "stuck"].map(|word| seen[word].as_i64().unwrap());
    let counted = [
        whistles("true").await,
        whistles(APPROVED).await,
        whistles("w.state = 'rejected'").await,
        whistles("w.stuck_at IS NOT NULL").await,
    ];
    assert_eq!(said, counted);
    assert!(counted.iter().take(3).all(|number| *number > 0), "{counted:?}: too little happened");
    let tasks = async |condition: &str| {
        let sql = format!(
            "SELECT COUNT(*) FROM whistle w JOIN whistle_task k ON k.ticket_id = w.ticket_id \
             AND k.number = w.number WHERE {APPROVED} AND {condition}"
        );
        service.count(&sql).await
    };
    for (word, condition) in [
        ("called", "true"),
        ("reported", "k.reported_at IS NOT NULL"),
        ("in_time", "k.reported_at <= k.report_by"),
        ("finished", "k.finished_at IS NOT NULL"),
        ("rated", "k.stars IS NOT NULL"),
    ] {
        assert_eq!(sum(&seen["departments"], word), tasks(condition).await, "{word}");
    }
    let seen = service.as_("district").get("/v1/return-figures").await.expect(200);
    for (word, condition) in
        [("asked", "true"), ("granted", "granted"), ("improper", "NOT granted")]
    {
        let sql =
            format!("SELECT COUNT(*) FROM ticket_request WHERE kind = 'return' AND {condition}");
        assert_eq!(sum(&seen["organizations"], word), service.count(&sql).await, "{word}");
    }
}

fn sum(rows: &Value, word: &str) -> i64 {
    rows.as_array().unwrap().iter().map(|row| row[word].as_i64().unwrap()).sum()
}

async fn blown(service: &Service) -> Case<'_> {
    let case = service.ticket_in("submitted").await;
    case.whistle("community", "blow_whistle").await;
    case.whistle("secretary", "approve_whistle").await;
    case
}

async fn both_sides_are_asked_about_by_whole_months(service: Service) {
    blown(&service).await;
    let first = service.app.time(service.now())[..7].to_owned();
    service.pass(TimeDelta::days(40));
    blown(&service).await;
    let month = service.app.time(service.now())[..7].to_owned();
    let asked = async |query: &str| {
        service.as_("street").get(&format!("/v1/whistle-figures?{query}")).await
    };
    assert_eq!(asked("").await.expect(200)["blown"], 2);
    assert_eq!(asked(&format!("from={month}-01")).await.expect(200)["blown"], 1);
    for wrong in [format!("from={first}-02"), format!("from={month}-01&to={first}-01")] {
        asked(&wrong).await.refused(400, "malformed_request");
    }
    let returns = format!("/v1/return-figures?from={first}-02");
    service.as_("street").get(&returns).await.refused(400, "malformed_request");
}

async fn both_sides_count_where_a_ticket_was_filed_and_once(service: Service) {
    blown(&service).await;
    let path = format!("/v1/areas/{}/move", world::area("community"));
    let to = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&path, to).await.expect(200);
    service.run_jobs().await;
    let of = async |name: &str| {
        service.as_(name).get("/v1/whistle-figures").await.expect(200)["blown"].clone()
    };
    assert_eq!(of("street").await, 1, "it was filed in this street");
    assert_eq!(of("other-street").await, 0);
    assert_eq!(of("district").await, 1);
    assert_eq!(of("department").await, 1, "a department without a place counts its own calls");
    assert_eq!(of("resident").await, 0);
    agrees(&service).await;
}

async fn more_whistles_make_no_more_counters(service: Service) {
    let counters = async || {
        service.run_jobs().await;
        service.count("SELECT COUNT(*) FROM figure").await
    };
    blown(&service).await;
    let before = counters().await;
    for _ in 0..5 {
        blown(&service).await;
    }
    assert_eq!(counters().await, before);
    assert_eq!(service.count("SELECT COUNT(*) FROM figure_delta").await, 0);
}
