//! What an endpoint is told, and how it can trust it; signatures are verified by the library of Standard Webhooks.

use chrono::TimeDelta;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tests::{Service, served_by_both, world};

use super::{Receiver, created, get, log, proven, receiver::Got, state};

served_by_both!(
    an_endpoint_is_tested_and_then_told_of_every_change,
    an_endpoint_is_told_only_what_its_client_may_see,
    after_a_rotation_both_secrets_sign_for_a_day,
    what_happened_while_it_was_disabled_is_told_later,
    two_couriers_at_once_deliver_once,
);

/// The library looks at the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the library that verifies asks the machine")]
fn to_the_present(service: &Service) {
    service.pass(chrono::Utc::now() - service.now());
}

fn verifies(secret: &str, got: &Got) -> bool {
    Webhook::new(secret).unwrap().verify(&got.body, &got.headers).is_ok()
}

async fn an_endpoint_is_tested_and_then_told_of_every_change(service: Service) {
    to_the_present(&service);
    let receiver = Receiver::start().await;
    let (path, secret) = created(&service, &receiver.url, json!(["ticket"])).await;
    let told = json!({ "contact": { "name": "李晓梅", "phone": "13812345678" } });
    let case = service.submit("resident", told).await;
    service.deliver().await;
    assert_eq!(state(&service, &path).await, "enabled");
    service.deliver().await;
    for (name, action) in [("dispatcher", "dispatch"), ("worker", "accept")] {
        case.step(name, action).await;
        service.deliver().await;
    }
    let types = ["webhook.test", "ticket.submit", "ticket.dispatch", "ticket.accept"];
    assert_eq!(receiver.kinds(), types.map(|kind| format!("lianjian.{kind}.v1")));
    for got in receiver.got() {
        sound(&secret, &got);
    }
    accepted(&receiver.got()[3].json(), &case.id);
    let log = log(&service, &path, "&state=delivered").await;
    assert_eq!(log.len(), 4);
    assert!(log.iter().all(|one| one["attempts"] == 1 && one["next_at"] == Value::Null), "{log:?}");
    let metrics = service.anyone().get("/metrics").await.text();
    assert!(
        metrics.contains("lianjian_webhook_attempts_total{outcome=\"delivered\"} 4"),
        "{metrics}"
    );
}

/// Signed by this secret, of the right type, and with nothing personal in it.
fn sound(secret: &str, got: &Got) {
    assert!(verifies(secret, got), "{got:?}");
    let mut forged = got.clone();
    forged.body.push(b' ');
    assert!(!verifies(secret, &forged));
    assert_eq!(got.header("content-type"), "application/cloudevents+json; charset=utf-8");
    assert_eq!(got.header("webhook-id"), got.json()["id"].as_str().unwrap());
    let text = String::from_utf8(got.body.clone()).unwrap();
    assert!(
        text.len() < 20_000 && !text.contains("李晓梅") && !text.contains("13812345678"),
        "{text}"
    );
}

/// A CloudEvents 1.0 object about the ticket's third step.
fn accepted(event: &Value, id: &str) {
    let fields: Vec<&String> = event.as_object().unwrap().keys().collect();
    let known = [
        "data",
        "datacontenttype",
        "id",
        "sequence",
        "source",
        "specversion",
        "subject",
        "time",
        "type",
    ];
    assert_eq!(fields, known);
    let about = (&event["specversion"], &event["sequence"], &event["subject"]);
    assert_eq!(about, (&json!("1.0"), &json!("3"), &json!(format!("ticket/{id}"))));
    let data = &event["data"];
    let step = (&data["action"], &data["state"], &data["number"]);
    assert_eq!(step, (&json!("accept"), &json!("accepted"), &json!(3)));
}

async fn an_endpoint_is_told_only_what_its_client_may_see(service: Service) {
    let (all, some) = (Receiver::start().await, Receiver::start().await);
    let (path, _) = proven(&service, &all, json!([])).await;
    proven(&service, &some, json!(["estate"])).await;
    service.deliver().await;
    all.forget();
    let elsewhere = json!({ "estate_id": world::estate("other-estate") });
    service.submit("other-resident", elsewhere).await;
    let here = service.ticket_in("submitted").await;
    service.run_jobs().await;
    service.deliver().await;
    assert_eq!(all.kinds(), ["lianjian.ticket.submit.v1"], "neither the neighbours' nor accounts");
    assert_eq!(all.got()[0].json()["data"]["id"], json!(here.id));
    assert_eq!(some.got().len(), 0);
    let revoke = format!("/v1/clients/{}/revoke", world::client());
    service.as_("admin").post(&revoke, json!({})).await.expect(200);
    here.step("dispatcher", "dispatch").await;
    service.deliver().await;
    assert_eq!(all.got().len(), 1, "a revoked client is told nothing");
    service.as_("admin").get(&path).await.expect(200);
}

async fn after_a_rotation_both_secrets_sign_for_a_day(service: Service) {
    let receiver = Receiver::start().await;
    let (path, first) = proven(&service, &receiver, json!([])).await;
    let rotate = format!("{path}/rotate-secret");
    let made = service.as_("client").post(&rotate, json!({})).await.expect(200);
    let second = made["secret"].as_str().unwrap().to_owned();
    let signed = async || {
        receiver.forget();
        service.as_("client").post(&format!("{path}/test"), json!({})).await.expect(201);
        service.deliver().await;
        let got = receiver.got().pop().unwrap();
        let (id, at) = (got.header("webhook-id"), got.header("webhook-timestamp").parse().unwrap());
        let given: Vec<&str> = got.header("webhook-signature").split(' ').collect();
        let by = |secret: &str| Webhook::new(secret).unwrap().sign(id, at, &got.body).unwrap();
        let signs = |secret: &str| given.contains(&by(secret).as_str());
        assert_eq!(at, service.now().timestamp());
        (signs(&first), signs(&second), given.len())
    };
    assert_eq!(signed().await, (true, true, 2));
    service.pass(TimeDelta::hours(24) - TimeDelta::milliseconds(1));
    assert_eq!(signed().await, (true, true, 2));
    service.pass(TimeDelta::milliseconds(1));
    assert_eq!(signed().await, (false, true, 1));
}

async fn what_happened_while_it_was_disabled_is_told_later(service: Service) {
    let receiver = Receiver::start().await;
    let (path, _) = proven(&service, &receiver, json!(["ticket"])).await;
    let case = service.ticket_in("submitted").await;
    let post =
        async |step: &str| service.as_("client").post(&format!("{path}/{step}"), json!({})).await;
    post("disable").await.expect(200);
    case.step("dispatcher", "dispatch").await;
    service.deliver().await;
    assert_eq!(receiver.kinds(), Vec::<String>::new());
    post("enable").await.expect(200);
    service.deliver().await;
    service.deliver().await;
    let types = ["ticket.dispatch", "ticket.submit", "webhook.test"];
    let mut told = receiver.kinds();
    told.sort_unstable();
    assert_eq!(told, types.map(|kind| format!("lianjian.{kind}.v1")), "in any order");
    assert_eq!(get(&service, &path).await["disabled_for"], Value::Null);
}

async fn two_couriers_at_once_deliver_once(service: Service) {
    let receiver = Receiver::start().await;
    proven(&service, &receiver, json!(["ticket"])).await;
    for _ in 0..12 {
        service.ticket_in("dispatched").await;
    }
    tokio::join!(service.deliver(), service.deliver(), service.deliver());
    service.deliver().await;
    let got = receiver.got();
    let mut ids: Vec<&str> = got.iter().map(|got| got.header("webhook-id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((got.len(), ids.len()), (24, 24));
}
