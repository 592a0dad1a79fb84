//! Putting a corrected score in place of the one before: both results are kept, and the places in the league table follow.

use ::rating::{Computed, Placed, objection::Objection, ranked};
use kernel::{CycleId, Hundredths, Moment, SchemeId, Uuid};
use sea_orm::Value;

use super::{ScoreRow, save::Row};
use crate::{
    StoreError, Tx,
    sql::{all, execute, one, places},
};

const REVISION: &str = "score_id, number, objection_id, rechecked, decided_by, decided_at, before_inputs, before_total, \
    before_stars, before_aspects, before_digest, after_inputs, after_total, after_stars, after_aspects, after_digest";
/// Rows of one statement.
const ROWS: usize = 500;

impl Tx {
    /// Replaces the score; `made` is what the corrected inputs make, by the decision on the objection.
    pub async fn revise_score(
        &self,
        before: &ScoreRow,
        (scheme, made): (SchemeId, &Computed),
        (objection, by, at): (&Objection, Uuid, Moment),
    ) -> Result<(), StoreError> {
        let (old, new) = (Row::of(scheme, &before.score)?, Row::of(scheme, made)?);
        let sql = "SELECT COUNT(*) AS many FROM rating_revision WHERE score_id = $1";
        let row = one(self, sql, [made.id.into()]).await?;
        let many: i64 = row.ok_or(StoreError::Corrupt("rating_revision"))?.try_get("", "many")?;
        let mut values: Vec<Value> = vec![
            made.id.into(),
            i32::try_from(many).unwrap_or(i32::MAX).saturating_add(1).into(),
            objection.id.0.into(),
            objection.recheck.is_some().into(),
            by.into(),
            at.timestamp_millis().into(),
        ];
        values.extend(old.kept().into_iter().chain(new.kept()));
        let sql = format!("INSERT INTO rating_revision ({REVISION}) VALUES ({})", places(1, 16));
        execute(self, &sql, values).await?;
        let sql = "UPDATE rating_score SET inputs = $2, total = $3, stars = $4, aspects = $5, digest = $6, \
            without_source = $7 WHERE id = $1";
        let [inputs, total, stars, aspects, digest] = new.kept();
        let without = made.without_source.join(" ").into();
        let values = [made.id.into(), inputs, total, stars, aspects, digest, without];
        execute(self, sql, values).await?;
        self.place_scores(before.cycle).await
    }

    /// Puts the scores of a cycle in their order again; only the rows that move are written.
    async fn place_scores(&self, cycle: CycleId) -> Result<(), StoreError> {
        let sql = "SELECT estate, total, position, place FROM rating_score WHERE cycle_id = $1 ORDER BY estate";
        let mut before = Vec::new();
        for row in all(self, sql, [cycle.0.into()]).await? {
            before.push(Placed {
                estate: row.try_get("", "estate")?,
                total: Hundredths(row.try_get("", "total")?),
                position: row.try_get("", "position")?,
                place: row.try_get("", "place")?,
            });
        }
        let mut after = ranked(before.iter().map(|one| (one.estate, one.total)));
        after.sort_by_key(|one| one.estate);
        let moved = before.iter().zip(&after).filter(|(old, new)| old != new);
        let moved: Vec<(Placed, Placed)> = moved.map(|(old, new)| (*old, *new)).collect();
        for some in moved.chunks(ROWS) {
            let sql = format!(
                "UPDATE rating_score SET position = -position WHERE cycle_id = $1 AND position IN ({})",
                list(some.iter().map(|(old, _)| old.position))
            );
            execute(self, &sql, [cycle.0.into()]).await?;
        }
        for some in moved.chunks(ROWS) {
            let case = |of: fn(&Placed) -> i32| {
                let when = |(old, new): &(Placed, Placed)| {
                    format!("WHEN -{} THEN {}", old.position, of(new))
                };
                some.iter().map(when).collect::<Vec<_>>().join(" ")
            };
            let sql = format!(
                "UPDATE rating_score SET place = CASE position {} END, position = CASE position {} END \
                 WHERE cycle_id = $1 AND position IN ({})",
                case(|one| one.place),
                case(|one| one.position),
                list(some.iter().map(|(old, _)| -old.position))
            );
            execute(self, &sql, [cycle.0.into()]).await?;
        }
        Ok(())
    }
}

/// Whole numbers of our own, as they stand in a statement.
fn list(numbers: impl Iterator<Item = i32>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
}
