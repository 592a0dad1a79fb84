//! Mail: over SMTP, to relays that take it, refuse it, put it off, or say nothing.

use api::config::MailTls;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both};

use super::{
    log,
    post::{Mood, Relay},
    prefers,
};

served_by_both!(a_mail_goes_out_and_is_tried_again);

async fn with_relay(service: Service) -> (Service, Relay) {
    let kind = service.database.kind;
    drop(service);
    let relay = Relay::start().await;
    let port = relay.port;
    let service = Service::with(kind, |config| {
        config.mail.host = "127.0.0.1".to_owned();
        config.mail.port = port;
        config.mail.tls = MailTls::None;
        config.mail.from = "Lianjian <notices@example.org>".to_owned();
        config.mail.timeout_ms = 1_000;
    });
    (service.await, relay)
}

async fn a_mail_goes_out_and_is_tried_again(service: Service) {
    let (service, relay) = with_relay(service).await;
    prefers(&service, "resident", json!(["mail"])).await;
    let case = service.ticket_in("accepted").await;
    service.tell().await;
    for mood in [Mood::Hangs, Mood::Later, Mood::Takes] {
        relay.is(mood);
        service.send_messages().await;
        service.pass(TimeDelta::minutes(2));
    }
    let mails = relay.mails();
    assert_eq!(mails.len(), 1);
    let (head, body) = mails[0].split_once("\n\n").unwrap();
    assert!(
        head.contains("To: li@example.org") && head.contains("From: \"Lianjian\"")
            || head.contains("From: Lianjian"),
        "{head}"
    );
    let text = STANDARD.decode(body.replace('\n', "")).unwrap();
    let number = case.seen_by("resident").await["number"].as_str().unwrap().to_owned();
    assert!(String::from_utf8(text).unwrap().contains(&number));
    let sent = log(&service, "&channel=mail&state=sent").await;
    let failed: Vec<_> =
        sent[0]["attempts"].as_array().unwrap().iter().map(|one| one["failed"].clone()).collect();
    assert_eq!(failed, [json!(null), json!("busy"), json!("timeout")]);
    case.step("worker", "resolve").await;
    service.tell().await;
    relay.is(Mood::Refuses);
    service.send_messages().await;
    assert_eq!(
        log(&service, "&channel=mail&state=dead").await[0]["attempts"][0]["failed"],
        "refused"
    );
    assert_eq!(relay.mails().len(), 1);
}
