//! Who signs in with a code: the account that proved the phone, or a new one.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{PHONE, account, ask, code, me, sign_in, with_gateway};
use crate::totp;

served_by_both!(
    a_code_makes_an_account_and_signs_it_in_again,
    of_two_at_once_one_signs_in,
    a_second_factor_is_still_asked_for,
    who_is_disabled_or_locked_stays_out,
    a_new_account_asks_for_residency,
);

async fn a_code_makes_an_account_and_signs_it_in_again(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let first = code(&service, &gateway, PHONE).await;
    let body = json!({ "phone": PHONE, "code": first, "display_name": "李晓梅" });
    let session = service.anyone().post("/v1/login/phone", body.clone()).await.expect(200);
    let seen = me(&service, &session).await;
    assert_eq!((&seen["display_name"], &seen["phone"]), (&json!("李晓梅"), &json!(PHONE)));
    assert_eq!(seen["duties"], json!([]));
    service.anyone().post("/v1/login/phone", body).await.refused(401, "bad_code");
    service.pass(TimeDelta::minutes(2));
    let second = code(&service, &gateway, PHONE).await;
    let again = sign_in(&service, PHONE, &second).await.expect(200);
    assert_eq!(me(&service, &again).await["id"], seen["id"]);
    let entries = format!(
        "SELECT COUNT(*) FROM journal WHERE actor_id = (SELECT id FROM account WHERE phone = '{PHONE}') \
         AND action IN ('create', 'login')"
    );
    assert_eq!(service.count(&entries).await, 3);
    let body = json!({ "refresh_token": again["refresh_token"] });
    service.anyone().post("/v1/token/refresh", body).await.expect(200);
}

async fn of_two_at_once_one_signs_in(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let accounts = service.count("SELECT COUNT(*) FROM account").await;
    let code = code(&service, &gateway, PHONE).await;
    let all = futures_util::future::join_all((0..4).map(|_| sign_in(&service, PHONE, &code))).await;
    let mut answers: Vec<u16> = all.iter().map(|reply| reply.status.as_u16()).collect();
    answers.sort_unstable();
    assert_eq!(answers, [200, 401, 401, 401]);
    assert_eq!(service.count("SELECT COUNT(*) FROM account").await, accounts + 1);
}

async fn a_second_factor_is_still_asked_for(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let resident = service.as_("resident");
    let shown = code(&service, &gateway, PHONE).await;
    let bound = json!({ "phone": PHONE, "code": shown });
    resident.post("/v1/me/phone", bound).await.expect(200);
    let (secret, _) = totp::enrolled(&service, &resident).await;
    service.pass(TimeDelta::minutes(2));
    let shown = code(&service, &gateway, PHONE).await;
    sign_in(&service, PHONE, &shown).await.refused(401, "totp_needed");
    let with = async |totp: &str| {
        let body = json!({ "phone": PHONE, "code": shown, "totp": totp });
        service.anyone().post("/v1/login/phone", body).await
    };
    let session = with(&totp::code(&secret, service.now())).await.expect(200);
    assert_eq!(me(&service, &session).await["id"], json!(world::person("resident")));
    with(&totp::code(&secret, service.now())).await.refused(401, "bad_code");
}

async fn who_is_disabled_or_locked_stays_out(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let first = code(&service, &gateway, PHONE).await;
    let session = sign_in(&service, PHONE, &first).await.expect(200);
    let id = account(&me(&service, &session).await);
    service.pass(TimeDelta::minutes(2));
    let path = format!("/v1/accounts/{id}");
    service.as_("admin").post(&format!("{path}/disable"), json!({})).await.expect(200);
    let second = code(&service, &gateway, PHONE).await;
    sign_in(&service, PHONE, &second).await.refused(401, "bad_code");
    service.as_("admin").post(&format!("{path}/enable"), json!({})).await.expect(200);
    service.pass(TimeDelta::minutes(2));
    let locked = (service.now() + TimeDelta::minutes(15)).timestamp_millis();
    let sql = "UPDATE account SET failures = 5, locked_until = $1 WHERE id = $2";
    service.force(sql, vec![locked.into(), id.0.into()]).await;
    let third = code(&service, &gateway, PHONE).await;
    sign_in(&service, PHONE, &third).await.refused(429, "account_locked");
    assert_eq!(service.count("SELECT COUNT(*) FROM account_proof").await, 1);
}

async fn a_new_account_asks_for_residency(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let first = code(&service, &gateway, PHONE).await;
    let session = sign_in(&service, PHONE, &first).await.expect(200);
    let token = session["access_token"].as_str().unwrap();
    let body = json!({ "premises_id": world::premises("free-premises"), "relation": "tenant" });
    let asked = service.with_token(token).post("/v1/residencies", body).await.expect(201);
    let path = format!("/v1/residencies/{}/approve", asked["id"].as_str().unwrap());
    service.as_("community").post(&path, json!({})).await.expect(200);
    let ticket = service.with_token(token).post("/v1/tickets", tests::minimal("submit")).await;
    ticket.expect(201);
    ask(&service, "12345").await.invalid("#/phone", "length");
}
