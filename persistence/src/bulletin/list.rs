//! Bulletins that someone may know of.

use access::Term;
use bulletin::{Bulletin, BulletinState};
use kernel::Uuid;

use super::row::{COLUMNS, read};
use crate::{Conn, StoreError, place::Query, sql::all};

/// What a list of bulletins is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct BulletinFilter {
    pub state: Option<BulletinState>,
    /// Key of the estate.
    pub estate: Option<i32>,
}

/// Bulletins that one of the terms shows, newest first, those before `after`: one ordered scan for each term and state,
/// merged. What was withdrawn is shown by the second terms alone.
pub async fn bulletins(
    db: &impl Conn,
    (terms, hearing): (&[Term], &[Term]),
    filter: &BulletinFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Bulletin>, StoreError> {
    let mut values = Vec::new();
    let mut scans = Vec::new();
    for state in filter.state.as_ref().map_or(BulletinState::ALL, std::slice::from_ref) {
        let shown = if *state == BulletinState::Withdrawn { hearing } else { terms };
        for (column, key) in shown.iter().filter_map(Query::place_of) {
            let mut query = Query::after(values);
            query.and_some(&format!("{column} = ?"), key);
            query.and("state = ?", state.as_str());
            query.and_some("estate = ?", filter.estate);
            scans.push(format!("SELECT {COLUMNS} FROM bulletin {}", query.page(after, limit)));
            values = query.values;
        }
    }
    let Some(sql) = Query::merged(&scans, limit) else { return Ok(Vec::new()) };
    all(db, &sql, values).await?.iter().map(read).collect()
}
