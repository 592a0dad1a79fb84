//! Taking the one answer of premises: that they answered is kept, what they answered goes into the sums alone.
//!
//! The row of the sums holds no more than its last state, so that nothing in the database joins an answer to premises: no
//! row of its own, no time, no order of insertion, and no transaction in common (`xmin`) but with whoever answered last.

use ::rating::survey::{EstateSurvey, SurveyAnswers, SurveyWay, Tally};
use access::Permit;
use kernel::{Moment, SurveyId};
use serde_json::json;

use super::invitation::Invitation;
use crate::{
    Entry, StoreError, Tx,
    sql::{change, execute, one, written},
};

/// What an entry of the journal says of premises that answered.
const ANSWERED: &str = "answered";

pub(super) fn tally(text: &str) -> Result<Tally, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt("survey_tally.counts"))
}

impl Tx {
    /// Counts an answer. False where the premises have answered.
    pub async fn take_survey_answer(
        &self,
        permit: &Permit,
        (survey, invitation): (&EstateSurvey, &Invitation),
        (answers, way): (&SurveyAnswers, SurveyWay),
        now: Moment,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE survey_invitation SET answered = true WHERE id = $1 AND answered = false";
        if execute(self, sql, [invitation.id.0.into()]).await? == 0 {
            return Ok(false);
        }
        self.count_answer(survey.id, answers).await?;
        let detail =
            json!({ "survey_id": survey.id, "premises_id": invitation.premises, "way": way });
        let entry = Entry::of(permit, invitation.id, 1, now, survey.path);
        self.journal(&Entry { to: Some(ANSWERED), detail, ..entry }).await?;
        Ok(true)
    }

    async fn count_answer(&self, id: SurveyId, answers: &SurveyAnswers) -> Result<(), StoreError> {
        let held = self.hold(" FOR UPDATE");
        let sql = format!("SELECT counts FROM survey_tally WHERE survey_id = $1{held}");
        let row = one(self, &sql, [id.0.into()]).await?;
        let text: String = row.ok_or(StoreError::Corrupt("survey_tally"))?.try_get("", "counts")?;
        let counted = written(&tally(&text)?.with(answers))?;
        let sql = "UPDATE survey_tally SET counts = $2 WHERE survey_id = $1";
        change(self, sql, [id.0.into(), counted.into()]).await
    }
}
