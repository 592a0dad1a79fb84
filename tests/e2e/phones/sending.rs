//! How a code gets out: durable before the answer, tried again, given up when it is too late, and never kept.

use api::config::Profile;
use chrono::TimeDelta;
use serde_json::json;
use tests::{Database, Kind, Service, served_by_both};

use super::{PHONE, ask, sign_in, with_gateway};
use crate::outside::Plan;

served_by_both!(
    a_gateway_that_fails_and_hangs_gets_it_again,
    what_is_refused_or_too_late_is_given_up,
);

async fn a_gateway_that_fails_and_hangs_gets_it_again(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    gateway.plan([Plan::Hang, Plan::Json(503, json!({})), Plan::Garbage]);
    ask(&service, PHONE).await.expect(200);
    for seconds in [0, 6, 24, 72] {
        service.pass(TimeDelta::seconds(seconds));
        service.send_messages().await;
        service.send_messages().await;
    }
    let got = gateway.got();
    assert_eq!(got.len(), 4);
    assert!(got[3].head.contains("authorization: bearer gateway-key"), "{}", got[3].head);
    assert!(got.iter().all(|one| one.json() == got[0].json()));
    assert!(got[0].line.starts_with("POST /send "), "{}", got[0].line);
    let code = got[3].json()["words"]["code"].clone();
    sign_in(&service, PHONE, code.as_str().unwrap()).await.expect(200);
    let count = async |sql: &str| service.count(&format!("SELECT COUNT(*) FROM {sql}")).await;
    assert_eq!(count("message WHERE state = 'sent' AND sealed IS NULL AND attempts = 4").await, 1);
    assert_eq!(count("message_attempt WHERE failed IS NOT NULL").await, 3);
    assert_eq!(count("message_attempt WHERE failed = 'timeout'").await, 1);
}

async fn what_is_refused_or_too_late_is_given_up(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    gateway.plan([Plan::Json(422, json!({ "error": "blocked" }))]);
    ask(&service, PHONE).await.expect(200);
    service.send_messages().await;
    let count = async |sql: &str| service.count(&format!("SELECT COUNT(*) FROM {sql}")).await;
    assert_eq!(count("message WHERE state = 'dead' AND failed = 'refused'").await, 1);
    service.pass(TimeDelta::minutes(1));
    ask(&service, PHONE).await.expect(200);
    service.pass(TimeDelta::minutes(5));
    service.send_messages().await;
    assert_eq!(gateway.got().len(), 1, "nobody is sent a code that is no longer good");
    assert_eq!(count("message WHERE state = 'dead' AND sealed IS NULL").await, 2);
    service.pass(TimeDelta::days(31));
    service.run_jobs().await;
    assert_eq!(count("message").await + count("phone_code").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn production_without_a_gateway_sends_nothing() {
    let database = Database::inhabited(Kind::Sqlite, true).await;
    let service = Service::on(database, |config| config.profile = Profile::Production).await;
    let reply = ask(&service, PHONE).await;
    reply.refused(503, "channel_unavailable");
    assert_eq!(service.count("SELECT COUNT(*) FROM message").await, 0);
}
