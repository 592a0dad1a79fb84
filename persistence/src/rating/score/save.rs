//! Saving the scores of a cycle in place of those before, with digests by which the same is known again.

use ::rating::{Computed, cycle::CycleChange};
use aws_lc_rs::digest::{SHA256, digest};
use kernel::SchemeId;
use sea_orm::Value;

use crate::{
    StoreError, Tx,
    sql::{execute, places, written},
};

const SCORE: &str = "id, cycle_id, estate, enterprise_id, position, place, total, stars, aspects, without_source, \
    inputs, digest";
const WIDTH: usize = 12;
/// Rows of one statement.
const ROWS: usize = 250;

impl Tx {
    /// Saves a computing with its scores, which are in the order of the league table. `Stale` where someone else was faster.
    pub async fn save_computation(
        &self,
        done: &CycleChange,
        (scheme, scores): (SchemeId, &[Computed]),
    ) -> Result<(), StoreError> {
        let cycle = done.after.id;
        self.save_cycle(done).await?;
        execute(self, "DELETE FROM rating_score WHERE cycle_id = $1", [cycle.0.into()]).await?;
        let rows = scores.iter().map(|one| Row::of(scheme, one)).collect::<Result<Vec<_>, _>>()?;
        let numbered: Vec<(i32, &Row<'_>)> = (1..).zip(&rows).collect();
        for some in numbered.chunks(ROWS) {
            let written = (0..some.len()).map(|at| format!("({})", places(at * WIDTH + 1, WIDTH)));
            let written: Vec<String> = written.collect();
            let sql = format!("INSERT INTO rating_score ({SCORE}) VALUES {}", written.join(", "));
            let values = some.iter().flat_map(|(position, row)| row.values(cycle.0, *position));
            execute(self, &sql, values).await?;
        }
        let sql = "INSERT INTO rating_computation (cycle_id, digest, scores, times, computed_by, computed_at) \
            VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (cycle_id) DO UPDATE SET digest = excluded.digest, \
            scores = excluded.scores, times = rating_computation.times + 1, computed_by = excluded.computed_by, \
            computed_at = excluded.computed_at";
        let values: [Value; 5] = [
            cycle.0.into(),
            whole(&rows).into(),
            i32::try_from(scores.len()).unwrap_or(i32::MAX).into(),
            done.permit.who().id().into(),
            done.after.updated_at.timestamp_millis().into(),
        ];
        execute(self, sql, values).await.map(|_| ())
    }
}

/// SHA-256 over the digests of the scores, by the keys of their estates.
fn whole(rows: &[Row<'_>]) -> Vec<u8> {
    let mut sorted: Vec<(i32, &[u8])> =
        rows.iter().map(|row| (row.score.estate, row.digest.as_slice())).collect();
    sorted.sort_unstable();
    let all: Vec<u8> = sorted.iter().flat_map(|(_, digest)| digest.iter().copied()).collect();
    digest(&SHA256, &all).as_ref().to_vec()
}

/// A score as it is written.
pub(super) struct Row<'a> {
    score: &'a Computed,
    inputs: String,
    aspects: String,
    digest: Vec<u8>,
}

impl<'a> Row<'a> {
    pub(super) fn of(scheme: SchemeId, score: &'a Computed) -> Result<Self, StoreError> {
        let (inputs, aspects) = (written(&score.inputs)?, written(&score.aspects)?);
        let told = serde_json::json!([
            scheme,
            score.id,
            score.enterprise,
            score.inputs,
            score.total,
            score.stars,
            score.aspects
        ]);
        let digest = digest(&SHA256, told.to_string().as_bytes()).as_ref().to_vec();
        Ok(Self { score, inputs, aspects, digest })
    }

    /// Inputs, total, stars, aspects and digest.
    pub(super) fn kept(&self) -> [Value; 5] {
        [
            self.inputs.clone().into(),
            self.score.total.0.into(),
            self.score.stars.map(i32::from).into(),
            self.aspects.clone().into(),
            self.digest.clone().into(),
        ]
    }

    fn values(&self, cycle: kernel::Uuid, position: i32) -> [Value; WIDTH] {
        let score = self.score;
        [
            score.id.into(),
            cycle.into(),
            score.estate.into(),
            score.enterprise.0.into(),
            position.into(),
            score.place.into(),
            score.total.0.into(),
            score.stars.map(i32::from).into(),
            self.aspects.clone().into(),
            score.without_source.join(" ").into(),
            self.inputs.clone().into(),
            self.digest.clone().into(),
        ]
    }
}
