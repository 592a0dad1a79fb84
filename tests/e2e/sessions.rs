//! Sessions: signing in, lock-out, refreshing with rotation and reuse detection, signing out.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Kind, Reply, Service, served_by_both, world};

served_by_both!(
    five_failures_lock_an_account_and_a_success_forgives,
    failures_at_once_are_all_counted,
    one_person_signs_in_from_many_places_at_once,
    a_refresh_token_is_good_once,
    a_lost_answer_is_given_again,
    a_stolen_token_ends_the_family,
    fifty_refreshes_at_once_are_one,
    signing_out_ends_one_session_or_all,
);

pub(crate) async fn login(service: &Service, name: &str, password: &str) -> Reply {
    service.anyone().post("/v1/login", json!({ "name": name, "password": password })).await
}

pub(crate) async fn session(service: &Service, name: &str) -> Value {
    login(service, name, world::PASSWORD).await.expect(200)
}

pub(crate) async fn refresh(service: &Service, token: &Value) -> Reply {
    service.anyone().post("/v1/token/refresh", json!({ "refresh_token": token })).await
}

#[track_caller]
pub(crate) fn dead(reply: Reply) {
    reply.refused(401, "invalid_refresh_token");
}

pub(crate) const WRONG: &str = "a wrong pass phrase 1";

async fn five_failures_lock_an_account_and_a_success_forgives(service: Service) {
    for _ in 0..4 {
        login(&service, "resident", WRONG).await.refused(401, "bad_credentials");
    }
    session(&service, "Resident").await;
    for _ in 0..5 {
        login(&service, "resident", WRONG).await.refused(401, "bad_credentials");
    }
    for minutes in [15, 30, 60] {
        for password in [world::PASSWORD, WRONG] {
            let locked = login(&service, "resident", password).await;
            assert_eq!(locked.header("retry-after"), (minutes * 60).to_string());
            locked.refused(429, "account_locked");
        }
        service.pass(TimeDelta::minutes(minutes) - TimeDelta::milliseconds(1));
        login(&service, "resident", world::PASSWORD).await.refused(429, "account_locked");
        service.pass(TimeDelta::milliseconds(1));
        login(&service, "resident", WRONG).await.refused(401, "bad_credentials");
    }
    session(&service, "neighbour").await;
    service.pass(TimeDelta::hours(2));
    session(&service, "resident").await;
    login(&service, "resident", WRONG).await.refused(401, "bad_credentials");
    session(&service, "resident").await;
}

async fn failures_at_once_are_all_counted(service: Service) {
    let tries = (0..8).map(|_| login(&service, "resident", WRONG));
    let mut statuses: Vec<_> =
        futures(tries).await.into_iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429, 429]);
    let failed = "SELECT COUNT(*) FROM journal WHERE action = 'login_failed'";
    assert_eq!(service.count(failed).await, 5);
}

async fn one_person_signs_in_from_many_places_at_once(service: Service) {
    let tries = (0..8).map(|_| login(&service, "resident", world::PASSWORD));
    for reply in futures(tries).await {
        reply.expect(200);
    }
}

/// All at once.
async fn futures<F: Future<Output = Reply>>(all: impl Iterator<Item = F>) -> Vec<Reply> {
    futures_util::future::join_all(all).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_does_not_tell_who_has_an_account() {
    let service = Service::start(Kind::Sqlite).await;
    let mut bodies = Vec::new();
    for (name, password) in [
        ("resident", WRONG),
        ("nobody-here", WRONG),
        ("disabled", world::PASSWORD),
        ("disabled", WRONG),
    ] {
        let mut body = login(&service, name, password).await.refused(401, "bad_credentials");
        body.as_object_mut().unwrap().retain(|field, _| field != "trace_id" && field != "instance");
        bodies.push(body);
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
}

async fn a_refresh_token_is_good_once(service: Service) {
    let first = session(&service, "resident").await;
    let second = refresh(&service, &first["refresh_token"]).await.expect(200);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    let caller = service.with_token(second["access_token"].as_str().unwrap());
    assert_eq!(caller.get("/v1/me").await.expect(200)["name"], "resident");
    assert_eq!((&second["token_type"], &second["expires_in"]), (&json!("Bearer"), &json!(600)));
    let third = refresh(&service, &second["refresh_token"]).await.expect(200);
    assert_ne!(third["refresh_token"], second["refresh_token"]);
    for unknown in ["x", &"A".repeat(43), ""] {
        let status = refresh(&service, &json!(unknown)).await.status.as_u16();
        assert_eq!(status, if unknown.is_empty() { 422 } else { 401 }, "{unknown}");
    }
    dead(
        refresh(&service, &first["access_token"].as_str().map_or(json!(""), |t| json!(t[..80])))
            .await,
    );
    let kept = "SELECT COUNT(*) FROM refresh_token";
    assert_eq!(service.count(kept).await, 3);
    service
        .with_token(third["refresh_token"].as_str().unwrap())
        .get("/v1/me")
        .await
        .refused(401, "invalid_token");
}

async fn a_lost_answer_is_given_again(service: Service) {
    let first = session(&service, "resident").await;
    let second = refresh(&service, &first["refresh_token"]).await.expect(200);
    for seconds in [0, 30, 30] {
        service.pass(TimeDelta::seconds(seconds));
        let again = refresh(&service, &first["refresh_token"]).await.expect(200);
        assert_eq!(again["refresh_token"], second["refresh_token"], "the same successor");
    }
    service.pass(TimeDelta::milliseconds(1));
    dead(refresh(&service, &first["refresh_token"]).await);
    dead(refresh(&service, &second["refresh_token"]).await);
}

async fn a_stolen_token_ends_the_family(service: Service) {
    let other = session(&service, "resident").await;
    let first = session(&service, "resident").await;
    let second = refresh(&service, &first["refresh_token"]).await.expect(200);
    let third = refresh(&service, &second["refresh_token"]).await.expect(200);
    dead(refresh(&service, &first["refresh_token"]).await);
    dead(refresh(&service, &third["refresh_token"]).await);
    let reuses = "SELECT COUNT(*) FROM journal WHERE action = 'refresh_reused'";
    assert_eq!(service.count(reuses).await, 1);
    refresh(&service, &other["refresh_token"]).await.expect(200);
}

async fn fifty_refreshes_at_once_are_one(service: Service) {
    let first = session(&service, "resident").await;
    let replies = futures((0..50).map(|_| refresh(&service, &first["refresh_token"]))).await;
    let mut successors: Vec<String> =
        replies.into_iter().map(|reply| reply.expect(200)["refresh_token"].to_string()).collect();
    successors.dedup();
    assert_eq!(successors.len(), 1, "one live successor");
    assert_eq!(service.count("SELECT COUNT(*) FROM refresh_token").await, 2);
    let next: Value = serde_json::from_str(&successors[0]).unwrap();
    refresh(&service, &next).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_signed_out_sooner_than_residents() {
    let service = Service::start(Kind::Sqlite).await;
    let minute = TimeDelta::minutes(1);
    for (name, idle, absolute) in [
        ("dispatcher", TimeDelta::minutes(30), TimeDelta::hours(12)),
        ("resident", TimeDelta::days(15), TimeDelta::days(30)),
        ("volunteer", TimeDelta::days(15), TimeDelta::days(30)),
        ("auditor", TimeDelta::minutes(30), TimeDelta::hours(12)),
    ] {
        let first = session(&service, name).await;
        service.pass(idle - minute);
        let second = refresh(&service, &first["refresh_token"]).await.expect(200);
        service.pass(idle);
        dead(refresh(&service, &second["refresh_token"]).await);
        let mut current = session(&service, name).await;
        let mut left = absolute;
        while left > idle {
            service.pass(idle - minute);
            left -= idle - minute;
            current = refresh(&service, &current["refresh_token"]).await.expect(200);
        }
        service.pass(left);
        dead(refresh(&service, &current["refresh_token"]).await);
    }
}

async fn signing_out_ends_one_session_or_all(service: Service) {
    let (one, two, three) = (
        session(&service, "resident").await,
        session(&service, "resident").await,
        session(&service, "resident").await,
    );
    let resident = service.as_("resident");
    let that = |session: &Value| json!({ "refresh_token": session["refresh_token"] });
    dead(service.as_("neighbour").post("/v1/logout", that(&one)).await);
    resident.post("/v1/logout", that(&one)).await.expect(204);
    dead(refresh(&service, &one["refresh_token"]).await);
    let next = refresh(&service, &two["refresh_token"]).await.expect(200);
    resident.post("/v1/logout", json!({})).await.expect(204);
    for session in [next, three] {
        dead(refresh(&service, &session["refresh_token"]).await);
    }
    service.anyone().post("/v1/logout", json!({})).await.refused(401, "unauthenticated");
}
