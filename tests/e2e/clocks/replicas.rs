//! Servers that find the same levels due, and one that is stopped on the way: each level fires once.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both};

served_by_both!(
    two_sweeps_at_once_fire_each_level_once,
    a_sweep_that_is_broken_off_is_finished_by_the_next
);

/// Thirty tickets, each with two levels reached.
async fn thirty(service: &Service) {
    for _ in 0..30 {
        service.submit("resident", json!({ "kind": "consultation" })).await;
    }
    service.pass(TimeDelta::hours(5));
}

async fn each_fired_once(service: &Service) {
    let count = async |action: &str| {
        let sql = format!(
            "SELECT COUNT(*) FROM journal WHERE subject_kind = 'ticket' AND action = '{action}'"
        );
        service.count(&sql).await
    };
    assert_eq!((count("clock").await, count("supervise").await), (60, 60));
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket_supervision").await, 60);
    let done = "SELECT COUNT(*) FROM ticket_clock WHERE kind = 'dispatch' AND next_fire_at IS NULL";
    assert_eq!(service.count(done).await, 30);
}

/// As when a server is killed in the middle: what was begun and not committed is as if it had never been.
async fn a_sweep_that_is_broken_off_is_finished_by_the_next(service: Service) {
    thirty(&service).await;
    let now = service.now();
    for millis in [0, 1, 3, 7, 15, 30, 60] {
        let sweep = api::jobs::clocks::sweep(&service.app, now);
        let _ = tokio::time::timeout(Duration::from_millis(millis), sweep).await;
    }
    api::jobs::clocks::sweep(&service.app, now).await.unwrap();
    each_fired_once(&service).await;
}

async fn two_sweeps_at_once_fire_each_level_once(service: Service) {
    thirty(&service).await;
    let now = service.now();
    let sweeps = (0..4).map(|_| api::jobs::clocks::sweep(&service.app, now));
    for swept in futures_util::future::join_all(sweeps).await {
        swept.unwrap();
    }
    // Whoever was overtaken too often left its part to the next round.
    api::jobs::clocks::sweep(&service.app, now).await.unwrap();
    each_fired_once(&service).await;
}
