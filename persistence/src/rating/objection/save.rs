//! Saving steps of objections, each with its journal entry, and reading what corrections made of scores.

use std::collections::HashMap;

use ::rating::objection::{Objection, ObjectionChange, ObjectionState};
use kernel::{Hundredths, Moment, ObjectionId, Uuid};
use sea_orm::{QueryResult, Value};
use serde::Serialize;
use serde_json::json;

use crate::{
    Conn, Entry, StoreError, Tx,
    rating::evidence::links,
    sql::{all, change, execute, moment, places, written},
};

/// What is written when it is filed.
const FILED: &str = "id, cycle_id, score_id, enterprise_id, item_kind, item, side, grounds, evidence, links, scorers, \
    filed_by, filed_role, filed_at, due, watched, state, district, street, community, grid, estate, version, updated_at";

/// What a correction made of a score: both results are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Counted within the score, from 1.
    pub number: i32,
    pub objection: ObjectionId,
    /// Whether the re-check made it.
    pub rechecked: bool,
    pub by: Uuid,
    pub at: Moment,
    pub before: Reckoned,
    pub after: Reckoned,
}

/// One of the two results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned {
    pub total: Hundredths,
    pub stars: Option<i32>,
    pub aspects: Vec<Option<Hundredths>>,
    pub digest: Vec<u8>,
}

fn written_or_none<T: Serialize>(value: Option<&T>) -> Result<Option<String>, StoreError> {
    value.map(written).transpose()
}

impl Tx {
    /// Saves a step of an objection. `Stale` where someone else was faster.
    pub async fn save_objection(&self, done: &ObjectionChange) -> Result<(), StoreError> {
        let after = &done.after;
        if done.before.is_none() {
            self.add_objection(after).await?;
        } else {
            let sql = "UPDATE rating_objection SET due = $2, extension = $3, overdue_at = $4, decision = $5, \
                recheck_until = $6, recheck = $7, watched = $8, state = $9, version = $10, updated_at = $11 \
                WHERE id = $1 AND version = $10 - 1";
            let millis = |at: Moment| at.timestamp_millis();
            let values: [Value; 11] = [
                after.id.0.into(),
                millis(after.due).into(),
                written_or_none(after.extended.as_ref())?.into(),
                after.overdue_at.map(millis).into(),
                written_or_none(after.decision.as_ref())?.into(),
                after.recheck_until.map(millis).into(),
                written_or_none(after.recheck.as_ref())?.into(),
                after.watched().map(millis).into(),
                after.state.as_str().into(),
                after.version.into(),
                millis(after.updated_at).into(),
            ];
            change(self, sql, values).await?;
        }
        self.journal(&entry(done)).await
    }

    async fn add_objection(&self, made: &Objection) -> Result<(), StoreError> {
        let path = made.path;
        let values: [Value; 24] = [
            made.id.0.into(),
            made.cycle.0.into(),
            made.score.into(),
            made.enterprise.0.into(),
            made.item.kind.as_str().into(),
            made.item.code.clone().into(),
            made.side.as_str().into(),
            made.grounds.clone().into(),
            made.evidence.words.clone().into(),
            links(&made.evidence)?.into(),
            written(&made.scorers)?.into(),
            made.by.into(),
            made.role.as_str().into(),
            made.at.timestamp_millis().into(),
            made.due.timestamp_millis().into(),
            made.watched().map(|at| at.timestamp_millis()).into(),
            made.state.as_str().into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            path.estate.into(),
            made.version.into(),
            made.updated_at.timestamp_millis().into(),
        ];
        let sql = format!("INSERT INTO rating_objection ({FILED}) VALUES ({})", places(1, 24));
        execute(self, &sql, values).await.map(|_| ())
    }
}

fn entry(done: &ObjectionChange) -> Entry {
    let after = &done.after;
    let detail = json!({
        "cycle_id": after.cycle, "score_id": after.score, "enterprise_id": after.enterprise,
        "item_kind": after.item.kind, "item": after.item.code, "side": after.side,
        "due": after.watched().map(|at| at.timestamp_millis()),
    });
    let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
    let from = done.before.map(ObjectionState::as_str);
    Entry { from, to: Some(after.state.as_str()), detail, ..entry }
}

fn reckoned(row: &QueryResult, which: &str) -> Result<Reckoned, StoreError> {
    let column = |name: &str| format!("{which}_{name}");
    let aspects: String = row.try_get("", &column("aspects"))?;
    Ok(Reckoned {
        total: Hundredths(row.try_get("", &column("total"))?),
        stars: row.try_get("", &column("stars"))?,
        aspects: serde_json::from_str(&aspects)
            .map_err(|_| StoreError::Corrupt("rating_revision.aspects"))?,
        digest: row.try_get("", &column("digest"))?,
    })
}

/// What corrections made of a score, in their order.
pub async fn revisions_of(db: &impl Conn, score: Uuid) -> Result<Vec<Revision>, StoreError> {
    let found = revisions(db, "score_id", &[score]).await?;
    Ok(found.into_values().flatten().collect())
}

/// What corrections after the objections made of their scores.
pub async fn revisions_of_objections(
    db: &impl Conn,
    objections: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Revision>>, StoreError> {
    revisions(db, "objection_id", objections).await
}

async fn revisions(
    db: &impl Conn,
    column: &str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Revision>>, StoreError> {
    let mut found: HashMap<Uuid, Vec<Revision>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = "SELECT number, objection_id, rechecked, decided_by, decided_at, before_total, before_stars, before_aspects, \
        before_digest, after_total, after_stars, after_aspects, after_digest, score_id FROM rating_revision";
    let sql = format!("{sql} WHERE {column} IN ({}) ORDER BY number", places(1, ids.len()));
    for row in &all(db, &sql, ids.iter().map(|id| (*id).into())).await? {
        let of = row.try_get("", column)?;
        found.entry(of).or_default().push(Revision {
            number: row.try_get("", "number")?,
            objection: ObjectionId(row.try_get("", "objection_id")?),
            rechecked: row.try_get("", "rechecked")?,
            by: row.try_get("", "decided_by")?,
            at: moment(row, "decided_at")?,
            before: reckoned(row, "before")?,
            after: reckoned(row, "after")?,
        });
    }
    Ok(found)
}
