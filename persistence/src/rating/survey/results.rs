//! What the answers of surveys make together.

use std::collections::HashMap;

use ::rating::survey::{EstateSurvey, SurveyResult, SurveyState, Tally};
use kernel::{CycleId, Moment, SurveyId};

use super::{
    answer::tally,
    row::{COLUMNS, read},
};
use crate::{
    Conn, StoreError,
    sql::{all, places},
};

/// The sums of each of the surveys.
pub async fn survey_tallies(
    db: &impl Conn,
    ids: &[SurveyId],
) -> Result<HashMap<SurveyId, Tally>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let ids_in = places(1, some.len());
        let sql =
            format!("SELECT survey_id, counts FROM survey_tally WHERE survey_id IN ({ids_in})");
        for row in all(db, &sql, some.iter().map(|id| id.0.into())).await? {
            let text: String = row.try_get("", "counts")?;
            found.insert(SurveyId(row.try_get("", "survey_id")?), tally(&text)?);
        }
    }
    Ok(found)
}

/// Every survey of a cycle that closed before `now`, by the key of its estate, with its result.
pub async fn survey_results(
    db: &impl Conn,
    cycle: CycleId,
    now: Moment,
) -> Result<HashMap<i32, (EstateSurvey, SurveyResult)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM survey WHERE cycle_id = $1 AND state = $2 AND closes_at <= $3"
    );
    let state = SurveyState::Drawn.as_str();
    let values = [cycle.0.into(), state.into(), now.timestamp_millis().into()];
    let rows = all(db, &sql, values).await?;
    let closed: Vec<EstateSurvey> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let ids: Vec<SurveyId> = closed.iter().map(|survey| survey.id).collect();
    let mut tallies = survey_tallies(db, &ids).await?;
    let results = closed.into_iter().map(|survey| {
        let tally = tallies.remove(&survey.id).ok_or(StoreError::Corrupt("survey_tally"))?;
        let key = survey.path.estate.ok_or(StoreError::Corrupt("survey.estate"))?;
        let result = SurveyResult::of(&survey, &tally);
        Ok((key, (survey, result)))
    });
    results.collect()
}
