//! The league table of a cycle: its scores from the highest total down.

use access::{Level, Mine, Term};
use kernel::{CycleId, OrganizationId};

use super::row::{COLUMNS, FROM, ScoreRow, read};
use crate::{
    Conn, StoreError,
    sql::{Bound, all},
};

/// What a league table is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct ScoreFilter {
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub within: Option<(Level, i32)>,
    pub stars: Option<u8>,
}

/// Up to `limit` scores of the cycle that one of the terms shows, after the position `after`: one ordered scan of the cycle.
pub async fn scores(
    db: &impl Conn,
    (cycle, terms): (CycleId, &[Term]),
    filter: &ScoreFilter,
    (after, limit): (i32, u64),
) -> Result<Vec<ScoreRow>, StoreError> {
    let mut bound = Bound::default();
    let mut and = vec![
        format!("s.cycle_id = {}", bound.put(cycle.0)),
        format!("s.position > {}", bound.put(after)),
    ];
    let shown: Vec<String> = terms.iter().filter_map(|term| shown(term, &mut bound)).collect();
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    and.push(format!("({})", shown.join(" OR ")));
    and.extend(filter.estate.map(|key| format!("s.estate = {}", bound.put(key))));
    and.extend(filter.enterprise.map(|id| format!("s.enterprise_id = {}", bound.put(id.0))));
    and.extend(filter.within.map(|(level, key)| format!("e.{level} = {}", bound.put(key))));
    and.extend(filter.stars.map(|stars| format!("s.stars = {}", bound.put(i32::from(stars)))));
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE {} ORDER BY s.position LIMIT {limit}",
        and.join(" AND ")
    );
    all(db, &sql, bound.0).await?.iter().map(read).collect()
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
