//! Signing keys: published before their use, and kept until the last token that they signed has ended.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use tests::{Service, served_by_both};

use crate::tokens::{claims, header, key, refused, shown, signed};

served_by_both!(keys_are_published_before_their_use_and_kept_until_the_last_token);

async fn kids(service: &Service) -> Vec<String> {
    let set = service.anyone().get("/.well-known/jwks.json").await.expect(200);
    let keys = set["keys"].as_array().unwrap();
    for key in keys {
        assert_eq!(
            (&key["kty"], &key["crv"], &key["use"], &key["alg"]),
            (&json!("EC"), &json!("P-256"), &json!("sig"), &json!("ES256"))
        );
        assert!(key.get("d").is_none() && key["x"].as_str().unwrap().len() == 43, "{key}");
    }
    keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

fn kid(token: &str) -> String {
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    serde_json::from_slice::<Value>(&header).unwrap()["kid"].as_str().unwrap().to_owned()
}

async fn keys_are_published_before_their_use_and_kept_until_the_last_token(service: Service) {
    let old = key(&service).await;
    assert_eq!(kids(&service).await, std::slice::from_ref(&old.kid));
    crate::cli::run(&service.database.url, &["keys", "rotate", "--delay", "10"]).ok();
    service.app.load_keys().await.unwrap();
    let both = kids(&service).await;
    assert_eq!((both.len(), both[0].as_str()), (2, old.kid.as_str()));
    assert_eq!(kid(service.as_("resident").token()), old.kid, "not yet");
    // The program has the machine's clock, the service one of its own.
    let active = service.count("SELECT MAX(active_from) FROM signing_key").await;
    service.pass(TimeDelta::milliseconds(active - service.now().timestamp_millis() - 1));
    service.app.load_keys().await.unwrap();
    let before = service.as_("resident");
    assert_eq!(kid(before.token()), old.kid, "a millisecond too early");
    service.pass(TimeDelta::milliseconds(1));
    service.app.load_keys().await.unwrap();
    let after = service.as_("resident");
    assert_eq!(kid(after.token()), both[1]);
    before.get("/v1/me").await.expect(200);
    after.get("/v1/me").await.expect(200);
    service.pass(TimeDelta::hours(25));
    let late = signed(&header(&old), claims(&service), Algorithm::ES256, &old.private);
    refused(shown(&service, &late).await, "a retired key, even before it is read again");
    service.app.load_keys().await.unwrap();
    assert_eq!(kids(&service).await, both[1..]);
    service.as_("resident").get("/v1/me").await.expect(200);
}
