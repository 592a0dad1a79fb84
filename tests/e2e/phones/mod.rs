//! Signing in by phone and WeChat: codes, what they prove, and how they are sent.

mod canary;
mod claiming;
mod guessing;
mod sending;
mod signing;
mod wechat;

use api::{
    config::{Config, SmsKind},
    crypto::Use,
};
use kernel::AccountId;
use serde_json::{Value, json};
use tests::{Caller, Reply, Service};

use crate::outside::Outside;

pub(crate) const PHONE: &str = "19912345678";

/// The same service with a gateway for text messages.
pub(crate) async fn with_gateway(service: Service) -> (Service, Outside) {
    with_gateway_and(service, |_| {}).await
}

pub(crate) async fn with_gateway_and(
    service: Service,
    change: impl FnOnce(&mut Config),
) -> (Service, Outside) {
    let kind = service.database.kind;
    drop(service);
    let gateway = Outside::start(json!({})).await;
    let url = gateway.url.clone();
    let service = Service::with(kind, |config| {
        config.sms.kind = SmsKind::Http;
        config.sms.url = format!("{url}/send");
        config.sms.key = Some("gateway-key".to_owned());
        config.sms.timeout_ms = 1_000;
        config.sms.templates.insert("code".to_owned(), "SMS_001".to_owned());
        change(config);
    });
    (service.await, gateway)
}

/// The same service with a WeChat that knows one user.
pub(crate) async fn with_wechat(service: Service) -> (Service, Outside) {
    let kind = service.database.kind;
    drop(service);
    let answer =
        json!({ "openid": "oABC-123_x", "session_key": "SESSION-KEY-CANARY", "unionid": "u" });
    let wechat = Outside::start(answer).await;
    let url = wechat.url.clone();
    let service = Service::with(kind, |config| {
        config.wechat.app_id = "wx123".to_owned();
        config.wechat.app_secret = Some("app-secret".to_owned());
        config.wechat.base_url = url;
        config.wechat.timeout_ms = 1_000;
    });
    (service.await, wechat)
}

/// Sends the phone a code, and makes it this one.
pub(crate) async fn known_code(service: &Service, phone: &str, code: &str) {
    ask(service, phone).await.expect(200);
    let mac =
        |purpose: Use, text: String| service.app.secret.mac(purpose, text.as_bytes()).to_vec();
    let sql = "UPDATE phone_code SET code = $1 WHERE phone = $2";
    let code = mac(Use::PhoneCodes, format!("{phone} {code}"));
    let values = vec![code.into(), mac(Use::Proofs, format!("phone {phone}")).into()];
    assert_eq!(service.force(sql, values).await, 1);
}

async fn ask(service: &Service, phone: &str) -> Reply {
    service.anyone().post("/v1/codes", json!({ "phone": phone })).await
}

/// The code that the phone is sent.
pub(crate) async fn code(service: &Service, gateway: &Outside, phone: &str) -> String {
    ask(service, phone).await.expect(200);
    service.send_messages().await;
    let last = gateway.got().pop().unwrap().json();
    assert_eq!((&last["phone"], &last["template"]), (&json!(phone), &json!("SMS_001")));
    last["words"]["code"].as_str().unwrap().to_owned()
}

async fn sign_in(service: &Service, phone: &str, code: &str) -> Reply {
    let body = json!({ "phone": phone, "code": code });
    service.anyone().post("/v1/login/phone", body).await
}

/// Someone who has signed in with a code.
async fn signed_in<'a>(service: &'a Service, gateway: &Outside, phone: &str) -> Caller<'a> {
    let code = code(service, gateway, phone).await;
    let session = sign_in(service, phone, &code).await.expect(200);
    service.with_token(session["access_token"].as_str().unwrap())
}

async fn me(service: &Service, session: &Value) -> Value {
    let caller = service.with_token(session["access_token"].as_str().unwrap());
    caller.get("/v1/me").await.expect(200)
}

fn account(me: &Value) -> AccountId {
    me["id"].as_str().unwrap().parse().unwrap()
}
