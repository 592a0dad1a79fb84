//! New passwords: what is refused, what ends with them, and that nothing is kept as it is.

use persistence::identity::account_by_name;
use serde_json::{Value, json};
use tests::{Kind, Service, served_by_both, world};

use crate::sessions::{WRONG, dead, login, refresh, session};

served_by_both!(a_new_password_ends_every_session);

async fn a_new_password_ends_every_session(service: Service) {
    let before = session(&service, "resident").await;
    let resident = service.as_("resident");
    let change =
        |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let post = async |body: Value| resident.post("/v1/me/password", body).await;
    for (weak, fault) in [
        ("short 1", "length"),
        (&format!("1{}", "x".repeat(128)), "length"),
        ("onlysmallletters", "weak"),
        ("12345678901234", "weak"),
        ("Password123", "weak"),
        ("the Resident 1", "weak"),
    ] {
        post(change(world::PASSWORD, weak)).await.invalid("#/new_password", fault);
    }
    post(change(WRONG, "a new pass phrase 2")).await.invalid("#/current_password", "not_allowed");
    refresh(&service, &before["refresh_token"]).await.expect(200);
    let right = change(world::PASSWORD, "a new pass phrase 2");
    let keyed =
        || resident.request("POST", "/v1/me/password").header("Idempotency-Key", "k").json(&right);
    keyed().send().await.expect(204);
    let again = keyed().send().await;
    assert_eq!(again.header("idempotency-replayed"), "true", "{}", again.text());
    dead(refresh(&service, &before["refresh_token"]).await);
    login(&service, "resident", world::PASSWORD).await.refused(401, "bad_credentials");
    login(&service, "resident", "a new pass phrase 2").await.expect(200);
}

async fn hash_of(service: &Service) -> String {
    let found = account_by_name(service.app.store.reader(), "resident").await;
    found.unwrap().unwrap().password.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_passwords_nor_tokens_are_kept_as_they_are() {
    let service = Service::start(Kind::Sqlite).await;
    let first = session(&service, "resident").await;
    let change =
        json!({ "current_password": world::PASSWORD, "new_password": "a new pass phrase 2" });
    service.as_("resident").post("/v1/me/password", change).await.expect(204);
    let hash = hash_of(&service).await;
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    let file = service.database.url.trim_start_matches("sqlite://").split('?').next().unwrap();
    let token = first["refresh_token"].as_str().unwrap();
    for name in [file.to_owned(), format!("{file}-wal")] {
        let bytes = std::fs::read(&name).unwrap_or_default();
        for secret in ["a new pass phrase 2", token] {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} stands in {name}");
        }
    }
}
