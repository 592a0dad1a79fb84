//! Objections that someone may know of, and those that still wait.

use std::collections::{BTreeSet, HashMap};

use ::rating::{
    cycle::Pending,
    objection::{Disputed, Objection, ObjectionSide, ObjectionState},
};
use access::{Level, Term};
use kernel::{CycleId, Moment, ObjectionId, OrganizationId, Uuid};
use sea_orm::Value;

use super::row::{COLUMNS, FROM, read};
use crate::{
    Conn, StoreError,
    place::Query,
    rating::scan::page,
    sql::{all, places, word},
};

/// What a list of objections is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct ObjectionFilter {
    pub cycle: Option<CycleId>,
    pub score: Option<Uuid>,
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub within: Option<(Level, i32)>,
    pub side: Option<ObjectionSide>,
    pub state: Option<ObjectionState>,
}

/// Objections that one of the terms shows, newest first, those before `after`.
pub async fn objections(
    db: &impl Conn,
    terms: &[Term],
    filter: &ObjectionFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Objection>, StoreError> {
    let narrow = |query: &mut Query, _: &Term| narrow(query, filter);
    let page = page("rating_objection", terms, narrow, (after, limit));
    let Some((ids, values)) = page else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE o.id IN (SELECT id FROM ({ids}) AS page) ORDER BY o.id DESC"
    );
    all(db, &sql, values).await?.iter().map(read).collect()
}

fn narrow(query: &mut Query, filter: &ObjectionFilter) {
    query.and_some("cycle_id = ?", filter.cycle.map(|id| id.0));
    query.and_some("score_id = ?", filter.score);
    query.and_some("estate = ?", filter.estate);
    query.and_some("enterprise_id = ?", filter.enterprise.map(|id| id.0));
    query.within(filter.within);
    query.and_some("side = ?", filter.side.map(ObjectionSide::as_str));
    query.and_some("state = ?", filter.state.map(ObjectionState::as_str));
}

/// The sides whose objection to an item of a score waits.
pub async fn waiting_sides(
    db: &impl Conn,
    score: Uuid,
    item: &Disputed,
) -> Result<Vec<ObjectionSide>, StoreError> {
    let sql = "SELECT side FROM rating_objection WHERE score_id = $1 AND item_kind = $2 AND item = $3 \
        AND state IN ('filed', 'rechecking')";
    let values: [Value; 3] = [score.into(), item.kind.as_str().into(), item.code.clone().into()];
    all(db, sql, values).await?.iter().map(|row| word(row, "side")).collect()
}

/// Of each of the scores the items of which an objection waits.
pub async fn disputed_codes(
    db: &impl Conn,
    scores: &[Uuid],
) -> Result<HashMap<Uuid, BTreeSet<String>>, StoreError> {
    let mut found: HashMap<Uuid, BTreeSet<String>> = HashMap::new();
    if scores.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT score_id, item FROM rating_objection WHERE score_id IN ({}) AND state IN ('filed', 'rechecking')",
        places(1, scores.len())
    );
    for row in all(db, &sql, scores.iter().map(|id| (*id).into())).await? {
        found.entry(row.try_get("", "score_id")?).or_default().insert(row.try_get("", "item")?);
    }
    Ok(found)
}

/// What of a cycle is not at its end.
pub async fn pending(db: &impl Conn, cycle: CycleId, now: Moment) -> Result<Pending, StoreError> {
    let sql = "SELECT id FROM rating_objection WHERE cycle_id = $1 AND (state IN ('filed', 'rechecking') \
        OR (state IN ('upheld', 'rejected') AND recheck_until > $2)) ORDER BY id";
    let rows = all(db, sql, [cycle.0.into(), now.timestamp_millis().into()]).await?;
    let open: Result<Vec<Uuid>, StoreError> =
        rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect();
    let sql = "SELECT DISTINCT without_source FROM rating_score WHERE cycle_id = $1";
    let mut without_source = BTreeSet::new();
    for row in all(db, sql, [cycle.0.into()]).await? {
        let codes: String = row.try_get("", "without_source")?;
        without_source.extend(codes.split_whitespace().map(str::to_owned));
    }
    Ok(Pending { objections: open?, without_source })
}

/// Objections and re-checks of which nobody said yet that they are late.
pub async fn objections_late(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<ObjectionId>, StoreError> {
    let sql = "SELECT o.id FROM rating_objection o JOIN rating_cycle c ON c.id = o.cycle_id \
        WHERE o.watched < $1 AND c.state = 'disclosed' ORDER BY o.watched, o.id LIMIT $2";
    let rows = all(db, sql, [Value::from(now.timestamp_millis()), i64::from(limit).into()]).await?;
    rows.iter().map(|row| Ok(ObjectionId(row.try_get("", "id")?))).collect()
}
