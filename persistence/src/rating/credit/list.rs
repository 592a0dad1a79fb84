//! Records that someone may know of.

use ::rating::credit::{CreditKind, CreditRecord, CreditState};
use access::{Level, Term};
use chrono::NaiveDate;
use kernel::{OrganizationId, Uuid};

use super::row::{COLUMNS, FROM, records};
use crate::{Conn, StoreError, place::Query, rating::scan::page, sql::all};

/// What a list of records is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct CreditFilter {
    pub enterprise: Option<OrganizationId>,
    pub kind: Option<CreditKind>,
    /// Those that count on a day.
    pub effective_on: Option<NaiveDate>,
    pub within: Option<(Level, i32)>,
    /// Those that are disputed, or those that are not.
    pub disputed: Option<bool>,
}

/// Records that one of the terms shows, newest first, those before `after`.
pub async fn credit_records(
    db: &impl Conn,
    terms: &[Term],
    filter: &CreditFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<CreditRecord>, StoreError> {
    let narrow = |query: &mut Query, _: &Term| narrow(query, filter);
    let page = page("credit_standing", terms, narrow, (after, limit));
    let Some((ids, values)) = page else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE s.id IN (SELECT id FROM ({ids}) AS page) ORDER BY s.id DESC"
    );
    records(db, &all(db, &sql, values).await?).await
}

fn narrow(query: &mut Query, filter: &CreditFilter) {
    query.and_some("enterprise_id = ?", filter.enterprise.map(|id| id.0));
    query.and_some("kind = ?", filter.kind.map(CreditKind::as_str));
    if let Some(on) = filter.effective_on {
        query.and("from_on <= ?", on.to_string());
        query.and("effective_until >= ?", on.to_string());
    }
    query.within(filter.within);
    let condition = match filter.disputed {
        Some(true) => "state = ?",
        Some(false) => "state <> ?",
        None => return,
    };
    query.and(condition, CreditState::Disputed.as_str());
}
