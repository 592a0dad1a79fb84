//! Writing surveys: the draw with its premises, links as their hash alone, and the end.

use ::rating::survey::{EstateSurvey, Sampled, SurveyChange, SurveyState, Tally};
use kernel::{Fault, PremisesId, Refusal, SurveyId, SurveyInvitationId};
use sea_orm::Value;
use serde_json::json;

use super::row::COLUMNS;
use crate::{
    Entry, Failure, StoreError, Tx,
    sql::{change, execute, places, written},
};

/// Premises that one statement adds.
const TOGETHER: usize = 200;

impl Tx {
    /// A new survey with the premises that it drew; 422 at `estate_id` where the cycle has one of the estate.
    pub async fn draw_survey(
        &self,
        sampled: &Sampled,
        id: impl Fn() -> SurveyInvitationId,
    ) -> Result<(), Failure> {
        let after = &sampled.change.after;
        let sql = format!("INSERT INTO survey ({COLUMNS}) VALUES ({})", places(1, 24));
        execute(self, &sql, values(after)).await.map_err(|error| match error {
            StoreError::Taken(_) => Refusal::field("estate_id", Fault::Taken).into(),
            other => Failure::Store(other),
        })?;
        let sql = "INSERT INTO survey_tally (survey_id, counts) VALUES ($1, $2)";
        execute(self, sql, [after.id.0.into(), written(&Tally::default())?.into()]).await?;
        for some in sampled.premises.chunks(TOGETHER) {
            self.invite(after.id, some, &id).await?;
        }
        let detail = json!({
            "cycle_id": after.cycle, "seed": after.seed, "seed_given": after.seed_given,
            "households": after.households, "frame_sha256": after.frame, "drawn": after.drawn,
        });
        Ok(self.journal(&Entry { detail, ..entry(&sampled.change) }).await?)
    }

    async fn invite(
        &self,
        survey: SurveyId,
        premises: &[PremisesId],
        id: impl Fn() -> SurveyInvitationId,
    ) -> Result<(), StoreError> {
        let row = |at: usize| format!("({}, false)", places(3 * at + 1, 3));
        let rows: Vec<String> = (0..premises.len()).map(row).collect();
        let sql = format!(
            "INSERT INTO survey_invitation (id, survey_id, premises_id, answered) VALUES {}",
            rows.join(", ")
        );
        let values = premises.iter().flat_map(|one| [id().0.into(), survey.0.into(), one.0.into()]);
        execute(self, &sql, values.collect::<Vec<Value>>()).await.map(|_| ())
    }

    /// A step that changes nothing of the draw. `Stale` where someone else was faster.
    pub async fn save_survey(&self, done: &SurveyChange) -> Result<(), StoreError> {
        let after = &done.after;
        let sql = "UPDATE survey SET state = $2, reason = $3, version = $4, updated_at = $5 \
            WHERE id = $1 AND version = $4 - 1";
        let values: [Value; 5] = [
            after.id.0.into(),
            after.state.as_str().into(),
            after.reason.clone().into(),
            after.version.into(),
            after.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await?;
        self.journal(&entry(done)).await
    }

    /// The link of premises, of which only the hash is kept; the one before ends. False where they were not drawn, or
    /// have answered.
    pub async fn put_survey_link(
        &self,
        survey: SurveyId,
        premises: PremisesId,
        hash: [u8; 32],
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE survey_invitation SET link = $3 \
            WHERE survey_id = $1 AND premises_id = $2 AND answered = false";
        let values: [Value; 3] = [survey.0.into(), premises.0.into(), hash.to_vec().into()];
        Ok(execute(self, sql, values).await? == 1)
    }
}

fn values(after: &EstateSurvey) -> [Value; 24] {
    let path = after.path;
    [
        after.id.0.into(),
        after.cycle.0.into(),
        after.enterprise.0.into(),
        after.state.as_str().into(),
        after.seed.clone().into(),
        after.seed_given.into(),
        i64::from(after.households).into(),
        after.frame.clone().into(),
        i64::from(after.least).into(),
        i64::from(after.drawn).into(),
        after.share.0.into(),
        i64::from(after.valid_needed).into(),
        after.opens_at.timestamp_millis().into(),
        after.closes_at.timestamp_millis().into(),
        after.drawn_by.into(),
        after.drawn_role.as_str().into(),
        after.reason.clone().into(),
        path.district.into(),
        path.street.into(),
        path.community.into(),
        path.grid.into(),
        path.estate.into(),
        after.version.into(),
        after.updated_at.timestamp_millis().into(),
    ]
}

fn entry(done: &SurveyChange) -> Entry {
    let after = &done.after;
    let from = done.before.map(SurveyState::as_str);
    let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
    Entry { from, to: Some(after.state.as_str()), ..entry }
}
