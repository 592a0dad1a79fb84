//! Surveys that someone may know of.

use ::rating::survey::EstateSurvey;
use access::{Level, Term};
use kernel::{CycleId, Uuid};

use super::row::{COLUMNS, read};
use crate::{Conn, StoreError, place::Query, sql::all};

/// What a list of surveys is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct SurveyFilter {
    pub cycle: Option<CycleId>,
    /// Key of the estate.
    pub estate: Option<i32>,
    pub within: Option<(Level, i32)>,
}

/// Surveys that one of the terms shows, newest first, those before `after`: one ordered scan for each term, merged.
pub async fn surveys(
    db: &impl Conn,
    terms: &[Term],
    filter: &SurveyFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<EstateSurvey>, StoreError> {
    let mut values = Vec::new();
    let mut scans = Vec::new();
    for (column, key) in terms.iter().filter_map(Query::place_of) {
        let mut query = Query::after(values);
        query.and_some(&format!("{column} = ?"), key);
        query.and_some("cycle_id = ?", filter.cycle.map(|id| id.0));
        query.and_some("estate = ?", filter.estate);
        query.within(filter.within);
        scans.push(format!("SELECT {COLUMNS} FROM survey {}", query.page(after, limit)));
        values = query.values;
    }
    let Some(sql) = Query::merged(&scans, limit) else { return Ok(Vec::new()) };
    all(db, &sql, values).await?.iter().map(read).collect()
}
