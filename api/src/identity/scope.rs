//! Which part of the tree of places a list of identities covers, and merging the parts.

use access::{Action, Actor, Level, Term, scope};
use kernel::{Code, Uuid};
use persistence::StoreError;

use crate::http::Problem;

/// The areas in which the actor may do `action`; `None` stands for everywhere.
pub(crate) fn areas(actor: &Actor, action: Action) -> Result<Vec<Option<(Level, i32)>>, Problem> {
    let terms = scope(actor, action);
    if terms.contains(&Term::Everything) {
        return Ok(vec![None]);
    }
    let areas: Vec<_> = terms
        .into_iter()
        .filter_map(|term| match term {
            Term::Area { level, key } => Some(Some((level, key))),
            Term::Everything | Term::Estate { .. } | Term::Party { .. } => None,
        })
        .collect();
    if areas.is_empty() { Err(Code::Forbidden.into()) } else { Ok(areas) }
}

/// One page out of ordered parts: newest first, without doubles, `limit` rows at most.
pub(crate) async fn merged<R>(
    areas: &[Option<(Level, i32)>],
    limit: u64,
    read: impl AsyncFn(Option<(Level, i32)>) -> Result<Vec<R>, StoreError>,
    id: impl Fn(&R) -> Uuid,
) -> Result<Vec<R>, Problem> {
    let mut rows = Vec::new();
    for area in areas {
        rows.extend(read(*area).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(id(row)));
    rows.dedup_by_key(|row| id(row));
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(rows)
}
