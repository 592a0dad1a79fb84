//! Findings that someone may know of.

use ::rating::finding::{Finding, FindingState};
use access::{Level, Term};
use chrono::NaiveDate;
use kernel::{OrganizationId, Uuid};

use super::row::{COLUMNS, read_all};
use crate::{Conn, StoreError, place::Query, rating::scan::page, sql::all};

/// What a list of findings is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Default)]
pub struct FindingFilter {
    /// The key of an estate.
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub within: Option<(Level, i32)>,
    pub indicator: Option<String>,
    pub state: Option<FindingState>,
    /// Those whose due day is over on the day and that nobody says are put right; or the others.
    pub overdue: Option<(bool, NaiveDate)>,
    /// The first and the last day on which they were found.
    pub found: (Option<NaiveDate>, Option<NaiveDate>),
}

/// Findings that one of the terms shows, newest first, those before `after`.
pub async fn findings(
    db: &impl Conn,
    terms: &[Term],
    filter: &FindingFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Finding>, StoreError> {
    let narrow = |query: &mut Query, _: &Term| narrow(query, filter);
    let page = page("rating_finding", terms, narrow, (after, limit));
    let Some((ids, values)) = page else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {COLUMNS} FROM rating_finding WHERE id IN (SELECT id FROM ({ids}) AS page) ORDER BY id DESC"
    );
    read_all(db, &all(db, &sql, values).await?).await
}

fn narrow(query: &mut Query, filter: &FindingFilter) {
    query.and_some("estate = ?", filter.estate);
    query.and_some("enterprise_id = ?", filter.enterprise.map(|id| id.0));
    query.within(filter.within);
    query.and_some("indicator = ?", filter.indicator.clone());
    query.and_some("state = ?", filter.state.map(FindingState::as_str));
    query.and_some("found_on >= ?", filter.found.0.map(|day| day.to_string()));
    query.and_some("found_on <= ?", filter.found.1.map(|day| day.to_string()));
    match filter.overdue {
        Some((true, today)) => {
            query.and("due_on < ?", today.to_string());
            query.and("state = ?", FindingState::Filed.as_str());
        }
        Some((false, today)) => {
            let filed = FindingState::Filed.as_str();
            query.and(&format!("(due_on >= ? OR state <> '{filed}')"), today.to_string());
        }
        None => {}
    }
}
