//! Messages about notices: by text message and WeChat, at the hours that are wanted, and what the log says of them.

use chrono::TimeDelta;
use notice::Way;
use serde_json::{Value, json};
use tests::{Caller, Service, minimal, served_by_both, world};

use super::{log, prefers};
use crate::{
    outside::{Outside, Plan},
    phones::{PHONE, code, with_gateway},
};

served_by_both!(
    a_text_message_goes_to_the_proven_phone,
    the_night_is_quiet_unless_it_is_urgent,
    what_failed_in_the_evening_waits_for_the_morning,
    what_may_not_be_seen_any_more_is_not_sent,
    two_couriers_send_once_and_a_lost_one_loses_nothing,
    a_subscription_message_goes_to_the_proven_identity,
    the_log_shows_to_administrators_alone,
);

async fn bound(service: &Service, gateway: &Outside, name: &str) {
    let body = json!({ "phone": PHONE, "code": code(service, gateway, PHONE).await });
    service.as_(name).post("/v1/me/phone", body).await.expect(200);
}

async fn a_text_message_goes_to_the_proven_phone(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    bound(&service, &gateway, "resident").await;
    prefers(&service, "resident", json!(["sms"])).await;
    prefers(&service, "manager", json!(["sms"])).await;
    let case = service.ticket_in("accepted").await;
    service.tell().await;
    gateway.plan([Plan::Json(503, json!({}))]);
    service.send_messages().await;
    service.pass(TimeDelta::seconds(10));
    service.send_messages().await;
    let last = gateway.got().pop().unwrap().json();
    let number = case.seen_by("resident").await["number"].clone();
    assert_eq!((&last["phone"], &last["template"]), (&json!(PHONE), &json!("accepted")));
    assert_eq!(last["words"]["number"], number);
    assert!(last["words"]["text"].as_str().unwrap().contains(number.as_str().unwrap()));
    let sent = log(&service, "&channel=sms&state=sent").await;
    assert_eq!(sent[0]["account_id"], json!(world::person("resident")));
    let attempts: Vec<&Value> =
        sent[0]["attempts"].as_array().unwrap().iter().map(|one| &one["failed"]).collect();
    assert_eq!(attempts, [&Value::Null, &json!("busy")]);
    // Whoever has proved no phone has no address.
    let dead = log(&service, "&state=dead").await;
    assert_eq!(dead[0]["account_id"], json!(world::person("manager")));
    assert_eq!(dead[0]["attempts"][0]["failed"], "refused");
}

async fn the_night_is_quiet_unless_it_is_urgent(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    bound(&service, &gateway, "manager").await;
    prefers(&service, "manager", json!(["sms"])).await;
    let case = service.ticket_in("accepted").await;
    service.tell().await;
    service.send_messages().await;
    let before = gateway.got().len();
    service.pass(TimeDelta::hours(14));
    case.step("branch", "supervise").await;
    let mut card = minimal("supervise");
    card["kind"] = json!("yellow_card");
    card["answer_by"] = json!("2026-03-04T09:00:00+08:00");
    service.tell().await;
    service.send_messages().await;
    assert_eq!(gateway.got().len(), before, "23:00 is quiet");
    assert_eq!(
        log(&service, "&state=waiting").await[0]["next_at"],
        "2026-03-03T08:00:00.000+08:00"
    );
    case.act("branch", "supervise", card).await;
    service.tell().await;
    service.send_messages().await;
    assert_eq!(gateway.got().pop().unwrap().json()["template"], "carded");
    service.pass(TimeDelta::hours(9));
    service.send_messages().await;
    let morning = gateway.got().split_off(before + 1);
    let mut morning: Vec<String> =
        morning.iter().map(|one| one.json()["template"].as_str().unwrap().to_owned()).collect();
    morning.sort_unstable();
    assert_eq!(morning, ["credit_recorded", "supervised"], "the record of the card is not urgent");
}

async fn what_failed_in_the_evening_waits_for_the_morning(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    bound(&service, &gateway, "resident").await;
    prefers(&service, "resident", json!(["sms"])).await;
    let case = service.ticket_in("dispatched").await;
    let before = gateway.got().len();
    service.pass(TimeDelta::seconds(13 * 3600 - 2));
    case.step("worker", "accept").await;
    service.tell().await;
    gateway.plan([Plan::Json(503, json!({}))]);
    service.send_messages().await;
    service.pass(TimeDelta::seconds(10));
    service.send_messages().await;
    assert_eq!(gateway.got().len(), before + 1, "tried at 21:59:58, and not in the night");
    let waiting = log(&service, "&state=waiting").await;
    assert_eq!(waiting[0]["next_at"], "2026-03-03T08:00:00.000+08:00");
    assert_eq!(waiting[0]["attempts"].as_array().unwrap().len(), 1);
    service.pass(TimeDelta::hours(10));
    service.send_messages().await;
    assert_eq!(gateway.got().len(), before + 2);
    assert_eq!(log(&service, "&state=sent&channel=sms").await[0]["template"], "accepted");
}

async fn what_may_not_be_seen_any_more_is_not_sent(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    bound(&service, &gateway, "volunteer").await;
    prefers(&service, "volunteer", json!(["sms"])).await;
    let before = gateway.got().len();
    let case = service.submit("resident", json!({})).await;
    let to = json!({ "to": { "account_id": world::person("volunteer") } });
    case.act("dispatcher", "dispatch", to).await;
    service.tell().await;
    case.step("dispatcher", "redispatch").await;
    service.send_messages().await;
    assert_eq!(gateway.got().len(), before);
    assert_eq!(log(&service, "&state=dropped").await.len(), 1);
}

async fn two_couriers_send_once_and_a_lost_one_loses_nothing(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    bound(&service, &gateway, "resident").await;
    prefers(&service, "resident", json!(["sms"])).await;
    let before = gateway.got().len();
    service.ticket_in("accepted").await;
    service.tell().await;
    tokio::join!(service.send_messages(), service.send_messages(), service.send_messages());
    assert_eq!(gateway.got().len(), before + 1);
    let case = service.ticket_in("accepted").await;
    service.tell().await;
    // A server takes it, and is gone.
    let (now, until) = (service.now(), service.now() + TimeDelta::minutes(1));
    let claim =
        service.app.store.write(async |tx| Ok(tx.claim_messages(Way::Sms, now, until, 9).await?));
    assert_eq!(claim.await.unwrap().len(), 1);
    service.send_messages().await;
    assert_eq!(gateway.got().len(), before + 1);
    service.pass(TimeDelta::minutes(1));
    service.send_messages().await;
    assert_eq!(gateway.got().len(), before + 2);
    let number = case.seen_by("resident").await["number"].clone();
    assert_eq!(gateway.got().pop().unwrap().json()["words"]["number"], number);
}

async fn with_subscriptions(service: Service) -> (Service, Outside) {
    let kind = service.database.kind;
    drop(service);
    let wechat = Outside::start(json!({ "openid": "oABC", "session_key": "k" })).await;
    let url = wechat.url.clone();
    let service = Service::with(kind, |config| {
        config.wechat.app_id = "wx123".to_owned();
        config.wechat.app_secret = Some("app-secret".to_owned());
        config.wechat.base_url = url;
        config.wechat.timeout_ms = 1_000;
        config.wechat.templates.insert("notice".to_owned(), "TPL".to_owned());
    });
    (service.await, wechat)
}

/// The caller asks for residency, and is let in.
async fn moves_in(service: &Service, caller: &Caller<'_>, premises: &str) {
    let home = json!({ "premises_id": world::premises(premises), "relation": "tenant" });
    let asked = caller.post("/v1/residencies", home).await.expect(201);
    let path = format!("/v1/residencies/{}/approve", asked["id"].as_str().unwrap());
    service.as_("community").post(&path, json!({})).await.expect(200);
    service.tell().await;
}

async fn a_subscription_message_goes_to_the_proven_identity(service: Service) {
    let (service, wechat) = with_subscriptions(service).await;
    let session =
        service.anyone().post("/v1/login/wechat", json!({ "code": "c" })).await.expect(200);
    let caller = service.with_token(session["access_token"].as_str().unwrap());
    let wishes = json!({ "channels": ["wechat"], "language": "en" });
    caller.post("/v1/me/notice-preferences", wishes).await.expect(200);
    moves_in(&service, &caller, "free-premises").await;
    let token = |word: &str| Plan::Json(200, json!({ "access_token": word, "expires_in": 7200 }));
    let said = |code: i64| Plan::Json(200, json!({ "errcode": code }));
    wechat.plan([token("T1"), said(40001), token("T2"), said(-1), said(0)]);
    for seconds in [0, 10, 60] {
        service.pass(TimeDelta::seconds(seconds));
        service.send_messages().await;
    }
    let got = wechat.got();
    let last = got.last().unwrap();
    assert!(last.line.starts_with("POST /cgi-bin/message/subscribe/send?access_token=T2 "));
    assert_eq!(
        (&last.json()["touser"], &last.json()["template_id"]),
        (&json!("oABC"), &json!("TPL"))
    );
    assert_eq!(last.json()["data"]["thing1"]["value"], "Residency approved");
    let tokens = got.iter().filter(|one| one.line.starts_with("POST /cgi-bin/stable_token"));
    assert_eq!(tokens.count(), 2);
    assert_eq!(log(&service, "&channel=wechat&state=sent").await.len(), 1);
    // Who has not subscribed, or takes no more, is not asked again.
    moves_in(&service, &caller, "premises").await;
    wechat.plan([said(43101)]);
    service.send_messages().await;
    assert_eq!(log(&service, "&state=dead").await[0]["attempts"][0]["failed"], "refused");
}

async fn the_log_shows_to_administrators_alone(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    bound(&service, &gateway, "resident").await;
    prefers(&service, "resident", json!(["sms"])).await;
    service.ticket_in("accepted").await;
    service.tell().await;
    service.send_messages().await;
    assert_eq!(log(&service, "").await.len(), 2, "the code and the notice");
    let all = log(&service, "").await;
    assert!(all.iter().all(|one| !one.to_string().contains(PHONE)));
    for (name, seen) in [("other-admin", 0), ("auditor", 1)] {
        let page = service.as_(name).get("/v1/notice-deliveries").await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), seen, "{name}");
    }
    service.as_("resident").get("/v1/notice-deliveries").await.refused(403, "forbidden");
}
