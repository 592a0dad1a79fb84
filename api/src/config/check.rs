//! What a value of the configuration may be, beyond its type.

use lettre::message::Mailbox;
use object_store::aws::AmazonS3ConfigKey;
use url::Url;

use super::{Attachments, Config, ConfigError, SmsKind};

/// Seconds that anything may take.
const DAY: u64 = 24 * 3600;
/// More of what is held at once than any machine holds.
const MANY: u64 = 100_000;

fn wrong(key: &str, fault: &str) -> Result<(), ConfigError> {
    Err(ConfigError { key: key.into(), fault: fault.into() })
}

pub(super) fn check(config: &Config) -> Result<(), ConfigError> {
    numbers(config)?;
    server(config)?;
    if persistence::Engine::of(&config.database.url).is_err() {
        return wrong(
            "database.url",
            "expected sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE",
        );
    }
    let names = [
        ("identity.issuer", &config.identity.issuer),
        ("identity.audience", &config.identity.audience),
    ];
    if let Some((key, _)) = names.iter().find(|(_, name)| name.trim().is_empty()) {
        return wrong(key, "expected a name");
    }
    if crate::webhook::Listed::of(&config.webhooks.allow_cidrs).is_none() {
        return wrong("webhooks.allow_cidrs", "expected networks such as 10.20.0.0/16");
    }
    if config.log.level.parse::<tracing_subscriber::EnvFilter>().is_err() {
        return wrong("log.level", "expected a filter such as info");
    }
    if let Some((key, fault)) = config.credit.fault() {
        return wrong(&format!("credit.{key}"), fault);
    }
    channels(config)?;
    attachments(&config.attachments)
}

/// Numbers with their least and their most.
fn numbers(config: &Config) -> Result<(), ConfigError> {
    let Config { server, database, identity, webhooks, sms, wechat, mail, attachments, .. } =
        config;
    let size = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    for (key, value, least, most) in [
        ("server.workers", size(server.workers), 0, 1024),
        ("server.shutdown_seconds", server.shutdown_seconds, 0, DAY),
        ("server.body_seconds", server.body_seconds, 1, DAY),
        ("server.max_body_bytes", size(server.max_body_bytes), 1024, 1 << 30),
        ("server.max_in_flight", size(server.max_in_flight), 1, MANY),
        ("database.connections", database.connections.into(), 1, 1000),
        ("identity.access_token_minutes", identity.access_token_minutes.into(), 1, 1440),
        ("identity.password_hashers", size(identity.password_hashers), 1, 1024),
        ("feed.waiting", size(config.feed.waiting), 0, MANY),
        ("webhooks.timeout_ms", webhooks.timeout_ms, 1, 60_000),
        // Two answers of WeChat fit into the minute for which a courier holds a message.
        ("sms.timeout_ms", sms.timeout_ms, 1, 20_000),
        ("wechat.timeout_ms", wechat.timeout_ms, 1, 20_000),
        ("mail.timeout_ms", mail.timeout_ms, 1, 20_000),
        ("mail.port", mail.port.into(), 1, 65_535),
        ("attachments.max_bytes", size(attachments.max_bytes), 1024, 1 << 30),
        ("attachments.upload_seconds", attachments.upload_seconds, 1, DAY),
        ("attachments.encoders", size(attachments.encoders), 1, 1024),
        ("attachments.link_minutes", attachments.link_minutes.into(), 1, 1440),
    ] {
        if !(least..=most).contains(&value) {
            return wrong(key, &format!("expected {least} to {most}"));
        }
    }
    Ok(())
}

/// Whether something can be asked there.
fn is_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn server(config: &Config) -> Result<(), ConfigError> {
    if config.server.offset.parse::<chrono::FixedOffset>().is_err() {
        return wrong("server.offset", "expected an offset such as +08:00");
    }
    let base = config.server.public_url.as_str();
    if !base.is_empty() && (!is_address(base) || base.ends_with('/') || base.contains(['?', '#'])) {
        return wrong(
            "server.public_url",
            "expected an address such as https://example.org, without a slash at the end",
        );
    }
    Ok(())
}

fn channels(config: &Config) -> Result<(), ConfigError> {
    let Config { sms, wechat, mail, .. } = config;
    if sms.kind == SmsKind::Http && !is_address(&sms.url) {
        return wrong("sms.url", "expected the address of the gateway");
    }
    if !is_address(&wechat.base_url) {
        return wrong("wechat.base_url", "expected an address such as https://api.weixin.qq.com");
    }
    if !wechat.app_id.is_empty() && wechat.app_secret.as_deref().is_none_or(str::is_empty) {
        return wrong("wechat.app_secret", "expected the secret of the mini-program");
    }
    if !mail.host.is_empty() && mail.from.parse::<Mailbox>().is_err() {
        return wrong("mail.from", "expected an address such as Lianjian <notices@example.org>");
    }
    if mail.user.is_some() != mail.password.is_some() {
        let lacking = if mail.user.is_some() { "mail.password" } else { "mail.user" };
        return wrong(lacking, "expected user and password, or neither");
    }
    Ok(())
}

fn attachments(files: &Attachments) -> Result<(), ConfigError> {
    let named = |start| files.url.strip_prefix(start).is_some_and(|rest| !rest.is_empty());
    if !files.url.is_empty() && !named("file:") && !named("s3://") {
        return wrong("attachments.url", "expected file:FOLDER or s3://BUCKET/PREFIX");
    }
    if files.memory_bytes < files.max_bytes {
        return wrong("attachments.memory_bytes", "expected attachments.max_bytes or more");
    }
    let unknown = |key: &&String| key.parse::<AmazonS3ConfigKey>().is_err();
    if let Some(key) = files.options.keys().find(unknown) {
        return wrong(
            &format!("attachments.options.{key}"),
            "is no option of an S3-compatible store",
        );
    }
    Ok(())
}
