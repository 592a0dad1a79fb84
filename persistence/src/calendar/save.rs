//! Saving calendars: a new one of an area, and a year proposed or approved, each with its journal entry.

use ::calendar::{Almanac, Year, YearChange};
use access::{Level, ScopePath};
use kernel::CalendarId;
use sea_orm::Value;
use serde_json::json;

use super::read::{COLUMNS, YEAR};
use crate::{
    Entry, StoreError, Tx,
    batch::Batch,
    journal::stale,
    sql::{change, execute, one},
};

impl Tx {
    /// Adds the calendar of an area, whose first change comes in the same unit of work. `Stale` where it was added
    /// meanwhile.
    pub async fn create_almanac(&self, new: &Almanac) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO calendar ({COLUMNS}, area) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        );
        let values: Vec<Value> = vec![
            new.id.0.into(),
            new.parent_id.map(|id| id.0).into(),
            new.name.clone().into(),
            new.zone.clone().into(),
            written(new.hours.as_ref()),
            new.path.district.into(),
            new.path.street.into(),
            new.path.community.into(),
            new.version.into(),
            new.updated_at.timestamp_millis().into(),
            narrowest(&new.path).into(),
        ];
        match execute(self, &sql, values).await {
            Err(StoreError::Taken(_)) => Err(StoreError::Stale),
            other => other.map(|_| ()),
        }
    }

    /// The number that the next year put forward gets.
    pub async fn next_year_number(&self, id: CalendarId) -> Result<i32, StoreError> {
        let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM calendar_year WHERE calendar_id = $1";
        let row = one(self, sql, [id.0.into()]).await?;
        Ok(row.ok_or(StoreError::Corrupt("calendar_year"))?.try_get("", "number")?)
    }

    /// Saves a year proposed or approved, in place of the one that stood so before. `Stale` where the calendar
    /// changed meanwhile.
    pub async fn put_year(&self, done: &YearChange) -> Result<(), StoreError> {
        let (calendar, year) = (&done.after, &done.year);
        let sql = "UPDATE calendar SET hours = $2, version = $3, updated_at = $4 \
            WHERE id = $1 AND version = $3 - 1";
        let values: [Value; 4] = [
            calendar.id.0.into(),
            written(calendar.hours.as_ref()),
            calendar.version.into(),
            calendar.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await?;
        let mut batch = Batch::of(self);
        let replaced = "UPDATE calendar_year SET state = 'replaced' \
            WHERE calendar_id = $1 AND year = $2 AND state = $3 AND number <> $4";
        let same: [Value; 4] = [
            calendar.id.0.into(),
            year.year.into(),
            year.state.as_str().into(),
            year.number.into(),
        ];
        batch.add(replaced, same);
        let sql = format!(
            "INSERT INTO calendar_year (calendar_id, {YEAR}) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             ON CONFLICT (calendar_id, number) DO UPDATE SET state = excluded.state, \
             approved_by = excluded.approved_by, approved_at = excluded.approved_at"
        );
        batch.add(sql, values_of(calendar.id, year));
        batch.enter(&entry(done))?;
        batch.run(self).await.map_err(stale)
    }
}

fn written<T: serde::Serialize>(value: Option<&T>) -> Value {
    value.map(|value| serde_json::to_string(value).unwrap_or_default()).into()
}

fn narrowest(path: &ScopePath) -> Option<i32> {
    [Level::Community, Level::Street, Level::District].into_iter().find_map(|level| path.at(level))
}

fn values_of(calendar: CalendarId, year: &Year) -> Vec<Value> {
    vec![
        calendar.0.into(),
        year.number.into(),
        year.year.into(),
        year.state.as_str().into(),
        written(Some(&year.days)),
        written(year.hours.as_ref()),
        year.source_no.clone().into(),
        year.source_url.clone().into(),
        year.proposed_by.map(|id| id.0).into(),
        year.proposed_at.timestamp_millis().into(),
        year.approved_by.map(|id| id.0).into(),
        year.approved_at.map(|at| at.timestamp_millis()).into(),
    ]
}

fn entry(done: &YearChange) -> Entry {
    let (after, year) = (&done.after, &done.year);
    let entry = Entry::of(&done.permit, after.id, after.version, done.at, after.path);
    let detail = json!({
        "year": year.year, "number": year.number, "source_no": year.source_no,
        "source_url": year.source_url, "days": year.days.len(), "hours": year.hours,
    });
    Entry { to: Some(year.state.as_str()), detail, ..entry }
}
