//! Outages that someone may know of.

use ::ticket::{Outage, OutageState};
use access::Term;
use kernel::{Moment, Uuid};

use super::row::{COLUMNS, read};
use crate::{Conn, StoreError, place::Query, sql::all};

/// What a list of outages is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutageFilter {
    pub state: Option<OutageState>,
    /// Key of the estate.
    pub estate: Option<i32>,
    /// Under way at this moment.
    pub active_at: Option<Moment>,
}

/// Outages that one of the terms shows, newest first, those before `after`: one ordered scan for each term and state,
/// merged.
pub async fn outages(
    db: &impl Conn,
    terms: &[Term],
    filter: &OutageFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Outage>, StoreError> {
    let mut values = Vec::new();
    let mut scans = Vec::new();
    for (column, key) in terms.iter().filter_map(Query::place_of) {
        let states = filter.state.as_ref().map_or(OutageState::ALL, std::slice::from_ref);
        let open =
            |state: &&OutageState| filter.active_at.is_none() || **state == OutageState::Announced;
        for state in states.iter().filter(open) {
            let mut query = Query::after(values);
            query.and_some(&format!("{column} = ?"), key);
            query.and("state = ?", state.as_str());
            query.and_some("estate = ?", filter.estate);
            let at = filter.active_at.map(|at| at.timestamp_millis());
            query.and_some("from_at <= ?", at);
            query.and_some("until_at > ?", at);
            scans.push(format!("SELECT {COLUMNS} FROM outage {}", query.page(after, limit)));
            values = query.values;
        }
    }
    let Some(sql) = Query::merged(&scans, limit) else { return Ok(Vec::new()) };
    all(db, &sql, values).await?.iter().map(read).collect()
}
