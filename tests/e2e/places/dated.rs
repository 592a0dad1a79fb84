//! A move with a date: nothing changes before its day, and no other move begins meanwhile.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

served_by_both!(
    a_dated_move_waits_for_its_day,
    one_move_at_a_time,
    faulty_dates_are_named,
    moves_under_one_tree_follow_each_other,
);

fn path(area: &str) -> String {
    format!("/v1/areas/{}", world::area(area))
}

/// The request of a move to a parent after some time.
fn later(service: &Service, to: &str, after: TimeDelta) -> Value {
    let from = service.app.time(service.now() + after);
    json!({ "parent_id": world::area(to), "effective_from": from })
}

async fn seen(case: &Case<'_>, names: &[(&str, u16)]) {
    for (name, status) in names {
        assert_eq!(case.get(name).await.status, *status, "{name}");
    }
}

async fn a_dated_move_waits_for_its_day(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let body = later(&service, "other-street", TimeDelta::days(2));
    let to = format!("{}/move", path("community"));
    let planned = service.as_("district").post(&to, body).await.expect(200);
    assert_eq!((&planned["moving"], &planned["version"]), (&json!(true), &json!(2)));
    assert_eq!(planned["parent_id"], json!(world::area("street")), "still here");
    service.run_jobs().await;
    seen(&case, &[("street", 200), ("other-street", 404)]).await;
    service.pass(TimeDelta::days(2) - TimeDelta::milliseconds(1));
    service.run_jobs().await;
    seen(&case, &[("street", 200), ("other-street", 404)]).await;
    assert_eq!(super::field(&service, &path("community"), "parent_id").await, planned["parent_id"]);
    service.pass(TimeDelta::milliseconds(1));
    seen(&case, &[("street", 200), ("other-street", 200)]).await;
    service.run_jobs().await;
    seen(&case, &[("street", 404), ("other-street", 200), ("community", 200)]).await;
    let moved = service.as_("nobody").get(&path("community")).await.expect(200);
    assert_eq!((&moved["moving"], &moved["version"]), (&json!(false), &json!(3)));
    assert_eq!(moved["parent_id"], json!(world::area("other-street")));
    assert_eq!(moved["updated_at"], service.app.time(service.now()));
    let by = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'area' AND number = 3 \
        AND actor_kind = 'system' AND before_street IS NOT NULL AND before_street <> street";
    assert_eq!(service.count(by).await, 1);
}

async fn one_move_at_a_time(service: Service) {
    let to = format!("{}/move", path("community"));
    let body = later(&service, "other-street", TimeDelta::days(2));
    service.as_("district").post(&to, body.clone()).await.expect(200);
    let before = service.journal_length().await;
    let now = json!({ "parent_id": world::area("other-street") });
    for again in [body, now.clone()] {
        let problem =
            service.as_("district").post(&to, again).await.refused(409, "not_allowed_now");
        assert_eq!(problem["state"], "moving");
    }
    assert_eq!(service.journal_length().await, before);
    let renamed = service.as_("district").post(&to, json!({ "name": "新社区" })).await.expect(200);
    assert_eq!((&renamed["name"], &renamed["moving"]), (&json!("新社区"), &json!(true)));
    service.pass(TimeDelta::days(2));
    service.run_jobs().await;
    service.as_("district").post(&to, now).await.invalid("#/parent_id", "not_allowed");
    let back = json!({ "parent_id": world::area("street") });
    let back = service.as_("district").post(&to, back).await.expect(200);
    assert_eq!((&back["name"], &back["version"]), (&json!("新社区"), &json!(5)));
}

async fn faulty_dates_are_named(service: Service) {
    let to = format!("{}/move", path("community"));
    let before = service.journal_length().await;
    let year = TimeDelta::days(366);
    let mut named = later(&service, "other-street", TimeDelta::days(1));
    named["name"] = json!("新社区");
    let mut coded = later(&service, "other-street", TimeDelta::days(1));
    coded["code"] = json!("440307017901");
    let mut alone = later(&service, "street", TimeDelta::days(1));
    alone["parent_id"] = Value::Null;
    alone["name"] = json!("新社区");
    let mut civil = later(&service, "other-street", TimeDelta::days(1));
    civil["effective_from"] = json!("2026-04-01");
    for (body, pointer, fault) in [
        (later(&service, "other-street", -TimeDelta::milliseconds(1)), "effective_from", "range"),
        (
            later(&service, "other-street", year + TimeDelta::milliseconds(1)),
            "effective_from",
            "range",
        ),
        (alone, "effective_from", "not_allowed"),
        (named, "name", "not_allowed"),
        (coded, "code", "not_allowed"),
        (civil, "effective_from", "format"),
    ] {
        service.as_("district").post(&to, body).await.invalid(&format!("#/{pointer}"), fault);
    }
    assert_eq!(service.journal_length().await, before);
    let latest = later(&service, "other-street", year);
    service.as_("district").post(&to, latest).await.expect(200);
    let at_once = later(&service, "next-community", TimeDelta::zero());
    let moved = service.as_("district").post(&format!("{}/move", path("grid")), at_once).await;
    assert_eq!(moved.expect(200)["parent_id"], json!(world::area("next-community")));
}

async fn moves_under_one_tree_follow_each_other(service: Service) {
    let case = service.submit("resident", json!({})).await;
    for (area, to, day) in [
        ("community", "other-street", 1),
        ("grid", "next-community", 2),
        ("next-community", "far-street", 3),
    ] {
        let body = later(&service, to, TimeDelta::days(day));
        service.as_("admin").post(&format!("{}/move", path(area)), body).await.expect(200);
    }
    let none: &[(&str, u16)] = &[("far-district", 404)];
    for (readers, others) in [
        (vec!["other-street", "community", "district"], vec!["street", "next-community"]),
        (vec!["street", "next-community", "district"], vec!["other-street", "community"]),
        (vec!["next-community", "far-district", "branch"], vec!["street", "district"]),
    ] {
        service.pass(TimeDelta::days(1));
        service.run_jobs().await;
        seen(&case, &readers.iter().map(|name| (*name, 200)).collect::<Vec<_>>()).await;
        seen(&case, &others.iter().map(|name| (*name, 404)).collect::<Vec<_>>()).await;
        if !readers.contains(&"far-district") {
            seen(&case, none).await;
        }
    }
}
