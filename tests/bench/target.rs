//! The database that is measured: given or of the benchmark's own, migrated and loaded.

use access::Who;
use api::{
    app::App,
    auth::issue,
    cli::Prepared,
    config::{Overrides, load},
    crypto::Secret,
};
use kernel::AccountId;
use sea_orm::{ConnectionTrait as _, Statement};
use tests::Database;

use crate::{Fault, Options, neighbourhood, rows::Year};

/// Minutes that the clients' tokens live.
const MINUTES: u32 = 24 * 60;

/// A loaded database, opened as the server opens it.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) app: App,
    pub(crate) url: String,
    pub(crate) tickets: u64,
    /// Removed when this is dropped.
    _own: Option<Database>,
}

impl Target {
    /// The database at this place of the command line, else one of its own; `rows` where it is empty.
    pub(crate) async fn of(options: &Options, at: usize, rows: u64) -> Result<Self, Fault> {
        let own = match options.url(at) {
            Some(_) => None,
            None => Some(Database::durable(options.kind()).await),
        };
        let url = own.as_ref().map_or_else(
            || options.url(at).unwrap_or_default().to_owned(),
            |database| database.url.clone(),
        );
        let flags = Overrides { listen: None, database_url: Some(url.clone()) };
        let mut config = load(None, &flags)?;
        if own.is_some() {
            config.identity.secret = Some(Secret::generate()?.to_base64());
        }
        let app = Prepared::open(config, persistence::Options::default()).await?.app;
        fill(&app, &url, rows).await?;
        let tickets = count(&app).await?;
        Ok(Self { app, url, tickets, _own: own })
    }

    pub(crate) fn engine(&self) -> &'static str {
        match self.app.store.engine() {
            persistence::Engine::Sqlite => "sqlite",
            persistence::Engine::Postgres => "postgres",
        }
    }

    pub(crate) fn token(&self, who: AccountId) -> Result<String, Fault> {
        let issued = issue(&self.app, Who::Account(who), self.app.clock.now(), MINUTES, None);
        Ok(issued.map_err(|problem| problem.to_string())?.token)
    }
}

async fn fill(app: &App, url: &str, rows: u64) -> Result<(), Fault> {
    let reader = app.store.reader();
    let ours = persistence::place::estate_by_id(reader, neighbourhood::estate(0)).await?.is_some();
    if ours {
        return Ok(());
    }
    if !persistence::identity::is_empty(reader).await? {
        return Err("the database is neither empty nor of an earlier benchmark".into());
    }
    crate::load::load(url, Year { now: app.clock.now(), tickets: rows.max(1) }).await
}

async fn count(app: &App) -> Result<u64, Fault> {
    let db = app.store.connection();
    let sql = "SELECT COUNT(*) AS tickets FROM ticket";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let tickets: i64 = row.ok_or("no count")?.try_get("", "tickets")?;
    Ok(u64::try_from(tickets)?)
}
