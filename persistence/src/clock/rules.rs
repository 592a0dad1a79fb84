//! Reading everything that clocks are measured by.

use ::calendar::Calendar;
use ::ticket::{Clockwork, Placed};
use kernel::CalendarId;

use super::policies;
use crate::{
    Conn, StoreError,
    calendar::{almanacs, years},
    sql::one,
};

/// The most policies and calendars that one deployment has.
const MOST: u64 = 10_000;

/// The sums of their versions, which grow with every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    policies: i64,
    calendars: i64,
}

/// What tells whether [`clockwork`] would read something else.
pub async fn clockwork_mark(db: &impl Conn) -> Result<Mark, StoreError> {
    let sql = "SELECT (SELECT CAST(COALESCE(SUM(version), 0) AS bigint) FROM clock_policy) AS policies, \
        (SELECT CAST(COALESCE(SUM(version), 0) AS bigint) FROM calendar) AS calendars";
    let row = one(db, sql, []).await?.ok_or(StoreError::Corrupt("calendar"))?;
    Ok(Mark { policies: row.try_get("", "policies")?, calendars: row.try_get("", "calendars")? })
}

/// All policies, and all calendars with what they lie over.
pub async fn clockwork(db: &impl Conn) -> Result<Clockwork, StoreError> {
    let policies = policies(db, None, MOST).await?;
    // Oldest first: that of everywhere, and each before those that lie over it.
    let mut almanacs = almanacs(db, None, MOST).await?;
    almanacs.reverse();
    let mut calendars: Vec<Placed> = Vec::with_capacity(almanacs.len());
    for almanac in almanacs {
        let years = years(db, almanac.id).await?;
        let over = almanac.parent_id.and_then(|id| of(&calendars, id));
        let calendar = almanac.calendar(over.cloned(), years.iter());
        let calendar = calendar.map_err(|_| StoreError::Corrupt("calendar"))?;
        let (id, version, path) = (almanac.id, almanac.version, almanac.path);
        calendars.push(Placed { id, version, path, calendar });
    }
    Ok(Clockwork { policies, calendars })
}

fn of(calendars: &[Placed], CalendarId(id): CalendarId) -> Option<&Calendar> {
    let same = |placed: &&Placed| placed.id.0 == id;
    calendars.iter().find(same).map(|placed| &placed.calendar)
}
