//! What the database holds after the last kill, against what the clients were told.

use std::collections::BTreeMap;

use persistence::{Conn as _, Options, Store};
use sea_orm::{ConnectionTrait as _, QueryResult, Statement};
use tests::Database;

use super::load::{Log, Told};

/// What is wrong; all naught when all is well.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Recount {
    /// Answered, and not there.
    pub(super) lost: usize,
    /// There more than once.
    doubled: usize,
    /// There, though it was refused or never sent.
    unasked: usize,
    /// Tickets whose row, journal, contact and parties disagree.
    half: usize,
    /// Keys without their effect, or effects without their key.
    keys: usize,
}

const TICKETS: &str = "SELECT description, state FROM ticket";
const HALF: &str = "SELECT t.description, t.state FROM ticket t WHERE \
    t.version <> (SELECT COUNT(*) FROM journal j WHERE j.subject_id = t.id) \
    OR t.version <> (SELECT MAX(j.number) FROM journal j WHERE j.subject_id = t.id) \
    OR t.state <> (SELECT j.to_state FROM journal j WHERE j.subject_id = t.id AND j.number = t.version) \
    OR EXISTS (SELECT 1 FROM journal j LEFT JOIN journal_detail d ON d.entry = j.entry \
        WHERE j.subject_id = t.id AND d.entry IS NULL) \
    OR NOT EXISTS (SELECT 1 FROM ticket_contact c WHERE c.ticket_id = t.id) \
    OR NOT EXISTS (SELECT 1 FROM ticket_party p WHERE p.ticket_id = t.id)";
const KEYS: &str =
    "SELECT key, CAST(status AS text) FROM idempotency WHERE status BETWEEN 200 AND 299";

pub(super) async fn recount(database: &Database, log: &Log) -> Recount {
    let store = Store::open(&database.url, &Options::default()).await.unwrap();
    let mut there: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (description, state) in rows(&store, TICKETS).await {
        there.entry(description).or_default().push(state);
    }
    let mut found = Recount { half: rows(&store, HALF).await.len(), ..Recount::default() };
    found.keys = rows(&store, KEYS).await.len().abs_diff(log.answered());
    found.doubled = there.values().filter(|states| states.len() > 1).count();
    for write in &log.writes {
        let states = there.get(&write.ticket).map(Vec::as_slice).unwrap_or_default();
        let happened = match write.withdraws {
            true => states.iter().any(|state| state == "withdrawn"),
            false => !states.is_empty(),
        };
        found.lost += usize::from(write.told == Told::Ok && !happened);
        found.unasked += usize::from(write.told == Told::Fail && happened);
    }
    let asked = |ticket: &String| log.writes.iter().any(|write| write.ticket == *ticket);
    found.unasked += there.keys().filter(|ticket| !asked(ticket)).count();
    found
}

async fn rows(store: &Store, sql: &str) -> Vec<(String, String)> {
    let conn = store.reader().conn();
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let pair =
        |row: &QueryResult| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
    conn.query_all_raw(statement).await.unwrap().iter().map(pair).collect()
}
