//! Endpoints that fail, hang and lie, and couriers that die: no event is lost.

use chrono::TimeDelta;
use kernel::Uuid;
use persistence::{
    Failure, Tx,
    webhook::{AttemptRow, Finished},
};
use serde_json::{Value, json};
use tests::{Service, served_by_both};
use webhook::Fate;

use super::{
    Receiver, get, log, proven,
    receiver::Plan::{self, Endless, Garbage, Hang, Status, With},
    state,
};

served_by_both!(
    whatever_an_endpoint_does_each_event_arrives,
    what_was_given_up_can_be_replayed,
    whoever_takes_nothing_for_days_is_disabled,
    one_that_is_gone_is_sent_nothing_more,
    a_pause_is_honoured,
    what_a_courier_left_behind_another_delivers,
);

/// The attempts of a delivery, in their order: a status, or a word.
async fn attempts(service: &Service, path: &str, delivery: &Value) -> Vec<Value> {
    let path = format!("{path}/deliveries/{}", delivery["id"].as_str().unwrap());
    let detail = get(service, &path).await;
    let mut log = detail["log"].as_array().unwrap().clone();
    log.reverse();
    let one = |attempt: &Value| match &attempt["status"] {
        Value::Null => attempt["failed"].clone(),
        status => status.clone(),
    };
    log.iter().map(one).collect()
}

async fn whatever_an_endpoint_does_each_event_arrives(service: Service) {
    let (receiver, other) = (Receiver::start().await, Receiver::start().await);
    let (path, _) = proven(&service, &receiver, json!(["ticket"])).await;
    service.ticket_in("submitted").await;
    let away = With(302, format!("Location: {}\r\n", other.url));
    receiver.plan([Status(500), Hang, away, Garbage, Status(404), Endless]);
    for _ in 0..6 {
        service.deliver().await;
        service.pass(TimeDelta::hours(29));
    }
    let deliveries = log(&service, &path, "&state=delivered").await;
    let told = attempts(&service, &path, &deliveries[0]).await;
    assert_eq!(json!(told), json!([500, "timeout", 302, "broken", 404, 200]));
    let got = receiver.got();
    assert_eq!((got.len(), other.got().len()), (6, 0), "no redirection is followed");
    let ids: Vec<&str> = got.iter().map(|got| got.header("webhook-id")).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "the same id on every attempt");
    let stamps: Vec<&str> = got.iter().map(|got| got.header("webhook-timestamp")).collect();
    assert!(stamps.windows(2).all(|pair| pair[0] < pair[1]), "the time of each attempt");
    assert!(got.iter().all(|one| one.body == got[0].body));
}

/// Attempts until so many deliveries are given up.
async fn give_up(service: &Service, receiver: &Receiver, deliveries: usize) {
    receiver.plan(vec![Status(500); 10 * deliveries]);
    for _ in 0..10 {
        service.deliver().await;
        service.pass(TimeDelta::hours(29));
    }
}

async fn what_was_given_up_can_be_replayed(service: Service) {
    let receiver = Receiver::start().await;
    let (path, _) = proven(&service, &receiver, json!(["ticket"])).await;
    service.ticket_in("submitted").await;
    give_up(&service, &receiver, 1).await;
    service.deliver().await;
    assert_eq!(receiver.got().len(), 10, "ten attempts and no more");
    let dead = log(&service, &path, "&state=dead").await;
    assert_eq!((dead.len(), &dead[0]["attempts"]), (1, &json!(10)));
    assert_eq!(state(&service, &path).await, "enabled", "one dead letter disables nothing");
    let replay = format!("{path}/deliveries/{}/replay", dead[0]["id"].as_str().unwrap());
    let again = service.as_("client").post(&replay, json!({})).await.expect(200);
    assert_eq!(again["state"], "waiting");
    service.as_("client").post(&replay, json!({})).await.refused(409, "not_allowed_now");
    service.deliver().await;
    let done = log(&service, &path, "&state=delivered").await;
    let one = done.iter().find(|one| one["id"] == dead[0]["id"]).unwrap();
    assert_eq!(one["attempts"], 11);
    let got = receiver.got();
    assert_eq!(got[10].header("webhook-id"), got[0].header("webhook-id"));
}

async fn whoever_takes_nothing_for_days_is_disabled(service: Service) {
    let receiver = Receiver::start().await;
    let (path, _) = proven(&service, &receiver, json!(["ticket"])).await;
    for _ in 0..3 {
        service.ticket_in("submitted").await;
    }
    give_up(&service, &receiver, 3).await;
    let hook = get(&service, &path).await;
    assert_eq!((&hook["state"], &hook["disabled_for"]), (&json!("disabled"), &json!("failing")));
    let by = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'webhook' AND action = 'disable' \
        AND actor_kind = 'system'";
    assert_eq!(service.count(by).await, 1);
    assert_eq!(log(&service, &path, "&state=dead").await.len(), 3);
}

async fn one_that_is_gone_is_sent_nothing_more(service: Service) {
    let receiver = Receiver::start().await;
    let (path, _) = proven(&service, &receiver, json!(["ticket"])).await;
    let case = service.ticket_in("submitted").await;
    receiver.plan([Status(410)]);
    service.deliver().await;
    let hook = get(&service, &path).await;
    assert_eq!((&hook["state"], &hook["disabled_for"]), (&json!("disabled"), &json!("gone")));
    case.step("dispatcher", "dispatch").await;
    service.pass(TimeDelta::days(1));
    service.deliver().await;
    assert_eq!(receiver.got().len(), 1);
    service.as_("client").post(&format!("{path}/enable"), json!({})).await.expect(200);
    service.deliver().await;
    service.deliver().await;
    assert_eq!(receiver.kinds().len(), 4, "the test, and both changes");
}

async fn a_pause_is_honoured(service: Service) {
    let receiver = Receiver::start().await;
    let (path, _) = proven(&service, &receiver, json!(["ticket"])).await;
    let case = service.ticket_in("submitted").await;
    receiver.plan([With(429, "Retry-After: 600\r\n".to_owned())]);
    service.deliver().await;
    case.step("dispatcher", "dispatch").await;
    service.pass(TimeDelta::seconds(599));
    service.deliver().await;
    assert_eq!(receiver.got().len(), 1, "nothing of it while it pauses");
    assert_ne!(get(&service, &path).await["paused_until"], Value::Null);
    service.pass(TimeDelta::seconds(1));
    service.deliver().await;
    assert_eq!(receiver.got().len(), 3);
    assert_eq!(get(&service, &path).await["paused_until"], Value::Null);
}

async fn what_a_courier_left_behind_another_delivers(service: Service) {
    let receiver = Receiver::start().await;
    let (path, _) = proven(&service, &receiver, json!(["ticket"])).await;
    receiver.plan([Plan::Status(500)]);
    service.ticket_in("submitted").await;
    service.deliver().await;
    service.pass(TimeDelta::seconds(7));
    let id: Uuid = path.rsplit('/').next().unwrap().parse().unwrap();
    let (now, until) = (service.now(), service.now() + TimeDelta::seconds(120));
    let claim =
        async |tx: &Tx| Ok::<_, Failure>(tx.claim_deliveries(id.into(), now, until, 8).await?);
    let claimed = service.app.store.write(claim).await.unwrap();
    assert_eq!(claimed.len(), 1);
    service.pass(TimeDelta::seconds(119));
    service.deliver().await;
    assert_eq!(receiver.got().len(), 1, "claimed by another");
    service.pass(TimeDelta::seconds(1));
    service.deliver().await;
    assert_eq!(receiver.got().len(), 2, "whose claim has run out");
    let attempt = AttemptRow { number: 2, at: now, status: Some(500), failed: None };
    let (id, fence, fate) = (claimed[0].id, claimed[0].fence, Fate::Dead);
    let late = Finished { id, fence, round: 2, attempt, fate };
    let late = service
        .app
        .store
        .write(async |tx: &Tx| Ok::<_, Failure>(tx.finish_attempt(&late, service.now()).await?));
    assert!(!late.await.unwrap(), "who comes too late writes nothing");
    assert_eq!(log(&service, &path, "&state=delivered").await.len(), 2);
}
