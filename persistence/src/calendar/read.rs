//! Reading calendars: one, a page of them, and one with everything that it lies over.

use ::calendar::{Almanac, Calendar, Year, YearState};
use kernel::{AccountId, CalendarId, Uuid};
use sea_orm::QueryResult;
use serde::de::DeserializeOwned;

use crate::{
    Conn, StoreError, Tx,
    sql::{all, moment, moment_or_none, one, path, word},
};

pub(super) const COLUMNS: &str =
    "id, parent_id, name, zone, hours, district, street, community, version, updated_at";
pub(super) const YEAR: &str = "number, year, state, days, hours, source_no, source_url, proposed_by, \
    proposed_at, approved_by, approved_at";
/// Everywhere, district, street, community.
const LEVELS: usize = 4;

/// A calendar with its years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub almanac: Almanac,
    pub years: Vec<Year>,
}

fn parsed<T: DeserializeOwned>(text: &str, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt(column))
}

fn hours(row: &QueryResult) -> Result<Option<::calendar::Hours>, StoreError> {
    let text: Option<String> = row.try_get("", "hours")?;
    text.map(|text| parsed(&text, "calendar.hours")).transpose()
}

fn read(row: &QueryResult) -> Result<Almanac, StoreError> {
    let parent: Option<Uuid> = row.try_get("", "parent_id")?;
    Ok(Almanac {
        id: CalendarId(row.try_get("", "id")?),
        parent_id: parent.map(CalendarId),
        name: row.try_get("", "name")?,
        zone: row.try_get("", "zone")?,
        hours: hours(row)?,
        path: path(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn year(row: &QueryResult) -> Result<Year, StoreError> {
    let by = |column: &str| -> Result<Option<AccountId>, StoreError> {
        let id: Option<Uuid> = row.try_get("", column)?;
        Ok(id.map(AccountId))
    };
    let days: String = row.try_get("", "days")?;
    Ok(Year {
        number: row.try_get("", "number")?,
        year: row.try_get("", "year")?,
        state: word(row, "state")?,
        days: parsed(&days, "calendar_year.days")?,
        hours: hours(row)?,
        source_no: row.try_get("", "source_no")?,
        source_url: row.try_get("", "source_url")?,
        proposed_by: by("proposed_by")?,
        proposed_at: moment(row, "proposed_at")?,
        approved_by: by("approved_by")?,
        approved_at: moment_or_none(row, "approved_at")?,
    })
}

/// One calendar.
pub async fn almanac(db: &impl Conn, id: CalendarId) -> Result<Option<Almanac>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM calendar WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

impl Tx {
    /// One calendar, kept as it is until the unit of work ends.
    pub async fn hold_almanac(&self, id: CalendarId) -> Result<Option<Almanac>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM calendar WHERE id = $1{}", self.hold(" FOR UPDATE"));
        one(self, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
    }
}

/// The calendar of everywhere with its years.
pub async fn national(db: &impl Conn) -> Result<Kept, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM calendar WHERE parent_id IS NULL");
    let row = one(db, &sql, []).await?.ok_or(StoreError::Corrupt("calendar"))?;
    let almanac = read(&row)?;
    let years = years(db, almanac.id).await?;
    Ok(Kept { almanac, years })
}

/// The calendar of an area, by the area's key.
pub async fn almanac_of_area(db: &impl Conn, area: i32) -> Result<Option<Almanac>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM calendar WHERE area = $1");
    one(db, &sql, [area.into()]).await?.as_ref().map(read).transpose()
}

/// Up to `limit` calendars after the one given, newest first: the order of a list that is paged.
pub async fn almanacs(
    db: &impl Conn,
    after: Option<CalendarId>,
    limit: u64,
) -> Result<Vec<Almanac>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM calendar WHERE id < $1 ORDER BY id DESC LIMIT $2");
    let after = after.map_or(Uuid::max(), |id| id.0);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    all(db, &sql, [after.into(), limit.into()]).await?.iter().map(read).collect()
}

/// The years of a calendar that are proposed or in force, in the order in which they were put forward.
pub async fn years(db: &impl Conn, id: CalendarId) -> Result<Vec<Year>, StoreError> {
    let sql = format!(
        "SELECT {YEAR} FROM calendar_year WHERE calendar_id = $1 AND state <> $2 ORDER BY number"
    );
    let values = [id.0.into(), YearState::Replaced.as_str().into()];
    all(db, &sql, values).await?.iter().map(year).collect()
}

/// A calendar with everything that it lies over: that of everywhere first, itself last.
pub async fn chain(db: &impl Conn, id: CalendarId) -> Result<Vec<Kept>, StoreError> {
    let mut chain: Vec<Kept> = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        if chain.len() == LEVELS {
            return Err(StoreError::Corrupt("calendar.parent_id"));
        }
        let Some(almanac) = almanac(db, id).await? else { break };
        next = almanac.parent_id;
        let years = years(db, id).await?;
        chain.push(Kept { almanac, years });
    }
    chain.reverse();
    Ok(chain)
}

impl Kept {
    /// The calendar that a chain comes to; `None` where it is empty.
    pub fn calendar(chain: &[Self]) -> Result<Option<Calendar>, StoreError> {
        chain.iter().try_fold(None, |parent, kept| {
            let calendar = kept.almanac.calendar(parent, kept.years.iter());
            calendar.map(Some).map_err(|_| StoreError::Corrupt("calendar"))
        })
    }
}
