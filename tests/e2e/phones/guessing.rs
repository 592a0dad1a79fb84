//! What guessing, asking often and waiting come to.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both};

use super::{PHONE, ask, code, sign_in, with_gateway, with_gateway_and};

served_by_both!(
    a_code_is_tried_five_times,
    a_code_is_good_for_five_minutes_and_until_the_next,
    a_phone_is_sent_one_a_minute_and_ten_a_day,
    the_answer_does_not_tell_who_is_known,
    an_address_asks_so_often,
    guesses_at_once_are_counted_one_by_one,
);

fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn a_code_is_tried_five_times(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    sign_in(&service, PHONE, "123456").await.refused(401, "bad_code");
    let code = code(&service, &gateway, PHONE).await;
    sign_in(&service, "19900000002", &code).await.refused(401, "bad_code");
    for _ in 0..5 {
        sign_in(&service, PHONE, &wrong(&code)).await.refused(401, "bad_code");
    }
    sign_in(&service, PHONE, &code).await.refused(401, "bad_code");
    assert_eq!(service.count("SELECT COUNT(*) FROM account_proof").await, 0);
}

async fn a_code_is_good_for_five_minutes_and_until_the_next(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let first = code(&service, &gateway, PHONE).await;
    service.pass(TimeDelta::minutes(5));
    sign_in(&service, PHONE, &first).await.refused(401, "bad_code");
    let second = code(&service, &gateway, PHONE).await;
    service.pass(TimeDelta::minutes(1));
    let third = code(&service, &gateway, PHONE).await;
    if second != third {
        sign_in(&service, PHONE, &second).await.refused(401, "bad_code");
    }
    sign_in(&service, PHONE, &third).await.expect(200);
}

async fn a_phone_is_sent_one_a_minute_and_ten_a_day(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    code(&service, &gateway, PHONE).await;
    service.pass(TimeDelta::seconds(15));
    let soon = ask(&service, PHONE).await;
    assert_eq!(soon.header("retry-after"), "45");
    soon.refused(429, "rate_limited");
    for _ in 1..10 {
        service.pass(TimeDelta::minutes(1));
        code(&service, &gateway, PHONE).await;
    }
    service.pass(TimeDelta::minutes(1));
    ask(&service, PHONE).await.refused(429, "rate_limited");
    code(&service, &gateway, "19900000009").await;
    service.pass(TimeDelta::hours(24));
    code(&service, &gateway, PHONE).await;
}

async fn the_answer_does_not_tell_who_is_known(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let code = code(&service, &gateway, PHONE).await;
    sign_in(&service, PHONE, &code).await.expect(200);
    service.pass(TimeDelta::minutes(1));
    let known = ask(&service, PHONE).await.expect(200);
    assert_eq!(known, ask(&service, "19900000009").await.expect(200));
    assert_eq!(known, json!({ "good_for": 300, "again_after": 60 }));
    let bad = sign_in(&service, PHONE, "000000").await.refused(401, "bad_code");
    let other = sign_in(&service, "19900000009", "000000").await.refused(401, "bad_code");
    assert_eq!((&bad["title"], &bad["detail"]), (&other["title"], &other["detail"]));
}

async fn an_address_asks_so_often(service: Service) {
    let few = |config: &mut api::config::Config| config.limits.codes_per_minute = 3;
    let (service, _) = with_gateway_and(service, few).await;
    for n in 0..3 {
        ask(&service, &format!("1990000000{n}")).await.expect(200);
    }
    ask(&service, "19900000009").await.refused(429, "rate_limited");
}

async fn guesses_at_once_are_counted_one_by_one(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let code = code(&service, &gateway, PHONE).await;
    let guesses = (0..20).map(async |_| sign_in(&service, PHONE, &wrong(&code)).await.status);
    let answers = futures_util::future::join_all(guesses).await;
    assert!(answers.iter().all(|status| !status.is_success()));
    sign_in(&service, PHONE, &code).await.refused(401, "bad_code");
    let tries = service.count("SELECT CAST(tries AS bigint) FROM phone_code").await;
    assert_eq!(tries, 5);
}
