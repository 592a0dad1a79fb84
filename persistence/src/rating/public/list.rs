//! The league tables of all public cycles, one after the other: the newest cycle first, and its best estate first.

use ::rating::cycle::CycleKind;
use access::{Level, ScopePath};
use kernel::{CycleId, OrganizationId, Uuid};
use sea_orm::{ConnectionTrait as _, Statement};

use super::{
    PUBLIC,
    row::{COLUMNS, FROM, ResultRow, read},
};
use crate::{
    Conn, StoreError,
    sql::{Bound, all, one, opened},
};

/// Cycles whose tables are read in one statement.
const AT_ONCE: usize = 16;

/// What results are narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResultFilter {
    pub cycle: Option<CycleId>,
    pub kind: Option<CycleKind>,
    /// The key of an estate.
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    /// An area by its level and key, with the areas that it lies in.
    pub within: Option<(Level, i32, ScopePath)>,
    pub stars: Option<u8>,
}

/// Where a page begins: behind a position of a cycle.
type After = Option<(CycleId, i32)>;

/// Up to `limit` results behind `after`.
pub async fn results(
    db: &impl Conn,
    filter: &ResultFilter,
    (mut after, limit): (After, usize),
) -> Result<Vec<ResultRow>, StoreError> {
    let mut rows = Vec::new();
    while rows.len() < limit {
        let cycles = cycles(db, filter, after).await?;
        let Some(last) = cycles.last() else { break };
        let page = results_statement(db, filter, &cycles, (after, limit - rows.len()));
        for row in db.conn().query_all_raw(page).await? {
            rows.push(read(&row)?);
        }
        after = Some((*last, i32::MAX));
    }
    Ok(rows)
}

/// How many results there are; it is not counted on beyond `most`.
pub async fn results_counted(
    db: &impl Conn,
    filter: &ResultFilter,
    most: u64,
) -> Result<u64, StoreError> {
    let (mut count, mut after) = (0, None);
    while count < most {
        let cycles = cycles(db, filter, after).await?;
        let Some(last) = cycles.last() else { break };
        let mut bound = Bound::default();
        let ids = scans(filter, &cycles, (None, most), &mut bound);
        let row = one(db, &format!("SELECT COUNT(*) AS many FROM ({ids}) AS t"), bound.0).await?;
        let many: i64 = row.ok_or(StoreError::Corrupt("rating_score"))?.try_get("", "many")?;
        count += u64::try_from(many).unwrap_or(0);
        after = Some((*last, i32::MAX));
    }
    Ok(count)
}

/// The newest public cycle of the whole of an area, or of an area above it; of anywhere without one.
pub async fn newest_cycle(
    db: &impl Conn,
    within: Option<ScopePath>,
) -> Result<Option<CycleId>, StoreError> {
    let (mut bound, mut and) = (Bound::default(), PUBLIC.to_owned());
    if let Some(path) = within {
        and.push_str(&format!(" AND c.district = {}", bound.put(path.district)));
        match path.street {
            None => and.push_str(" AND c.street IS NULL"),
            Some(street) => {
                let street = bound.put(street);
                and.push_str(&format!(" AND (c.street IS NULL OR c.street = {street})"));
            }
        }
    }
    let sql = format!("SELECT c.id FROM rating_cycle c WHERE {and} ORDER BY c.id DESC LIMIT 1");
    let row = one(db, &sql, bound.0).await?;
    row.map(|row| Ok(CycleId(row.try_get("", "id")?))).transpose()
}

/// The next public cycles that hold something of what is asked for, newest first.
async fn cycles(
    db: &impl Conn,
    filter: &ResultFilter,
    after: After,
) -> Result<Vec<CycleId>, StoreError> {
    let (mut bound, mut and) = (Bound::default(), vec![PUBLIC.to_owned()]);
    if let Some((cycle, position)) = after {
        let before = if position == i32::MAX { "<" } else { "<=" };
        and.push(format!("c.id {before} {}", bound.put(cycle.0)));
    }
    and.extend(filter.cycle.map(|id| format!("c.id = {}", bound.put(id.0))));
    and.extend(filter.kind.map(|kind| format!("c.kind = {}", bound.put(kind.as_str()))));
    if let Some((_, _, path)) = filter.within {
        and.push(format!("c.district = {}", bound.put(path.district)));
        and.extend(
            path.street
                .map(|street| format!("(c.street IS NULL OR c.street = {})", bound.put(street))),
        );
    }
    for held in conditions(filter, &mut bound) {
        and.push(format!(
            "EXISTS (SELECT 1 FROM rating_score s WHERE s.cycle_id = c.id AND {held})"
        ));
    }
    let sql = format!(
        "SELECT c.id FROM rating_cycle c WHERE {} ORDER BY c.id DESC LIMIT {AT_ONCE}",
        and.join(" AND ")
    );
    let rows = all(db, &sql, bound.0).await?;
    rows.iter().map(|row| Ok(CycleId(row.try_get::<Uuid>("", "id")?))).collect()
}

/// The conditions on a score `s`.
fn conditions(filter: &ResultFilter, bound: &mut Bound) -> Vec<String> {
    let mut and = Vec::new();
    and.extend(filter.estate.map(|key| format!("s.estate = {}", bound.put(key))));
    and.extend(filter.enterprise.map(|id| format!("s.enterprise_id = {}", bound.put(id.0))));
    and.extend(filter.stars.map(|stars| format!("s.stars = {}", bound.put(i32::from(stars)))));
    and
}

/// The ids of results: an ordered scan of the table of each cycle.
fn scans(
    filter: &ResultFilter,
    cycles: &[CycleId],
    (after, limit): (After, u64),
    bound: &mut Bound,
) -> String {
    let own = conditions(filter, bound);
    let mut scans = Vec::with_capacity(cycles.len());
    for (at, cycle) in cycles.iter().enumerate() {
        let mut and = vec![format!("s.cycle_id = {}", bound.put(cycle.0))];
        and.extend(own.iter().cloned());
        if let Some((_, position)) = after.filter(|(begun, _)| begun == cycle) {
            and.push(format!("s.position > {}", bound.put(position)));
        }
        let mut from = "rating_score s".to_owned();
        if let Some((level, key, _)) = filter.within {
            // In this order: the scores lead, since their index has the order of the table.
            from.push_str(" CROSS JOIN rating_subject e");
            and.push("e.id = s.id".to_owned());
            and.push(format!("e.{level} = {}", bound.put(key)));
        }
        let and = and.join(" AND ");
        let scan = format!(
            "SELECT s.id, s.cycle_id, s.position FROM {from} WHERE {and} ORDER BY s.position LIMIT {limit}"
        );
        scans.push(format!("SELECT * FROM ({scan}) AS scan_{at}"));
    }
    scans.join(" UNION ALL ")
}

/// The statement of a page: the results of the cycles behind `after`, an ordered scan for each cycle.
pub fn results_statement(
    db: &impl Conn,
    filter: &ResultFilter,
    cycles: &[CycleId],
    (after, limit): (After, usize),
) -> Statement {
    let mut bound = Bound::default();
    let found = scans(filter, cycles, (after, limit as u64), &mut bound);
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE s.id IN (SELECT id FROM ({found}) AS found ORDER BY cycle_id DESC, position \
         LIMIT {limit}) ORDER BY s.cycle_id DESC, s.position"
    );
    opened(db, &sql, bound.0)
}
