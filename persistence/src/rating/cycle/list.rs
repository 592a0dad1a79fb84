//! Pages of cycles, and those whose period is over.

use ::rating::cycle::{Cycle, CycleKind, CycleState};
use access::Level;
use chrono::NaiveDate;
use kernel::{CycleId, Uuid};
use sea_orm::Value;

use super::row::{CYCLE, cycle};
use crate::{Conn, StoreError, place::Query, sql::all};

/// Which cycles.
#[derive(Debug, Clone, Copy, Default)]
pub struct CycleFilter {
    /// Of an area, or of a street of it.
    pub within: Option<(Level, i32)>,
    pub kind: Option<CycleKind>,
    pub state: Option<CycleState>,
}

/// Up to `limit` cycles before `after`, newest first.
pub async fn cycles(
    db: &impl Conn,
    filter: CycleFilter,
    (after, limit): (Option<Uuid>, u64),
) -> Result<Vec<Cycle>, StoreError> {
    let mut query = Query::default();
    query.within_ungridded(filter.within);
    query.and_some("kind = ?", filter.kind.map(CycleKind::as_str));
    query.and_some("state = ?", filter.state.map(CycleState::as_str));
    let sql = format!("SELECT {CYCLE} FROM rating_cycle {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(cycle).collect()
}

/// Open cycles whose period was over before the day.
pub async fn cycles_to_start(db: &impl Conn, today: NaiveDate) -> Result<Vec<CycleId>, StoreError> {
    let sql = "SELECT id FROM rating_cycle WHERE state = 'open' AND last_on < $1 ORDER BY id";
    let rows = all(db, sql, [Value::from(today.to_string())]).await?;
    rows.iter().map(|row| Ok(CycleId(row.try_get("", "id")?))).collect()
}
