//! One computed score, and how a cycle was computed.

use std::collections::BTreeSet;

use ::rating::{Computed, KeptInputs};
use access::ScopePath;
use kernel::{CycleId, Hundredths, Moment, OrganizationId, SchemeId, Uuid};
use sea_orm::QueryResult;
use serde::Deserialize;

use crate::{
    Conn, StoreError,
    sql::{moment, one, parsed, path},
};

/// A score with its cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRow {
    pub score: Computed,
    pub cycle: CycleId,
    /// By which it was computed.
    pub scheme: SchemeId,
    /// Where its estate lies now.
    pub path: ScopePath,
    /// Its number in the order of the league table, from 1.
    pub position: i32,
    pub digest: Vec<u8>,
    pub computed_at: Moment,
}

/// The computing of a cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computation {
    pub cycle: CycleId,
    /// SHA-256 over the digests of its scores, by the keys of their estates.
    pub digest: Vec<u8>,
    pub scores: i32,
    /// How often it was computed.
    pub times: i32,
    pub by: Uuid,
    pub at: Moment,
}

/// What [`read`] reads of a score `s`, its estate in the cycle `e`, the cycle `c` and its computing `m`.
pub(super) const COLUMNS: &str = "s.id, s.cycle_id, s.enterprise_id, s.position, s.place, s.total, s.stars, s.aspects, \
    s.without_source, s.inputs, s.digest, c.scheme_id, e.district, e.street, e.community, e.grid, e.estate, \
    m.computed_at";
pub(super) const FROM: &str = "rating_score s JOIN rating_subject e ON e.id = s.id \
    JOIN rating_cycle c ON c.id = s.cycle_id JOIN rating_computation m ON m.cycle_id = s.cycle_id";

/// The part of the kept inputs that a table shows: it is read without the rest.
#[derive(Debug, Deserialize)]
pub(in crate::rating) struct Vetoed {
    pub(in crate::rating) vetoes: BTreeSet<String>,
}

pub(in crate::rating) fn stars(row: &QueryResult) -> Result<Option<u8>, StoreError> {
    let stars: Option<i32> = row.try_get("", "stars")?;
    stars.map(u8::try_from).transpose().map_err(|_| StoreError::Corrupt("rating_score.stars"))
}

pub(super) fn without_source(row: &QueryResult) -> Result<Vec<String>, StoreError> {
    let codes: String = row.try_get("", "without_source")?;
    Ok(codes.split_whitespace().map(str::to_owned).collect())
}

pub(super) fn read(row: &QueryResult) -> Result<ScoreRow, StoreError> {
    let path = path(row)?;
    Ok(ScoreRow {
        score: Computed {
            id: row.try_get("", "id")?,
            estate: path.estate.ok_or(StoreError::Corrupt("rating_score.estate"))?,
            enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
            inputs: parsed::<KeptInputs>(row, "inputs")?,
            total: Hundredths(row.try_get("", "total")?),
            stars: stars(row)?,
            aspects: parsed(row, "aspects")?,
            without_source: without_source(row)?,
            place: row.try_get("", "place")?,
        },
        cycle: CycleId(row.try_get("", "cycle_id")?),
        scheme: SchemeId(row.try_get("", "scheme_id")?),
        path,
        position: row.try_get("", "position")?,
        digest: row.try_get("", "digest")?,
        computed_at: moment(row, "computed_at")?,
    })
}

/// One score.
pub async fn score_by_id(db: &impl Conn, id: Uuid) -> Result<Option<ScoreRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE s.id = $1");
    one(db, &sql, [id.into()]).await?.as_ref().map(read).transpose()
}

/// How a cycle was computed last; none where it was not.
pub async fn computation(
    db: &impl Conn,
    cycle: CycleId,
) -> Result<Option<Computation>, StoreError> {
    let sql = "SELECT cycle_id, digest, scores, times, computed_by, computed_at FROM rating_computation \
        WHERE cycle_id = $1";
    let Some(row) = one(db, sql, [cycle.0.into()]).await? else { return Ok(None) };
    Ok(Some(Computation {
        cycle,
        digest: row.try_get("", "digest")?,
        scores: row.try_get("", "scores")?,
        times: row.try_get("", "times")?,
        by: row.try_get("", "computed_by")?,
        at: moment(&row, "computed_at")?,
    }))
}
