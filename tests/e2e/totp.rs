//! One-time passwords: enrolling, signing in with each code once, recovery codes, and the duty that waits for them.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::{Caller, Kind, Reply, Service, served_by_both, world};

use crate::{cli, sessions::WRONG};

served_by_both!(
    a_code_is_asked_for_once_it_was_confirmed_and_is_good_once,
    a_recovery_code_is_good_once,
    both_factors_are_needed_to_give_one_up,
    an_administrator_waits_for_the_second_factor_where_it_is_asked_for,
);

/// What an authenticator shows.
pub(crate) fn code(secret: &Value, now: DateTime<Utc>) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.as_str().unwrap()).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(now.timestamp().unsigned_abs()).to_string()
}

/// Enrols and confirms; the seed and the recovery codes.
pub(crate) async fn enrolled(service: &Service, caller: &Caller<'_>) -> (Value, Vec<Value>) {
    let seed = caller.post("/v1/me/totp", json!({})).await.expect(200);
    let shown = json!({ "code": code(&seed["secret"], service.now()) });
    let codes = caller.post("/v1/me/totp/confirm", shown).await.expect(200);
    (seed["secret"].clone(), codes["recovery_codes"].as_array().unwrap().clone())
}

async fn login(service: &Service, totp: Option<&str>) -> Reply {
    let mut body = json!({ "name": "admin", "password": world::PASSWORD });
    if let Some(code) = totp {
        body["totp"] = json!(code);
    }
    service.anyone().post("/v1/login", body).await
}

async fn a_code_is_asked_for_once_it_was_confirmed_and_is_good_once(service: Service) {
    let admin = service.as_("admin");
    let first = admin.post("/v1/me/totp", json!({})).await.expect(200);
    let seed = admin.post("/v1/me/totp", json!({})).await.expect(200);
    assert_ne!(first["secret"], seed["secret"]);
    let uri = format!("otpauth://totp/lianjian:admin?secret={}", seed["secret"].as_str().unwrap());
    assert!(seed["uri"].as_str().unwrap().starts_with(&uri));
    login(&service, None).await.expect(200);
    let old = json!({ "code": code(&first["secret"], service.now()) });
    admin.post("/v1/me/totp/confirm", old).await.invalid("#/code", "not_allowed");
    let shown = code(&seed["secret"], service.now());
    admin.post("/v1/me/totp/confirm", json!({ "code": shown })).await.expect(200);

    login(&service, None).await.refused(401, "totp_needed");
    login(&service, Some(&shown)).await.refused(401, "bad_credentials");
    service.pass(TimeDelta::seconds(30));
    let next = code(&seed["secret"], service.now());
    login(&service, Some(&next)).await.expect(200);
    login(&service, Some(&next)).await.refused(401, "bad_credentials");
    let ahead = code(&seed["secret"], service.now() + TimeDelta::seconds(30));
    let far = code(&seed["secret"], service.now() + TimeDelta::seconds(90));
    login(&service, Some(&far)).await.refused(401, "bad_credentials");
    login(&service, Some(&ahead)).await.expect(200);
    assert_eq!(admin.get("/v1/me").await.expect(200)["totp"], true);
    admin.post("/v1/me/totp", json!({})).await.refused(409, "not_allowed_now");
    admin
        .post("/v1/me/totp/confirm", json!({ "code": next }))
        .await
        .refused(409, "not_allowed_now");
}

async fn a_recovery_code_is_good_once(service: Service) {
    let (_, codes) = enrolled(&service, &service.as_("admin")).await;
    assert_eq!(codes.len(), 10);
    let code = codes[3].as_str().unwrap();
    let typed = code.to_uppercase().replace('-', " ");
    login(&service, Some(&typed)).await.expect(200);
    login(&service, Some(code)).await.refused(401, "bad_credentials");
    login(&service, codes[4].as_str()).await.expect(200);
    for _ in 0..5 {
        login(&service, Some("aaaa-aaaa")).await.refused(401, "bad_credentials");
    }
    login(&service, codes[5].as_str()).await.refused(429, "account_locked");
}

async fn both_factors_are_needed_to_give_one_up(service: Service) {
    let admin = service.as_("admin");
    let remove = async |password: &str, code: &Value| {
        admin.post("/v1/me/totp/remove", json!({ "password": password, "code": code })).await
    };
    remove(world::PASSWORD, &json!("123456")).await.refused(409, "not_allowed_now");
    let (_, codes) = enrolled(&service, &admin).await;
    remove(WRONG, &codes[0]).await.invalid("#/password", "not_allowed");
    remove(world::PASSWORD, &json!("000000")).await.invalid("#/code", "not_allowed");
    let failed = "SELECT COUNT(*) FROM journal WHERE action = 'login_failed'";
    assert_eq!(service.count(failed).await, 2);
    remove(world::PASSWORD, &codes[0]).await.expect(204);
    login(&service, None).await.expect(200);
    assert_eq!(service.count("SELECT COUNT(*) FROM recovery_code").await, 0);
}

async fn an_administrator_waits_for_the_second_factor_where_it_is_asked_for(service: Service) {
    let kind = service.database.kind;
    drop(service);
    let asks = |config: &mut api::config::Config| {
        config.identity.administrators_need_totp = Some(true);
    };
    let service = Service::with(kind, asks).await;
    let admin = service.as_("admin");
    admin.get("/v1/accounts").await.refused(403, "forbidden");
    let me = admin.get("/v1/me").await.expect(200);
    assert_eq!((&me["totp"], &me["totp_needed"]), (&json!(false), &json!(true)));
    enrolled(&service, &admin).await;
    admin.get("/v1/accounts").await.expect(200);
    assert_eq!(admin.get("/v1/me").await.expect(200)["totp_needed"], false);
    service.as_("community").get("/v1/tickets").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn seeds_are_sealed_and_the_operator_takes_a_lost_factor_away() {
    let service = Service::start(Kind::Sqlite).await;
    let (secret, codes) = enrolled(&service, &service.as_("admin")).await;
    let url = service.database.url.clone();
    let file = url.trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
    let seed = totp_rs::Secret::try_from_base32(secret.as_str().unwrap()).unwrap();
    for name in [file.clone(), format!("{file}-wal")] {
        let bytes = std::fs::read(&name).unwrap_or_default();
        for plain in [seed.as_bytes(), codes[0].as_str().unwrap().as_bytes()] {
            assert!(!bytes.windows(plain.len()).any(|part| part == plain), "{name}");
        }
    }
    let said = cli::run(&url, &["account", "forget-totp", "admin"]).ok();
    assert_eq!(said, "admin signs in with the password alone.\n");
    login(&service, None).await.expect(200);
}
