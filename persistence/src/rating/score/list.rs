//! The league table of a cycle: its scores from the highest total down.

use std::collections::BTreeSet;

use access::{Level, Mine, Term};
use kernel::{CycleId, EstateId, Hundredths, OrganizationId, Uuid};
use sea_orm::QueryResult;

use super::row::{COLUMNS, FROM, ScoreRow, Vetoed, read, stars, without_source};
use crate::{
    Conn, StoreError,
    sql::{Bound, all, parsed},
};

/// What a league table is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct ScoreFilter {
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub within: Option<(Level, i32)>,
    pub stars: Option<u8>,
}

/// A line of the league table: a score without what it was reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeagueRow {
    pub id: Uuid,
    pub estate: EstateId,
    pub enterprise: OrganizationId,
    pub total: Hundredths,
    pub stars: Option<u8>,
    pub aspects: Vec<Option<Hundredths>>,
    pub vetoes: BTreeSet<String>,
    pub without_source: Vec<String>,
    pub place: i32,
    /// Its number in the order of the table, from 1.
    pub position: i32,
}

/// Which cycle, and what the caller is shown of it.
type Asked<'a> = (CycleId, &'a [Term]);

/// Up to `limit` lines of the cycle that one of the terms shows, after the position `after`.
pub async fn league(
    db: &impl Conn,
    asked: Asked<'_>,
    filter: &ScoreFilter,
    part: (i32, u64),
) -> Result<Vec<LeagueRow>, StoreError> {
    let columns = "s.id, x.id AS estate_id, s.enterprise_id, s.total, s.stars, s.aspects, s.inputs, s.without_source, \
        s.place, s.position";
    let from =
        "rating_score s JOIN rating_subject e ON e.id = s.id JOIN estate x ON x.key = s.estate";
    let mut bound = Bound::default();
    let Some(rest) = rest(asked, filter, part, &mut bound) else { return Ok(Vec::new()) };
    let sql = format!("SELECT {columns} FROM {from} {rest}");
    all(db, &sql, bound.0).await?.iter().map(line).collect()
}

fn line(row: &QueryResult) -> Result<LeagueRow, StoreError> {
    Ok(LeagueRow {
        id: row.try_get("", "id")?,
        estate: EstateId(row.try_get("", "estate_id")?),
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        total: Hundredths(row.try_get("", "total")?),
        stars: stars(row)?,
        aspects: parsed(row, "aspects")?,
        vetoes: parsed::<Vetoed>(row, "inputs")?.vetoes,
        without_source: without_source(row)?,
        place: row.try_get("", "place")?,
        position: row.try_get("", "position")?,
    })
}

/// The same scores with what they were reckoned from.
pub async fn scores(
    db: &impl Conn,
    asked: Asked<'_>,
    filter: &ScoreFilter,
    part: (i32, u64),
) -> Result<Vec<ScoreRow>, StoreError> {
    let mut bound = Bound::default();
    let Some(rest) = rest(asked, filter, part, &mut bound) else { return Ok(Vec::new()) };
    all(db, &format!("SELECT {COLUMNS} FROM {FROM} {rest}"), bound.0)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// One ordered scan of the cycle; `None` where no term shows anything.
fn rest(
    (cycle, terms): Asked<'_>,
    filter: &ScoreFilter,
    (after, limit): (i32, u64),
    bound: &mut Bound,
) -> Option<String> {
    let mut and = vec![
        format!("s.cycle_id = {}", bound.put(cycle.0)),
        format!("s.position > {}", bound.put(after)),
    ];
    let shown: Vec<String> = terms.iter().filter_map(|term| shown(term, bound)).collect();
    if shown.is_empty() {
        return None;
    }
    and.push(format!("({})", shown.join(" OR ")));
    and.extend(filter.estate.map(|key| format!("s.estate = {}", bound.put(key))));
    and.extend(filter.enterprise.map(|id| format!("s.enterprise_id = {}", bound.put(id.0))));
    and.extend(filter.within.map(|(level, key)| format!("e.{level} = {}", bound.put(key))));
    and.extend(filter.stars.map(|stars| format!("s.stars = {}", bound.put(i32::from(stars)))));
    Some(format!("WHERE {} ORDER BY s.position LIMIT {limit}", and.join(" AND ")))
}

fn shown(term: &Term, bound: &mut Bound) -> Option<String> {
    match term {
        Term::Everything => Some("1 = 1".to_owned()),
        Term::Area { level, key } => Some(format!("e.{level} = {}", bound.put(*key))),
        Term::Estate { key, .. } => Some(format!("s.estate = {}", bound.put(*key))),
        Term::Party { party, part: Mine::Rated, .. } => {
            Some(format!("s.enterprise_id = {}", bound.put(*party)))
        }
        Term::Party { .. } => None,
    }
}
