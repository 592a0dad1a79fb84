//! Opening a database: the settings that durability needs, and reading them back.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement,
    sqlx::{
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use crate::StoreError;

/// The two databases of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// When a unit of work is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// After its commit is on disk. The only mode that the server offers.
    #[default]
    Committed,
    /// Before its commit, which follows after the delay: a planted fault, for proving that the
    /// durability tests can fail.
    AnsweredEarly(Duration),
}

/// How a store works; the defaults are what the server runs with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Connections to PostgreSQL, or readers of SQLite.
    pub connections: u32,
    /// The most requests that one SQLite commit carries; 1 switches grouping off.
    pub group: usize,
    pub durability: Durability,
}

impl Default for Options {
    fn default() -> Self {
        Self { connections: 16, group: 64, durability: Durability::Committed }
    }
}

impl Engine {
    /// That of a URL that can be opened. The fault does not repeat the URL, which may hold a password.
    pub fn of(url: &str) -> Result<Self, StoreError> {
        let broken = |told: &str| StoreError::Broken(told.to_owned());
        if let Some(rest) = url.strip_prefix("sqlite:") {
            let file = rest.trim_start_matches("//").split('?').next();
            let whole = url.parse::<SqliteConnectOptions>().is_ok();
            let fine = whole && file.is_some_and(|file| !file.is_empty());
            fine.then_some(Self::Sqlite).ok_or_else(|| broken("the URL names no file"))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let whole = url.parse::<PgConnectOptions>().is_ok();
            whole.then_some(Self::Postgres).ok_or_else(|| broken("the URL is malformed"))
        } else {
            Err(broken("the URL must begin with sqlite: or postgres://"))
        }
    }
}

fn base(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire_if_idle_for(Duration::from_secs(20))
        .sqlx_logging(false);
    options
}

/// The one connection through which SQLite is written.
pub(crate) async fn sqlite_writer(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = base(url, 1);
    options.idle_timeout(None).max_lifetime(None).map_sqlx_sqlite_opts(|o| {
        o.create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("wal_autocheckpoint", "4000")
            // Each member's savepoint copies the pages it changes; in a file that is two system calls a page.
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-16384")
            .statement_cache_capacity(256)
    });
    Database::connect(options).await
}

pub(crate) async fn sqlite_readers(
    url: &str,
    connections: u32,
) -> Result<DatabaseConnection, DbErr> {
    let mut options = base(url, connections.min(8));
    options.map_sqlx_sqlite_opts(|o| {
        o.foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("query_only", "ON")
            .statement_cache_capacity(256)
    });
    Database::connect(options).await
}

/// A list is read in the order of its index; a bitmap of the same index would forget the order, and have to sort.
const ORDERLY: (&str, &str) = ("enable_bitmapscan", "off");

/// Solid-state disks read anywhere at nearly the same cost; told otherwise, PostgreSQL reads all estates to name those
/// of one page.
const ANYWHERE: (&str, &str) = ("random_page_cost", "1.1");

pub(crate) async fn postgres(url: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = base(url, connections);
    options.map_sqlx_postgres_opts(|o| {
        o.application_name("lianjian")
            .options([("lock_timeout", "2s"), ("statement_timeout", "10s"), ORDERLY, ANYWHERE])
            .statement_cache_capacity(256)
    });
    Database::connect(options).await
}

/// The durability settings in force that are weaker than promised; empty when all is well.
pub(crate) async fn weaknesses(
    conn: &DatabaseConnection,
    engine: Engine,
) -> Result<Vec<String>, DbErr> {
    let asked: &[(&str, &[&str])] = match engine {
        Engine::Sqlite => &[("PRAGMA journal_mode", &["wal"]), ("PRAGMA synchronous", &["2", "3"])],
        Engine::Postgres => &[
            ("SHOW fsync", &["on"]),
            ("SHOW full_page_writes", &["on"]),
            ("SHOW synchronous_commit", &["on", "remote_write", "remote_apply"]),
        ],
    };
    let mut weak = Vec::new();
    for (question, good) in asked {
        let statement = Statement::from_string(conn.get_database_backend(), *question);
        let value = match conn.query_one_raw(statement).await? {
            Some(row) => row
                .try_get_by_index::<String>(0)
                .or_else(|_| row.try_get_by_index::<i32>(0).map(|n| n.to_string()))?,
            None => String::new(),
        };
        if !good.contains(&value.as_str()) {
            weak.push(format!("{question} is {value}, expected {}", good.join(" or ")));
        }
    }
    Ok(weak)
}
