//! Reading the configuration, and saying in one sentence what is wrong with it.

use std::path::PathBuf;

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use lettre::message::Mailbox;
use serde::Serialize;

use super::{Attachments, Config, SmsKind};

/// A value of the configuration that cannot be used; the sentence names its key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("configuration: {key}: {fault}")]
pub struct ConfigError {
    pub key: String,
    pub fault: String,
}

/// What the command line sets over file and environment.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Overrides {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
}

/// Reads the file (`lianjian.toml` where it exists, when none is named), then the environment, then the flags.
pub fn load(file: Option<PathBuf>, flags: &Overrides) -> Result<Config, ConfigError> {
    let mut figment = Figment::from(Serialized::defaults(Config::default()));
    figment = match file {
        Some(path) if !path.is_file() => {
            let fault = "there is no such file".to_owned();
            return Err(ConfigError { key: path.display().to_string(), fault });
        }
        Some(path) => figment.merge(Toml::file_exact(path)),
        None => figment.merge(Toml::file("lianjian.toml")),
    };
    figment = figment.merge(environment());
    if let Some(listen) = &flags.listen {
        figment = figment.merge(("server.listen", listen));
    }
    if let Some(url) = &flags.database_url {
        figment = figment.merge(("database.url", url));
    }
    let config: Config = figment.extract().map_err(|error| sentence(&error))?;
    check(&config)?;
    Ok(config)
}

/// `LIANJIAN_LISTEN` and its like by short names, everything else as `LIANJIAN_SECTION__KEY`.
fn environment() -> Env {
    Env::prefixed("LIANJIAN_").ignore(&["config", "test_databases"]).map(|key| {
        match key.as_str().to_ascii_lowercase().as_str() {
            "listen" => "server.listen".into(),
            "public_url" => "server.public_url".into(),
            "database_url" => "database.url".into(),
            "secret" => "identity.secret".into(),
            other => other.replace("__", ".").into(),
        }
    })
}

fn sentence(error: &figment::Error) -> ConfigError {
    let key = error.path.join(".");
    let source = error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref());
    let file = source.map_or_else(|| "file".to_owned(), ToString::to_string);
    let text = error.kind.to_string();
    let fault = text.split_whitespace().collect::<Vec<_>>().join(" ");
    ConfigError { key: if key.is_empty() { file } else { key }, fault }
}

fn check(config: &Config) -> Result<(), ConfigError> {
    let wrong = |key: &str, fault: &str| Err(ConfigError { key: key.into(), fault: fault.into() });
    if config.server.offset.parse::<chrono::FixedOffset>().is_err() {
        return wrong("server.offset", "expected an offset such as +08:00");
    }
    if persistence::Engine::of(&config.database.url).is_err() {
        return wrong("database.url", "expected sqlite:FILE or postgres://…");
    }
    if config.database.connections == 0 {
        return wrong("database.connections", "expected at least 1");
    }
    if !(1..=1440).contains(&config.identity.access_token_minutes) {
        return wrong("identity.access_token_minutes", "expected 1 to 1440");
    }
    if config.identity.password_hashers == 0 {
        return wrong("identity.password_hashers", "expected at least 1");
    }
    if config.server.max_body_bytes < 1024 {
        return wrong("server.max_body_bytes", "expected at least 1024");
    }
    if config.server.body_seconds == 0 {
        return wrong("server.body_seconds", "expected at least 1");
    }
    if config.server.max_in_flight == 0 {
        return wrong("server.max_in_flight", "expected at least 1");
    }
    if crate::webhook::Listed::of(&config.webhooks.allow_cidrs).is_none() {
        return wrong("webhooks.allow_cidrs", "expected networks such as 10.20.0.0/16");
    }
    if config.log.level.parse::<tracing_subscriber::EnvFilter>().is_err() {
        return wrong("log.level", "expected a filter such as info");
    }
    check_channels(config)
}

fn check_channels(config: &Config) -> Result<(), ConfigError> {
    let wrong = |key: &str, fault: &str| Err(ConfigError { key: key.into(), fault: fault.into() });
    if config.sms.kind == SmsKind::Http && url::Url::parse(&config.sms.url).is_err() {
        return wrong("sms.url", "expected the address of the gateway");
    }
    if url::Url::parse(&config.wechat.base_url).is_err() {
        return wrong("wechat.base_url", "expected an address such as https://api.weixin.qq.com");
    }
    if !config.mail.host.is_empty() && config.mail.from.parse::<Mailbox>().is_err() {
        return wrong("mail.from", "expected an address such as Lianjian <notices@example.org>");
    }
    let waits = [
        ("sms.timeout_ms", config.sms.timeout_ms),
        ("wechat.timeout_ms", config.wechat.timeout_ms),
        ("mail.timeout_ms", config.mail.timeout_ms),
    ];
    // Two answers of WeChat fit into the minute for which a courier holds a message.
    if let Some((key, _)) = waits.iter().find(|(_, wait)| !(1..=20_000).contains(wait)) {
        return wrong(key, "expected 1 to 20000");
    }
    check_attachments(&config.attachments)
}

fn check_attachments(files: &Attachments) -> Result<(), ConfigError> {
    let wrong = |key: &str, fault: &str| Err(ConfigError { key: key.into(), fault: fault.into() });
    let named = |start| files.url.strip_prefix(start).is_some_and(|rest| !rest.is_empty());
    if !files.url.is_empty() && !named("file:") && !named("s3://") {
        return wrong("attachments.url", "expected file:FOLDER or s3://BUCKET/PREFIX");
    }
    if files.max_bytes < 1024 || files.memory_bytes < files.max_bytes {
        return wrong("attachments.max_bytes", "expected 1024 to attachments.memory_bytes");
    }
    if files.encoders == 0 {
        return wrong("attachments.encoders", "expected at least 1");
    }
    if files.upload_seconds == 0 {
        return wrong("attachments.upload_seconds", "expected at least 1");
    }
    Ok(())
}
