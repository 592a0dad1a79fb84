//! The whole content of a database, to see that nothing changed.

use std::collections::BTreeMap;

use persistence::{Conn as _, Engine};
use sea_orm::{ConnectionTrait as _, Statement};
use tests::Service;

/// What the sequencer does by itself after a commit.
const BY_ITSELF: [&str; 3] = ["journal_position", "journal_unplaced", "job_lease"];

/// The rows of each table.
pub(crate) async fn content(service: &Service) -> BTreeMap<String, String> {
    let mut content = BTreeMap::new();
    let mut tables = texts(service, tables(service)).await;
    tables.retain(|table| !BY_ITSELF.contains(&table.as_str()));
    for table in tables {
        let rows = match service.app.store.engine() {
            Engine::Postgres => format!("SELECT t::text FROM \"{table}\" t ORDER BY 1"),
            Engine::Sqlite => {
                let columns =
                    format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')");
                let columns = texts(service, &columns).await.join(" || ',' || ");
                format!("SELECT {columns} FROM \"{table}\" ORDER BY 1")
            }
        };
        let rows = texts(service, &rows).await.join("\n");
        content.insert(table, rows);
    }
    content
}

/// The tables in which the two differ.
pub(crate) fn difference(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<String> {
    assert_eq!(before.len(), after.len());
    before.keys().filter(|table| before[*table] != after[*table]).cloned().collect()
}

fn tables(service: &Service) -> &'static str {
    match service.app.store.engine() {
        Engine::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
    }
}

async fn texts(service: &Service, sql: &str) -> Vec<String> {
    let conn = service.app.store.reader().conn();
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
