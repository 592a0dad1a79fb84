//! One survey, and the households that one is drawn from.

use ::rating::survey::EstateSurvey;
use kernel::{CycleId, Hundredths, OrganizationId, PremisesId, SurveyId};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError, Tx,
    sql::{all, moment, one, path, word},
};

pub(super) const COLUMNS: &str = "id, cycle_id, enterprise_id, state, seed, seed_given, households, frame, least, drawn, \
    share, valid_needed, opens_at, closes_at, drawn_by, drawn_role, reason, district, street, community, grid, estate, \
    version, updated_at";

fn number(row: &QueryResult, column: &'static str) -> Result<u32, StoreError> {
    let number: i32 = row.try_get("", column)?;
    u32::try_from(number).map_err(|_| StoreError::Corrupt(column))
}

pub(super) fn read(row: &QueryResult) -> Result<EstateSurvey, StoreError> {
    Ok(EstateSurvey {
        id: SurveyId(row.try_get("", "id")?),
        cycle: CycleId(row.try_get("", "cycle_id")?),
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        path: path(row)?,
        state: word(row, "state")?,
        seed: row.try_get("", "seed")?,
        seed_given: row.try_get("", "seed_given")?,
        households: number(row, "households")?,
        frame: row.try_get("", "frame")?,
        least: number(row, "least")?,
        drawn: number(row, "drawn")?,
        share: Hundredths(row.try_get("", "share")?),
        valid_needed: number(row, "valid_needed")?,
        opens_at: moment(row, "opens_at")?,
        closes_at: moment(row, "closes_at")?,
        drawn_by: row.try_get("", "drawn_by")?,
        drawn_role: word(row, "drawn_role")?,
        reason: row.try_get("", "reason")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn survey_by_id(
    db: &impl Conn,
    id: SurveyId,
) -> Result<Option<EstateSurvey>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM survey WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// The households of an estate: its residential premises.
pub async fn households(db: &impl Conn, estate: i32) -> Result<Vec<PremisesId>, StoreError> {
    let sql = "SELECT id FROM premises WHERE estate = $1 AND usage = $2";
    let usage = place::PremisesUse::Residential.as_str();
    let rows = all(db, sql, [estate.into(), usage.into()]).await?;
    rows.iter().map(|row| Ok(PremisesId(row.try_get("", "id")?))).collect()
}

impl Tx {
    /// The survey, which nobody cancels until the unit of work ends.
    pub async fn hold_survey(&self, id: SurveyId) -> Result<Option<EstateSurvey>, StoreError> {
        let held = self.hold(" FOR SHARE");
        let sql = format!("SELECT {COLUMNS} FROM survey WHERE id = $1{held}");
        one(self, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
    }
}
