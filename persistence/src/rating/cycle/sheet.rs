//! One sheet with where its cycle stands, and all of a cycle or an estate.

use ::rating::cycle::{Document, RuledSheet, Sheet, Signature};
use kernel::{CycleId, OrganizationId, SchemeId, SheetId, Uuid};
use sea_orm::QueryResult;

use super::subjects::facts;
use crate::{
    Conn, StoreError, Tx,
    place::date,
    sql::{all, moment, moment_or_none, one, path, word, word_or_none},
};

/// What [`sheet`] reads of a sheet `s`, its cycle `c` and its estate in the cycle `e`.
pub(super) const COLUMNS: &str = "s.id, s.cycle_id, c.state AS cycle_state, c.scheme_id, c.last_on, e.facts, \
    s.enterprise_id, s.evaluator, s.acting, s.district, s.street, s.community, s.grid, s.estate, s.state, s.document, \
    s.due, s.reminded_at, s.late_at, s.filled_by, s.signed_by, s.signed_role, s.signed_at, s.ruling, s.ruling_reason, \
    s.ruled_by, s.ruled_role, s.ruled_at, s.version, s.updated_at";
pub(super) const FROM: &str = "rating_sheet s JOIN rating_cycle c ON c.id = s.cycle_id \
    JOIN rating_subject e ON e.cycle_id = s.cycle_id AND e.estate = s.estate";

pub(super) fn sheet(row: &QueryResult) -> Result<Sheet, StoreError> {
    let text: String = row.try_get("", "document")?;
    let document: Document =
        serde_json::from_str(&text).map_err(|_| StoreError::Corrupt("rating_sheet.document"))?;
    Ok(Sheet {
        id: SheetId(row.try_get("", "id")?),
        cycle: CycleId(row.try_get("", "cycle_id")?),
        cycle_state: word(row, "cycle_state")?,
        scheme: SchemeId(row.try_get("", "scheme_id")?),
        last_on: date(row, "last_on")?,
        facts: facts(row)?,
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        evaluator: word(row, "evaluator")?,
        acting: row.try_get("", "acting")?,
        path: path(row)?,
        state: word(row, "state")?,
        document,
        due: moment(row, "due")?,
        reminded_at: moment_or_none(row, "reminded_at")?,
        late_at: moment_or_none(row, "late_at")?,
        filled_by: row.try_get("", "filled_by")?,
        signed: signature(row)?,
        ruled: ruled(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn signature(row: &QueryResult) -> Result<Option<Signature>, StoreError> {
    let by: Option<Uuid> = row.try_get("", "signed_by")?;
    let (role, at) = (word_or_none(row, "signed_role")?, moment_or_none(row, "signed_at")?);
    let all = by.zip(role).zip(at);
    Ok(all.map(|((by, role), at)| Signature { by, role, at }))
}

fn ruled(row: &QueryResult) -> Result<Option<RuledSheet>, StoreError> {
    let (by, reason): (Option<Uuid>, Option<String>) =
        (row.try_get("", "ruled_by")?, row.try_get("", "ruling_reason")?);
    let (role, at) = (word_or_none(row, "ruled_role")?, moment_or_none(row, "ruled_at")?);
    let (ruling, who) = (word_or_none(row, "ruling")?, by.zip(role).zip(at));
    Ok(match (ruling, reason, who) {
        (Some(ruling), Some(reason), Some(((by, role), at))) => {
            Some(RuledSheet { ruling, reason, by, role, at })
        }
        _ => None,
    })
}

/// One sheet.
pub async fn sheet_by_id(db: &impl Conn, id: SheetId) -> Result<Option<Sheet>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE s.id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(sheet).transpose()
}

/// Every sheet of a cycle, by estate and evaluator.
pub async fn sheets_of_cycle(db: &impl Conn, cycle: CycleId) -> Result<Vec<Sheet>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE s.cycle_id = $1 ORDER BY s.estate, s.evaluator"
    );
    all(db, &sql, [cycle.0.into()]).await?.iter().map(sheet).collect()
}

/// The sheets of one estate in a cycle, by evaluator.
pub async fn sheets_of_estate(
    db: &impl Conn,
    cycle: CycleId,
    estate: i32,
) -> Result<Vec<Sheet>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE s.cycle_id = $1 AND s.estate = $2 ORDER BY s.evaluator"
    );
    all(db, &sql, [cycle.0.into(), estate.into()]).await?.iter().map(sheet).collect()
}

/// How many sheets of a cycle are neither signed nor gone on without.
pub async fn unsettled_sheets(db: &impl Conn, cycle: CycleId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS many FROM rating_sheet WHERE cycle_id = $1 \
        AND state NOT IN ('signed', 'absent')";
    let row = one(db, sql, [cycle.0.into()]).await?.ok_or(StoreError::Corrupt("rating_sheet"))?;
    Ok(row.try_get("", "many")?)
}

impl Tx {
    /// One sheet whose cycle stays where it is until the unit of work ends.
    pub async fn hold_sheet(&self, id: SheetId) -> Result<Option<Sheet>, StoreError> {
        let hold = self.hold(" FOR SHARE OF c");
        let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE s.id = $1{hold}");
        one(self, &sql, [id.0.into()]).await?.as_ref().map(sheet).transpose()
    }
}
