//! Reading the configuration, and saying in one sentence what is wrong with it.

use std::path::PathBuf;

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::Serialize;

use super::{Config, check::check};

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
