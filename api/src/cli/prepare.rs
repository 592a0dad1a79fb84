//! What every command needs: a checked configuration, a migrated database, the secret and the keys.

use std::io::IsTerminal as _;

use migrations::{Migrator, MigratorTrait as _};
use persistence::{Options, Store};

use crate::{
    app::App,
    auth::KeyFault,
    clock::Clock,
    config::{Config, ConfigError, Profile, SecretError, master_secret},
    crypto::Secret,
    http::Problem,
};

/// Why a command ends without having done its work.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error("{0}")]
    Store(#[from] persistence::StoreError),
    #[error("migration: {0}")]
    Migration(String),
    #[error(transparent)]
    Keys(#[from] KeyFault),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Refused(String),
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem.to_string())
    }
}

impl Fault {
    pub(super) fn is_configuration(&self) -> bool {
        matches!(self, Self::Config(_) | Self::Secret(SecretError::Config(_)))
    }
}

/// An opened, migrated deployment.
#[derive(Debug)]
pub struct Prepared {
    pub app: App,
}

impl Prepared {
    /// Opens and migrates the database, checks what production needs, reads the keys.
    pub async fn open(config: Config, options: Options) -> Result<Self, Fault> {
        log(&config);
        let secret = master_secret(&config)?;
        let options = Options { connections: config.database.connections, ..options };
        let store = Store::open(&config.database.url, &options).await?;
        Self::of(store, config, secret, Clock::default()).await
    }

    /// The same for a store that is already open and a given clock.
    pub async fn of(
        store: Store,
        config: Config,
        secret: Secret,
        clock: Clock,
    ) -> Result<Self, Fault> {
        let weak = store.weaknesses().await?;
        if let (Profile::Production, Some(first)) = (config.profile, weak.first()) {
            let fault = format!("weak durability refused in production: {first}");
            return Err(ConfigError { key: "database.url".to_owned(), fault }.into());
        }
        for weakness in weak {
            tracing::warn!(weakness, "durability");
        }
        Migrator::up(store.connection(), None)
            .await
            .map_err(|error| Fault::Migration(error.to_string()))?;
        let app = App::new(store, config, secret, clock);
        app.load_keys().await?;
        app.load_clockwork().await?;
        app.load_routing().await?;
        Ok(Self { app })
    }
}

fn log(config: &Config) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(&config.log.level)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second call in one process keeps the first subscriber.
    let _ = if config.log.json { builder.json().try_init() } else { builder.try_init() };
}
