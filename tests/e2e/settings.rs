//! The configuration: a wrong value of any section ends with its key and exit code 2, and production refuses what is weak.

use std::{io::Write as _, net::TcpListener, path::Path, process::Stdio};

use tempfile::TempDir;
use tests::{Database, Kind, world};

use crate::cli::{Run, alone, program};

const WRONG: &[(&str, &str, &str)] = &[
    ("PROFILE", "testing", "profile"),
    ("LISTEN", "nowhere", "server.listen"),
    ("PUBLIC_URL", "lianjian.example.org", "server.public_url"),
    ("PUBLIC_URL", "ftp://example.org", "server.public_url"),
    ("PUBLIC_URL", "https://example.org/", "server.public_url"),
    ("PUBLIC_URL", "https://example.org?x", "server.public_url"),
    ("SERVER__WORKERS", "100000", "server.workers"),
    ("SERVER__OFFSET", "Asia/Shanghai", "server.offset"),
    ("SERVER__SHUTDOWN_SECONDS", "-1", "server.shutdown_seconds"),
    ("SERVER__BODY_SECONDS", "0", "server.body_seconds"),
    ("SERVER__BODY_SECONDS", "9223372036854775807", "server.body_seconds"),
    ("SERVER__MAX_BODY_BYTES", "1", "server.max_body_bytes"),
    ("SERVER__MAX_IN_FLIGHT", "0", "server.max_in_flight"),
    ("SERVER__COLOUR", "red", "colour"),
    ("DATABASE_URL", "mysql://x", "database.url"),
    ("DATABASE_URL", "sqlite:", "database.url"),
    ("DATABASE_URL", "sqlite:x.db?mode=wrong", "database.url"),
    ("DATABASE_URL", "postgres:x", "database.url"),
    ("DATABASE_URL", "postgres://me:secret@host:port/x", "database.url"),
    ("DATABASE_URL", "postgres://me:secret@host/x?sslmode=maybe", "database.url"),
    ("DATABASE__CONNECTIONS", "0", "database.connections"),
    ("DATABASE__CONNECTIONS", "many", "database.connections"),
    ("SECRET", "short", "identity.secret"),
    ("IDENTITY__ISSUER", " ", "identity.issuer"),
    ("IDENTITY__AUDIENCE", "", "identity.audience"),
    ("IDENTITY__ACCESS_TOKEN_MINUTES", "0", "identity.access_token_minutes"),
    ("IDENTITY__PASSWORD_HASHERS", "0", "identity.password_hashers"),
    ("IDENTITY__ADMINISTRATORS_NEED_TOTP", "perhaps", "identity.administrators_need_totp"),
    ("LIMITS__REQUESTS_PER_MINUTE", "-1", "limits.requests_per_minute"),
    ("LIMITS__LOGINS_PER_MINUTE", "x", "limits.logins_per_minute"),
    ("LIMITS__CODES_PER_MINUTE", "1.5", "limits.codes_per_minute"),
    ("LIMITS__ANONYMOUS_TICKETS_PER_MINUTE", "-2", "limits.anonymous_tickets_per_minute"),
    ("FEED__WAITING", "9223372036854775807", "feed.waiting"),
    ("WEBHOOKS__TIMEOUT_MS", "0", "webhooks.timeout_ms"),
    ("WEBHOOKS__ALLOW_CIDRS", "[\"10.20.0.0/33\"]", "webhooks.allow_cidrs"),
    ("SMS__KIND", "pigeon", "sms.kind"),
    ("SMS__KIND", "http", "sms.url"),
    ("SMS__TIMEOUT_MS", "0", "sms.timeout_ms"),
    ("WECHAT__BASE_URL", "weixin", "wechat.base_url"),
    ("WECHAT__APP_ID", "wx1", "wechat.app_secret"),
    ("WECHAT__TIMEOUT_MS", "20001", "wechat.timeout_ms"),
    ("MAIL__HOST", "mail.example.org", "mail.from"),
    ("MAIL__PORT", "0", "mail.port"),
    ("MAIL__TLS", "perhaps", "mail.tls"),
    ("MAIL__USER", "me", "mail.password"),
    ("MAIL__PASSWORD", "secret", "mail.user"),
    ("MAIL__TIMEOUT_MS", "0", "mail.timeout_ms"),
    ("ATTACHMENTS__URL", "https://example.org", "attachments.url"),
    ("ATTACHMENTS__OPTIONS__COLOUR", "red", "attachments.options.colour"),
    ("ATTACHMENTS__MAX_BYTES", "1", "attachments.max_bytes"),
    ("ATTACHMENTS__MEMORY_BYTES", "4096", "attachments.memory_bytes"),
    ("ATTACHMENTS__UPLOAD_SECONDS", "0", "attachments.upload_seconds"),
    ("ATTACHMENTS__ENCODERS", "0", "attachments.encoders"),
    ("ATTACHMENTS__LINK_MINUTES", "0", "attachments.link_minutes"),
    ("CREDIT__BASE", "\"-1.00\"", "credit.base"),
    ("CREDIT__PUBLICITY_DAYS", "4000", "credit.publicity_days"),
    ("LOG__LEVEL", "api=[", "log.level"),
    ("LOG__JSON", "perhaps", "log.json"),
];

#[test]
fn a_wrong_value_ends_with_its_key_and_two() {
    for (variable, value, key) in WRONG {
        let variable = format!("LIANJIAN_{variable}");
        let run = alone(&["migrate"], &[(variable.as_str(), *value)]);
        run.fails(2, key);
        assert!(!run.err.contains("secret@"), "a URL may hold a password: {run:?}");
    }
    alone(&["serve", "--listen", "nowhere"], &[]).fails(2, "server.listen");
    alone(&["--database-url", "x", "migrate"], &[]).fails(2, "database.url");
}

#[test]
fn every_section_has_a_wrong_value() {
    let config = serde_json::to_value(api::config::Config::default()).unwrap();
    for section in config.as_object().unwrap().keys() {
        let tried = WRONG.iter().any(|(.., key)| key.split('.').next() == Some(section.as_str()));
        assert!(tried, "{section}");
    }
}

#[test]
fn production_refuses_what_is_weak() {
    let production = ("LIANJIAN_PROFILE", "production");
    alone(&["migrate"], &[production]).fails(2, "identity.secret");
    let secret = ("LIANJIAN_SECRET", world::SECRET);
    alone(&["serve", "--demo"], &[production, secret]).fails(2, "demo");
    alone(&["migrate"], &[production, secret]).ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn production_refuses_a_database_that_may_lose_writes() {
    if tests::left_out(Kind::Postgres) {
        return;
    }
    let (quick, durable) =
        (Database::fresh(Kind::Postgres).await, Database::durable(Kind::Postgres).await);
    let variables = |url| {
        [
            ("LIANJIAN_PROFILE", "production"),
            ("LIANJIAN_SECRET", world::SECRET),
            ("LIANJIAN_DATABASE_URL", url),
        ]
    };
    alone(&["migrate"], &variables(&quick.url)).fails(2, "fsync");
    alone(&["migrate"], &variables(&durable.url)).ok();
}

/// Runs the program in production on the database of a folder.
fn produce(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut command = program(folder);
    command.args(arguments).env("LIANJIAN_PROFILE", "production");
    command.env("LIANJIAN_SECRET", world::SECRET);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Run::of(&child.wait_with_output().unwrap())
}

#[test]
fn production_refuses_a_database_that_holds_the_demo_neighbourhood() {
    // Nothing is served where the port is taken, so that who gets so far ends with one.
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    // The administrator of the demo neighbourhood is known by both names.
    for (display_name, code, sentence) in [("沈一鸣", 2, "demo"), ("沈二鸣", 1, "cannot listen")]
    {
        let folder = TempDir::with_prefix("lianjian-").unwrap();
        let add = ["account", "add", "admin", "--administrator", "--display-name", display_name];
        produce(folder.path(), &add, "correct horse 42\n").ok();
        produce(folder.path(), &["serve", "--listen", &address], "").fails(code, sentence);
    }
}
