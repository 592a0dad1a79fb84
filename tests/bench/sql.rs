//! Rows written as literals, many in a statement: the quickest way into either engine.

use kernel::Uuid;
use persistence::Engine;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection,
    sqlx::sqlite::SqliteSynchronous,
};

use crate::Fault;

/// SQLite takes a statement of a million bytes at most.
const STATEMENT: usize = 900_000;

/// One connection that loads without waiting for the disk.
pub(crate) struct Loader {
    pub(crate) engine: Engine,
    conn: DatabaseConnection,
}

impl Loader {
    pub(crate) async fn open(url: &str) -> Result<Self, Fault> {
        let mut options = ConnectOptions::new(url.to_owned());
        options.max_connections(1).min_connections(1).sqlx_logging(false);
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .synchronous(SqliteSynchronous::Off)
                .foreign_keys(false)
                .pragma("cache_size", "-400000")
        });
        let loader = Self { engine: Engine::of(url)?, conn: Database::connect(options).await? };
        if loader.engine == Engine::Postgres {
            loader.run("SET synchronous_commit TO off").await?;
        }
        Ok(loader)
    }

    pub(crate) async fn run(&self, sql: &str) -> Result<(), Fault> {
        self.conn.execute_unprepared(sql).await?;
        Ok(())
    }

    /// Inserts rows, each the text of its values without the brackets.
    pub(crate) async fn insert(
        &self,
        table: &str,
        columns: &str,
        rows: impl IntoIterator<Item = String>,
    ) -> Result<(), Fault> {
        let head = format!("INSERT INTO {table} ({columns}) VALUES ");
        let mut sql = head.clone();
        for row in rows {
            if sql.len() + row.len() > STATEMENT {
                self.run(&sql).await?;
                sql.truncate(head.len());
            }
            let comma = if sql.len() > head.len() { "," } else { "" };
            sql.push_str(&format!("{comma}({row})"));
        }
        if sql.len() > head.len() { self.run(&sql).await } else { Ok(()) }
    }

    /// Leaves the file as a server that ran for long would: checkpointed, or vacuumed with its statistics.
    pub(crate) async fn finish(self) -> Result<(), Fault> {
        match self.engine {
            Engine::Sqlite => self.run("PRAGMA wal_checkpoint(TRUNCATE)").await?,
            Engine::Postgres => self.run("VACUUM ANALYZE").await?,
        }
        Ok(self.conn.close().await?)
    }

    pub(crate) fn uuid(&self, id: impl Into<Uuid>) -> String {
        let id: Uuid = id.into();
        match self.engine {
            Engine::Sqlite => format!("x'{}'", id.simple()),
            Engine::Postgres => format!("'{id}'"),
        }
    }
}
