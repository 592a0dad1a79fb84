//! Pages of sheets that someone may know of, and those of which the clock has something to say.

use ::rating::cycle::{Sheet, SheetEvaluator, SheetState};
use access::{Level, Term};
use kernel::{CycleId, Moment, OrganizationId, SheetId, Uuid};
use sea_orm::Value;

use super::sheet::{COLUMNS, FROM, sheet};
use crate::{Conn, StoreError, place::Query, rating::scan::page, sql::all};

/// What a list of sheets is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct SheetFilter {
    pub cycle: Option<CycleId>,
    pub within: Option<(Level, i32)>,
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub evaluator: Option<SheetEvaluator>,
    pub state: Option<SheetState>,
}

/// Sheets that one of the terms shows, newest first, those before `after`: one ordered scan for each term, merged. An
/// enterprise sees its own report alone.
pub async fn sheets(
    db: &impl Conn,
    terms: &[Term],
    filter: &SheetFilter,
    (after, limit): (Option<Uuid>, u64),
) -> Result<Vec<Sheet>, StoreError> {
    let narrow = |query: &mut Query, term: &Term| {
        let own = matches!(term, Term::Party { .. });
        query.and_some("evaluator = ?", own.then_some(SheetEvaluator::Enterprise.as_str()));
        narrow(query, filter);
    };
    let page = page("rating_sheet", terms, narrow, (after, limit));
    let Some((ids, values)) = page else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE s.id IN (SELECT id FROM ({ids}) AS page) ORDER BY s.id DESC"
    );
    all(db, &sql, values).await?.iter().map(sheet).collect()
}

fn narrow(query: &mut Query, filter: &SheetFilter) {
    query.and_some("cycle_id = ?", filter.cycle.map(|id| id.0));
    query.within(filter.within);
    query.and_some("estate = ?", filter.estate);
    query.and_some("enterprise_id = ?", filter.enterprise.map(|id| id.0));
    query.and_some("evaluator = ?", filter.evaluator.map(SheetEvaluator::as_str));
    query.and_some("state = ?", filter.state.map(SheetState::as_str));
}

/// Sheets that are due, of cycles that run.
pub async fn sheets_to_lapse(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<SheetId>, StoreError> {
    waiting(db, "s.due <= $1", now, limit).await
}

/// Sheets that are due before a moment and of which nobody was reminded.
pub async fn sheets_to_remind(
    db: &impl Conn,
    before: Moment,
    limit: u32,
) -> Result<Vec<SheetId>, StoreError> {
    waiting(db, "s.due <= $1 AND s.reminded_at IS NULL", before, limit).await
}

async fn waiting(
    db: &impl Conn,
    condition: &str,
    at: Moment,
    limit: u32,
) -> Result<Vec<SheetId>, StoreError> {
    let sql = format!(
        "SELECT s.id FROM rating_sheet s JOIN rating_cycle c ON c.id = s.cycle_id WHERE {condition} \
         AND s.state IN ('blank', 'drafted') AND c.state IN ('open', 'scoring') ORDER BY s.due, s.id LIMIT {limit}"
    );
    let rows = all(db, &sql, [Value::from(at.timestamp_millis())]).await?;
    rows.iter().map(|row| Ok(SheetId(row.try_get("", "id")?))).collect()
}
