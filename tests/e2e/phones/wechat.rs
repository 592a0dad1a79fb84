//! Signing in with WeChat, which answers, refuses, or does not answer.

use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both};

use super::{me, with_wechat};
use crate::outside::Plan;

served_by_both!(
    an_identity_is_one_account,
    what_wechat_refuses_opens_nothing,
    nobody_signs_in_where_it_is_not_set_up,
);

async fn sign_in(service: &Service, code: &str) -> Reply {
    service.anyone().post("/v1/login/wechat", json!({ "code": code })).await
}

async fn an_identity_is_one_account(service: Service) {
    let (service, wechat) = with_wechat(service).await;
    let (one, two) = tokio::join!(sign_in(&service, "code&one"), sign_in(&service, "two"));
    let (one, two) = (one.expect(200), two.expect(200));
    let seen = me(&service, &one).await;
    assert_eq!(seen["id"], me(&service, &two).await["id"]);
    assert_eq!(seen["phone"], Value::Null);
    let asked: Vec<String> = wechat.got().into_iter().map(|got| got.line).collect();
    let wanted = "GET /sns/jscode2session?appid=wx123&secret=app-secret&js_code=code%26one\
        &grant_type=authorization_code HTTP/1.1";
    assert!(asked.iter().any(|line| line == wanted), "{asked:?}");
    wechat.usually(json!({ "openid": "oOTHER", "session_key": "x", "errcode": 0 }));
    let other = sign_in(&service, "three").await.expect(200);
    assert_ne!(me(&service, &other).await["id"], seen["id"]);
    for canary in ["SESSION-KEY-CANARY", "oABC-123_x", "app-secret"] {
        let kept = format!("SELECT COUNT(*) FROM journal_detail WHERE detail LIKE '%{canary}%'");
        assert_eq!(service.count(&kept).await, 0);
    }
    let proofs = "SELECT COUNT(*) FROM account_proof WHERE kind = 'wechat'";
    assert_eq!(service.count(proofs).await, 2);
}

async fn what_wechat_refuses_opens_nothing(service: Service) {
    let (service, wechat) = with_wechat(service).await;
    let before = service.count("SELECT COUNT(*) FROM account").await;
    for (plan, status, word) in [
        (Plan::Json(200, json!({ "errcode": 40029, "errmsg": "invalid code" })), 401, "bad_code"),
        (Plan::Json(200, json!({ "errcode": 40163 })), 401, "bad_code"),
        (Plan::Json(200, json!({ "errcode": 45011 })), 503, "channel_unavailable"),
        (Plan::Json(200, json!({ "errcode": 40013 })), 503, "channel_unavailable"),
        (Plan::Json(200, json!({ "session_key": "k" })), 503, "channel_unavailable"),
        (Plan::Json(200, json!({ "openid": "a\nb" })), 503, "channel_unavailable"),
        (Plan::Json(500, json!({ "openid": "oABC" })), 503, "channel_unavailable"),
        (Plan::Json(302, json!({ "openid": "oABC" })), 503, "channel_unavailable"),
        (Plan::Json(200, json!("x".repeat(100_000))), 503, "channel_unavailable"),
        (Plan::Garbage, 503, "channel_unavailable"),
        (Plan::Hang, 503, "channel_unavailable"),
    ] {
        wechat.plan([plan]);
        let body = sign_in(&service, "code").await.refused(status, word);
        assert!(!body.to_string().contains("app-secret"), "{body}");
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM account").await, before);
}

async fn nobody_signs_in_where_it_is_not_set_up(service: Service) {
    sign_in(&service, "code").await.refused(503, "channel_unavailable");
}
