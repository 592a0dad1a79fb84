//! A submit that is nothing but SQL: the rows that one wrote at the first milestone, into tables of the benchmark's own.
//! It stays as it is whatever the server learns, so that the server's cost can be told beside it.

use std::time::Duration;

use api::app::App;
use kernel::Uuid;
use persistence::{Conn as _, Engine, StoreError, Tx};
use sea_orm::{ConnectionTrait as _, Statement, Value};

use crate::{
    Fault,
    direct::{CONTACT, DESCRIPTION, PHONE},
    drive::{Sample, Work, drive},
};

const TABLES: [&str; 7] = [
    "CREATE TABLE IF NOT EXISTS bench_ticket (id UUID PRIMARY KEY, version integer NOT NULL, state text NOT NULL, \
     kind text NOT NULL, priority text NOT NULL, visibility text NOT NULL, description text NOT NULL, \
     district integer, street integer, community integer, grid integer, estate integer, reporter_id UUID, \
     updated_at bigint NOT NULL)",
    "CREATE INDEX IF NOT EXISTS bench_district ON bench_ticket (district, state, id)",
    "CREATE INDEX IF NOT EXISTS bench_community ON bench_ticket (community, state, id)",
    "CREATE INDEX IF NOT EXISTS bench_estate ON bench_ticket (estate, state, updated_at, id)",
    "CREATE TABLE IF NOT EXISTS bench_contact (ticket_id UUID PRIMARY KEY, name text, phone text)",
    "CREATE TABLE IF NOT EXISTS bench_party (party_id UUID NOT NULL, part text NOT NULL, ticket_id UUID NOT NULL, \
     PRIMARY KEY (party_id, part, ticket_id))",
    "CREATE TABLE IF NOT EXISTS bench_journal (id UUID PRIMARY KEY, subject_id UUID NOT NULL, number integer NOT NULL, \
     action text NOT NULL, at bigint NOT NULL, detail text NOT NULL, UNIQUE (subject_id, number))",
];

/// Makes the tables.
pub(crate) async fn prepare(app: &App) -> Result<(), Fault> {
    let db = app.store.connection();
    for table in TABLES {
        let bytes = if app.store.engine() == Engine::Sqlite { "BLOB" } else { "uuid" };
        db.execute_unprepared(&table.replace("UUID", bytes)).await?;
    }
    Ok(())
}

/// Takes the tables away again.
pub(crate) async fn clear(app: &App) -> Result<(), Fault> {
    for table in ["bench_journal", "bench_party", "bench_contact", "bench_ticket"] {
        app.store.connection().execute_unprepared(&format!("DROP TABLE {table}")).await?;
    }
    Ok(())
}

/// So many clients that submit as often as they can.
pub(crate) async fn submits(app: &App, clients: usize, time: Duration) -> Result<Sample, Fault> {
    drive((0..clients).map(|_| Raw { app: app.clone() }).collect(), time).await
}

struct Raw {
    app: App,
}

impl Work for Raw {
    async fn once(&mut self) -> Result<bool, Fault> {
        once(&self.app).await?;
        Ok(true)
    }
}

async fn once(app: &App) -> Result<(), Fault> {
    let now = app.clock.now();
    let ids: [Uuid; 4] = std::array::from_fn(|_| app.id(now));
    let at = now.timestamp_millis();
    Ok(app.store.write(async move |tx| Ok(submit(tx, ids, at).await?)).await?)
}

async fn submit(
    tx: &Tx,
    [ticket, entry, resident, filer]: [Uuid; 4],
    at: i64,
) -> Result<(), StoreError> {
    if let Some(opening) = tx.opening() {
        tx.conn().execute_unprepared(opening).await?;
    }
    let backend = tx.conn().get_database_backend();
    let run = async |sql: &str, values: Vec<Value>| {
        tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await
    };
    run(
        "INSERT INTO bench_ticket (id, version, state, kind, priority, visibility, description, district, street, \
         community, grid, estate, reporter_id, updated_at) \
         VALUES ($1, 1, 'submitted', 'repair', 'normal', 'private', $2, 1, 2, 3, 4, 5, $3, $4)",
        vec![ticket.into(), DESCRIPTION.into(), resident.into(), at.into()],
    )
    .await?;
    run(
        "INSERT INTO bench_contact (ticket_id, name, phone) VALUES ($1, $2, $3)",
        vec![ticket.into(), CONTACT.into(), PHONE.into()],
    )
    .await?;
    run(
        "INSERT INTO bench_party (party_id, part, ticket_id) VALUES ($1, 'reporter', $3), ($2, 'filer', $3)",
        vec![resident.into(), filer.into(), ticket.into()],
    )
    .await?;
    run(
        "INSERT INTO bench_journal (id, subject_id, number, action, at, detail) VALUES ($1, $2, 1, 'submit', $3, '{}')",
        vec![entry.into(), ticket.into(), at.into()],
    )
    .await?;
    Ok(())
}
