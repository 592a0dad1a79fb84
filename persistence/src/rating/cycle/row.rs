//! One cycle, and those that hold a day.

use ::rating::cycle::{Cycle, CycleKind, CycleState};
use access::ScopePath;
use chrono::NaiveDate;
use kernel::{CycleId, SchemeId, Uuid};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    place::date,
    sql::{all, execute, moment, moment_or_none, one, path, word},
};

pub(super) const CYCLE: &str = "id, name, kind, first_on, last_on, district, street, community, scheme_id, state, \
    sheets_due, planned_by, planned_at, opened_by, opened_at, scoring_at, cancelled_by, cancelled_at, cancel_reason, \
    rated, unrated, sheets, version, updated_at, disclosed_by, disclosed_at, objections_until, finalized_by, finalized_at";

pub(super) fn cycle(row: &QueryResult) -> Result<Cycle, StoreError> {
    let scheme: Option<Uuid> = row.try_get("", "scheme_id")?;
    Ok(Cycle {
        id: CycleId(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        kind: word(row, "kind")?,
        first_on: date(row, "first_on")?,
        last_on: date(row, "last_on")?,
        path: path(row)?,
        scheme: scheme.map(SchemeId),
        state: word(row, "state")?,
        sheets_due: moment(row, "sheets_due")?,
        planned_by: row.try_get("", "planned_by")?,
        planned_at: moment(row, "planned_at")?,
        opened_by: row.try_get("", "opened_by")?,
        opened_at: moment_or_none(row, "opened_at")?,
        scoring_at: moment_or_none(row, "scoring_at")?,
        disclosed_by: row.try_get("", "disclosed_by")?,
        disclosed_at: moment_or_none(row, "disclosed_at")?,
        objections_until: moment_or_none(row, "objections_until")?,
        finalized_by: row.try_get("", "finalized_by")?,
        finalized_at: moment_or_none(row, "finalized_at")?,
        cancelled_by: row.try_get("", "cancelled_by")?,
        cancelled_at: moment_or_none(row, "cancelled_at")?,
        cancel_reason: row.try_get("", "cancel_reason")?,
        rated: row.try_get("", "rated")?,
        unrated: row.try_get("", "unrated")?,
        sheets: row.try_get("", "sheets")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

/// One cycle.
pub async fn cycle_by_id(db: &impl Conn, id: CycleId) -> Result<Option<Cycle>, StoreError> {
    let sql = format!("SELECT {CYCLE} FROM rating_cycle WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(cycle).transpose()
}

/// The cycles that were not cancelled, of the areas that a place lies in, whose period holds a day.
pub async fn cycles_on(
    db: &impl Conn,
    place: &ScopePath,
    on: NaiveDate,
) -> Result<Vec<Cycle>, StoreError> {
    let sql = format!(
        "SELECT {CYCLE} FROM rating_cycle WHERE district = $1 AND (street IS NULL OR street = $2) \
         AND first_on <= $3 AND last_on >= $3 AND state <> $4 ORDER BY id"
    );
    let values: [Value; 4] = [
        place.district.into(),
        place.street.into(),
        on.to_string().into(),
        CycleState::Cancelled.as_str().into(),
    ];
    all(db, &sql, values).await?.iter().map(cycle).collect()
}

impl Tx {
    /// One cycle, kept as it is until the unit of work ends.
    pub async fn hold_cycle(&self, id: CycleId) -> Result<Option<Cycle>, StoreError> {
        let hold = self.hold(" FOR UPDATE");
        let sql = format!("SELECT {CYCLE} FROM rating_cycle WHERE id = $1{hold}");
        one(self, &sql, [id.0.into()]).await?.as_ref().map(cycle).transpose()
    }

    /// The first cycle over a place and one of the days that takes no more findings, where there is one; the cycles stay
    /// where they are until the unit of work ends.
    pub async fn hold_closed(
        &self,
        place: &ScopePath,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Result<Option<CycleState>, StoreError> {
        let hold = self.hold(" FOR SHARE");
        let sql = format!(
            "SELECT state FROM rating_cycle WHERE district = $1 AND (street IS NULL OR street = $2) \
             AND first_on <= $4 AND last_on >= $3 AND state IN ('open', 'scoring', 'computed', 'disclosed', 'final') \
             ORDER BY id{hold}"
        );
        let values: [Value; 4] = [
            place.district.into(),
            place.street.into(),
            first.to_string().into(),
            last.to_string().into(),
        ];
        for row in all(self, &sql, values).await? {
            let state: CycleState = word(&row, "state")?;
            if !matches!(state, CycleState::Open | CycleState::Scoring) {
                return Ok(Some(state));
            }
        }
        Ok(None)
    }

    /// One cycle, for what is read and written together in it: nobody else changes it or its objections until the unit of
    /// work ends, and whoever waits for that begins again.
    pub async fn hold_disclosed(&self, id: CycleId) -> Result<Option<Cycle>, StoreError> {
        if self.conn().get_database_backend() == DbBackend::Postgres {
            let sql = "UPDATE rating_cycle SET version = version WHERE id = $1";
            execute(self, sql, [id.0.into()]).await?;
        }
        cycle_by_id(self, id).await
    }

    /// The cycles of a kind and period that were not cancelled, of the area, of one above it or below it; no other is
    /// planned in the district until the unit of work ends.
    pub async fn hold_cycles_beside(
        &self,
        area: &ScopePath,
        (kind, first_on): (CycleKind, NaiveDate),
    ) -> Result<Vec<CycleId>, StoreError> {
        if self.conn().get_database_backend() == DbBackend::Postgres {
            // Whoever waits here begins again once another has planned: a lock alone would leave them their old picture.
            let sql = "UPDATE area SET version = version WHERE key = $1";
            execute(self, sql, [area.district.into()]).await?;
        }
        let sql = "SELECT id FROM rating_cycle WHERE district = $1 AND kind = $2 AND first_on = $3 AND state <> $4 \
            AND (street IS NULL OR CAST($5 AS integer) IS NULL OR street = $5) ORDER BY id";
        let values: [Value; 5] = [
            area.district.into(),
            kind.as_str().into(),
            first_on.to_string().into(),
            CycleState::Cancelled.as_str().into(),
            area.street.into(),
        ];
        let rows = all(self, sql, values).await?;
        rows.iter().map(|row| Ok(CycleId(row.try_get("", "id")?))).collect()
    }
}
