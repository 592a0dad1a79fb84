//! Access tokens: what a forger could send, and their life to the second.

use api::{auth::new_key, crypto::Use};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, crypto::sign};
use persistence::identity::{KeyRow, signing_keys};
use serde_json::{Value, json};
use tests::{Kind, Reply, Service, world};

/// The private key of a row in the two forms that a forger needs it in.
pub(crate) struct Key {
    pub(crate) kid: String,
    x: String,
    y: String,
    pub(crate) private: EncodingKey,
}

fn opened(service: &Service, row: &KeyRow) -> Key {
    let der = service.app.secret.open(Use::SigningKeys, row.kid.as_bytes(), &row.private_key);
    let (kid, x, y) = (row.kid.clone(), row.public_x.clone(), row.public_y.clone());
    Key { kid, x, y, private: EncodingKey::from_ec_der(&der.unwrap()) }
}

pub(crate) async fn key(service: &Service) -> Key {
    let rows = signing_keys(service.app.store.reader(), service.now()).await.unwrap();
    opened(service, rows.first().unwrap())
}

pub(crate) fn header(key: &Key) -> Value {
    json!({ "alg": "ES256", "typ": "at+jwt", "kid": key.kid })
}

pub(crate) fn claims(service: &Service) -> Value {
    let now = service.now().timestamp();
    json!({
        "iss": "lianjian", "aud": "lianjian", "sub": world::person("resident"), "client_id": "lianjian",
        "iat": now, "nbf": now, "exp": now + 600, "jti": world::person("worker"),
    })
}

/// The object with a member replaced, or removed where the value is null.
fn but(object: &Value, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    if value.is_null() {
        object.as_object_mut().unwrap().remove(name);
    } else {
        object[name] = value;
    }
    object
}

fn part(value: impl ToString) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A token of these parts, whatever they say, signed by the algorithm and key given.
pub(crate) fn signed(
    header: &Value,
    claims: impl ToString,
    algorithm: Algorithm,
    key: &EncodingKey,
) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    format!("{message}.{}", sign(message.as_bytes(), key, algorithm).unwrap())
}

pub(crate) async fn shown(service: &Service, token: &str) -> Reply {
    service.with_token(token).get("/v1/me").await
}

#[track_caller]
pub(crate) fn refused(reply: Reply, what: &str) {
    assert_eq!(reply.status.as_u16(), 401, "{what}: {}", reply.text());
    assert_eq!(reply.json["code"], "invalid_token", "{what}");
    let challenge = "Bearer realm=\"lianjian\", error=\"invalid_token\"";
    assert_eq!(reply.header("www-authenticate"), challenge, "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_made_by_the_rules_is_taken() {
    let service = Service::start(Kind::Sqlite).await;
    let key = key(&service).await;
    let token = signed(&header(&key), claims(&service), Algorithm::ES256, &key.private);
    assert_eq!(shown(&service, &token).await.expect(200)["name"], "resident");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_header_but_the_right_one_is_taken() {
    let service = Service::start(Kind::Sqlite).await;
    let key = key(&service).await;
    let good = header(&key);
    for (name, value) in [
        ("typ", json!("JWT")),
        ("typ", json!("rt+jwt")),
        ("typ", json!("")),
        ("typ", Value::Null),
        ("kid", json!("unknown")),
        ("kid", json!("../../../dev/null")),
        ("kid", json!("' OR '1'='1")),
        ("kid", json!("")),
        ("kid", Value::Null),
        ("alg", json!("none")),
        ("alg", json!("es256")),
        ("alg", json!("ES384")),
        ("alg", json!("HS256")),
        ("alg", Value::Null),
    ] {
        let header = but(&good, name, value);
        let token = signed(&header, claims(&service), Algorithm::ES256, &key.private);
        refused(shown(&service, &token).await, &header.to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_claim_but_the_right_one_is_taken() {
    let service = Service::start(Kind::Sqlite).await;
    let key = key(&service).await;
    let (good, now) = (claims(&service), service.now().timestamp());
    let absent = ["iss", "aud", "sub", "client_id", "iat", "nbf", "exp", "jti"];
    let mut wrong: Vec<(&str, Value)> = absent.map(|name| (name, Value::Null)).into();
    wrong.extend([
        ("iss", json!("https://elsewhere.example")),
        ("iss", json!(["lianjian"])),
        ("aud", json!("another")),
        ("aud", json!(["another"])),
        ("sub", json!("resident")),
        ("sub", json!(world::estate("estate"))),
        ("sub", json!(world::person("disabled"))),
        ("client_id", json!(world::person("resident"))),
        ("exp", json!(now - 31)),
        ("exp", json!(now - 30)),
        ("exp", json!((now + 600).to_string())),
        ("exp", json!(1e300)),
        ("exp", json!(-1)),
        ("nbf", json!(now + 31)),
        ("nbf", json!(now.to_string())),
        ("iat", json!(now + 31)),
        ("jti", json!("x")),
    ]);
    for (name, value) in wrong {
        let claims = but(&good, name, value);
        let token = signed(&header(&key), &claims, Algorithm::ES256, &key.private);
        refused(shown(&service, &token).await, &claims.to_string());
    }
    for (name, value) in [("exp", now - 29), ("nbf", now + 30), ("iat", now + 30)] {
        let claims = but(&good, name, json!(value));
        let token = signed(&header(&key), &claims, Algorithm::ES256, &key.private);
        assert_eq!(shown(&service, &token).await.status.as_u16(), 200, "{name} within the leeway");
    }
    let twice =
        good.to_string().replacen('{', &format!("{{\"sub\":\"{}\",", world::person("admin")), 1);
    let token = signed(&header(&key), twice, Algorithm::ES256, &key.private);
    refused(shown(&service, &token).await, "a claim that stands twice");
}

/// Tokens that somebody signed who must not, or signed in another way.
fn wrongly_signed(service: &Service, key: &Key, own: &Key) -> Vec<(&'static str, String)> {
    let claims = claims(service);
    let jwk = json!({ "kty": "EC", "crv": "P-256", "x": own.x, "y": own.y });
    let embedded = but(&header(key), "jwk", jwk);
    let public = json!({ "kty": "EC", "crv": "P-256", "x": key.x, "y": key.y }).to_string();
    let coordinate = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let point = [vec![4], coordinate(&key.x), coordinate(&key.y)].concat();
    let hmac = |secret: &[u8]| {
        let header = but(&header(key), "alg", json!("HS256"));
        signed(&header, &claims, Algorithm::HS256, &EncodingKey::from_secret(secret))
    };
    vec![
        ("another key", signed(&header(key), &claims, Algorithm::ES256, &own.private)),
        ("a key that it brings along", signed(&embedded, &claims, Algorithm::ES256, &own.private)),
        ("HMAC with the public key as JSON", hmac(public.as_bytes())),
        ("HMAC with the public point", hmac(&point)),
        ("HMAC with nothing", hmac(b"")),
    ]
}

/// Tokens that lost, changed or gained a part on their way.
fn tampered(service: &Service, key: &Key, good: &str) -> Vec<(&'static str, String)> {
    let claims = claims(service);
    let (message, signature) = good.rsplit_once('.').unwrap();
    let none = format!("{}.{}", part(but(&header(key), "alg", json!("none"))), part(&claims));
    let admin = but(&claims, "sub", json!(world::person("admin")));
    vec![
        ("no signature", format!("{none}.")),
        ("alg none with a signature", format!("{none}.{signature}")),
        ("other claims", format!("{}.{}.{signature}", part(header(key)), part(admin))),
        ("a cut signature", format!("{message}.{}", &signature[..signature.len() - 2])),
        ("a signature of zeros", format!("{message}.{}", URL_SAFE_NO_PAD.encode([0; 64]))),
        ("no third part", message.to_owned()),
        ("a fourth part", format!("{good}.x")),
        ("padding", format!("{good}=")),
        ("no parts", "x".to_owned()),
        ("only dots", "..".to_owned()),
        ("five thousand characters", "x".repeat(5000)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_signature_but_the_right_one_is_taken() {
    let service = Service::start(Kind::Sqlite).await;
    let key = key(&service).await;
    let row = new_key(&service.app.secret, service.now(), service.now()).unwrap();
    let own = opened(&service, &row);
    let good = signed(&header(&key), claims(&service), Algorithm::ES256, &key.private);
    let forged = wrongly_signed(&service, &key, &own).into_iter();
    for (what, token) in forged.chain(tampered(&service, &key, &good)) {
        refused(shown(&service, &token).await, what);
    }
    shown(&service, &good).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_sent_as_bearer_or_not_at_all() {
    let service = Service::start(Kind::Sqlite).await;
    let token = service.as_("resident").token().to_owned();
    let send = async |value: &str| {
        service.anyone().request("GET", "/v1/me").header("Authorization", value).send().await
    };
    for scheme in ["Bearer", "bearer", "BEARER"] {
        send(&format!("{scheme} {token}")).await.expect(200);
    }
    for value in ["", "Bearer", &format!("Basic {token}"), &format!("Token {token}"), &token] {
        let reply = send(value).await;
        assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"lianjian\"", "{value}");
        reply.refused(401, "unauthenticated");
    }
    for value in ["Bearer ", "Bearer x y", &format!("Bearer {token} x")] {
        let status = send(value).await.status.as_u16();
        assert_eq!(status, 401, "{value}");
    }
    service
        .anyone()
        .get(&format!("/v1/me?access_token={token}"))
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_seen_lives_no_longer_for_that() {
    let service = Service::start(Kind::Sqlite).await;
    let resident = service.as_("resident");
    service.pass(TimeDelta::seconds(595));
    resident.get("/v1/me").await.expect(200);
    service.pass(TimeDelta::seconds(34));
    resident.get("/v1/me").await.expect(200);
    service.pass(TimeDelta::seconds(1));
    refused(resident.get("/v1/me").await, "thirty seconds after its end");
}
