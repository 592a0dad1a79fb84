//! Carrying the rows of a moved area over, stage by stage: each row takes the path of where it stands now.

use access::Level;
use place::MoveStage;

use super::ActiveMove;
use crate::{
    StoreError, Tx,
    sql::{all, execute},
};

/// What one step did.
#[derive(Debug)]
pub(super) struct Step {
    /// Rows changed and estates looked at; never none.
    pub(super) rows: u64,
    /// The last estate that is done; `None` when the stage is.
    pub(super) done: Option<i64>,
}

/// Estates that one step looks at.
const ESTATES: u64 = 100;

/// One step of at most about `most` rows.
pub(super) async fn step(tx: &Tx, open: &ActiveMove, most: u64) -> Result<Step, StoreError> {
    match open.stage {
        MoveStage::Estate => estates(tx, open, most).await,
        MoveStage::Building
        | MoveStage::Premises
        | MoveStage::Residency
        | MoveStage::Outage
        | MoveStage::Bulletin
        | MoveStage::CreditStanding
        | MoveStage::RatingFinding
        | MoveStage::ReportedFigure
        | MoveStage::RatingSubject
        | MoveStage::RatingSheet
        | MoveStage::RatingObjection
        | MoveStage::RatingListing
        | MoveStage::Survey
        | MoveStage::Ticket => contents(tx, open, most).await,
        MoveStage::Organization
        | MoveStage::Account
        | MoveStage::RatingCycle
        | MoveStage::RatingList => {
            holders(tx, open, "COALESCE(t.community, t.street, t.district)", most).await
        }
        MoveStage::Duty => {
            holders(tx, open, "COALESCE(t.grid, t.community, t.street, t.district)", most).await
        }
        MoveStage::Client => holders(tx, open, "t.area", most).await,
        MoveStage::Area | MoveStage::Done => Ok(Step { rows: 1, done: None }),
    }
}

/// Keys of estates that the move may concern, after the last one that is done.
///
/// A grid's move concerns all of its former community: a building may have a grid of its own.
async fn keys(tx: &Tx, open: &ActiveMove, most: u64) -> Result<Vec<i32>, StoreError> {
    let place = match open.level {
        Level::Grid => "(grid = $1 OR community = $3)".to_owned(),
        level => format!("{level} = $1 AND $3 = $3"),
    };
    let sql =
        format!("SELECT key FROM estate WHERE {place} AND key > $2 ORDER BY key LIMIT {most}");
    let done = i32::try_from(open.done).map_err(|_| StoreError::Corrupt("area_move.done"))?;
    let values = [open.area.into(), done.into(), open.from_parent.into()];
    let rows = all(tx, &sql, values).await?;
    rows.iter().map(|row| Ok(row.try_get("", "key")?)).collect()
}

/// An estate takes the path of its grid, or of its community.
async fn estates(tx: &Tx, open: &ActiveMove, most: u64) -> Result<Step, StoreError> {
    let found = keys(tx, open, most).await?;
    let sql = "UPDATE estate SET district=a.district, street=a.street, community=a.community FROM area a \
        WHERE a.key = COALESCE(estate.grid, estate.community) AND estate.key = $1";
    for key in &found {
        execute(tx, sql, [(*key).into()]).await?;
    }
    Ok(Step { rows: count(&found).max(1), done: last(&found, most) })
}

/// What stands in estates takes the path of its estate. Its own grid stays unless that left the estate's
/// community, or the estate came into another one.
async fn contents(tx: &Tx, open: &ActiveMove, most: u64) -> Result<Step, StoreError> {
    let table = open.stage.as_str();
    let sql = format!(
        "UPDATE {table} SET district=e.district, street=e.street, community=e.community, \
         grid = CASE WHEN {table}.community <> e.community OR {table}.grid = $2 THEN e.grid ELSE {table}.grid END \
         FROM estate e WHERE e.key = $1 AND {table}.id IN (\
         SELECT t.id FROM {table} t JOIN estate s ON s.key = t.estate WHERE t.estate = $1 AND (\
         t.district <> s.district OR t.street <> s.street OR t.community <> s.community \
         OR (t.grid = $2 AND s.grid IS DISTINCT FROM $2)) LIMIT $3)"
    );
    let grid = if open.level == Level::Grid { open.area } else { 0 };
    let found = keys(tx, open, ESTATES.min(most)).await?;
    let mut rows = 0;
    for (at, key) in found.iter().enumerate() {
        let left = most.saturating_sub(rows);
        let moved = execute(tx, &sql, [(*key).into(), grid.into(), limit(left)]).await?;
        rows += moved.max(1);
        if moved >= left {
            let before = at.checked_sub(1).and_then(|at| found.get(at));
            let done = before.map_or(open.done, |key| i64::from(*key));
            return Ok(Step { rows, done: Some(done) });
        }
    }
    Ok(Step { rows: rows.max(1), done: last(&found, ESTATES.min(most)) })
}

/// What is bound to an area takes the path of that area; `area` says which of a row `t` it is.
async fn holders(tx: &Tx, open: &ActiveMove, area: &str, most: u64) -> Result<Step, StoreError> {
    let table = open.stage.as_str();
    let (column, key) = match open.level {
        Level::Grid => ("community", open.from_parent),
        level => (level.as_str(), open.area),
    };
    let outer = area.replace("t.", &format!("{table}."));
    let sql = format!(
        "UPDATE {table} SET district=a.district, street=a.street, community=a.community FROM area a \
         WHERE a.key = {outer} AND {table}.id IN (\
         SELECT t.id FROM {table} t JOIN area b ON b.key = {area} WHERE t.{column} = $1 AND (\
         t.district IS DISTINCT FROM b.district OR t.street IS DISTINCT FROM b.street \
         OR t.community IS DISTINCT FROM b.community) LIMIT $2)"
    );
    let rows = execute(tx, &sql, [key.into(), limit(most)]).await?;
    Ok(Step { rows: rows.max(1), done: (rows >= most).then_some(0) })
}

fn limit(most: u64) -> sea_orm::Value {
    i64::try_from(most).unwrap_or(i64::MAX).into()
}

fn count(found: &[i32]) -> u64 {
    u64::try_from(found.len()).unwrap_or(u64::MAX)
}

/// The last key of a full page; a short page ends the stage.
fn last(found: &[i32], most: u64) -> Option<i64> {
    found.last().filter(|_| count(found) >= most).map(|key| i64::from(*key))
}
