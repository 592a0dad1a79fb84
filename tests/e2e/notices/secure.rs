//! Mail with TLS and credentials: to a relay that shows its certificate, and not a word to any other.

use serde_json::{Value, json};
use tests::{Database, Kind, Process, minimal, under_test};

use super::strict::{PASSWORD, PEM, Relay, Speech, USER};
use crate::source::root;

/// A server that trusts the relay or does not, with a mail on its way.
async fn sending(
    kind: Kind,
    relay: &Relay,
    tls: &str,
    over: &[(&str, &str)],
) -> (Database, Process) {
    let database = Database::inhabited(kind, false).await;
    let (port, pem) = (relay.port.to_string(), root().join(PEM));
    let mut variables = vec![
        ("LIANJIAN_MAIL__HOST", "127.0.0.1"),
        ("LIANJIAN_MAIL__PORT", port.as_str()),
        ("LIANJIAN_MAIL__TLS", tls),
        ("LIANJIAN_MAIL__USER", USER),
        ("LIANJIAN_MAIL__PASSWORD", PASSWORD),
        ("LIANJIAN_MAIL__FROM", "Lianjian <notices@example.org>"),
        ("SSL_CERT_FILE", pem.to_str().unwrap()),
    ];
    variables.extend(over);
    let server = Process::start(under_test!(), &database.url, &variables).await;
    let wishes = json!({ "channels": ["mail"], "mail": "li@example.org" });
    let dispatcher = server.sign_in("dispatcher").await;
    dispatcher.post("/v1/me/notice-preferences", wishes).await.expect(200);
    server.sign_in("resident").await.post("/v1/tickets", minimal("submit")).await.expect(201);
    (database, server)
}

async fn taken(kind: Kind) {
    if tests::left_out(kind) {
        return;
    }
    for (speech, tls) in [(Speech::Tls, "tls"), (Speech::Starttls, "starttls")] {
        let relay = Relay::start(speech).await;
        let _server = sending(kind, &relay, tls, &[]).await;
        assert_eq!(relay.until("mail").await, ["known", "mail"], "{tls}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_goes_out_by_tls_and_credentials_on_sqlite() {
    taken(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_goes_out_by_tls_and_credentials_on_postgres() {
    taken(Kind::Postgres).await;
}

/// Why the first attempt came to nothing, as the log of what went out says it.
async fn failed(server: &Process) -> Value {
    let admin = server.sign_in("admin").await;
    loop {
        let page = admin.get("/v1/notice-deliveries?channel=mail").await.expect(200);
        let attempt = page["items"][0]["attempts"][0].clone();
        if attempt.is_object() {
            return attempt["failed"].clone();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_does_not_know_the_sender_refuses() {
    let relay = Relay::start(Speech::Starttls).await;
    let over = [("LIANJIAN_MAIL__PASSWORD", "another")];
    let (_database, server) = sending(Kind::Sqlite, &relay, "starttls", &over).await;
    assert_eq!(failed(&server).await, "refused");
    assert_eq!(relay.noted(), ["not known"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_without_a_certificate_that_is_trusted_gets_nothing() {
    let over = [("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt")];
    for (speech, tls) in [(Speech::Tls, "tls"), (Speech::Starttls, "starttls")] {
        let relay = Relay::start(speech).await;
        let (_database, server) = sending(Kind::Sqlite, &relay, tls, &over).await;
        assert_ne!(failed(&server).await, Value::Null);
        assert!(relay.noted().iter().all(|note| note == "no handshake"), "{tls}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_speaks_in_clear_gets_no_credentials() {
    let relay = Relay::start(Speech::Clear).await;
    let (_database, server) = sending(Kind::Sqlite, &relay, "starttls", &[]).await;
    assert_ne!(failed(&server).await, Value::Null);
    assert_eq!(relay.noted(), Vec::<String>::new());
}
