//! Vectors of other systems, an oracle that goes minute by minute, and the Civil Code.

mod boundaries;
mod oracle;
mod periods;
mod vectors;
mod writing;

use chrono::NaiveDateTime;
use kernel::Moment;

use crate::{Calendar, Written};

/// A wall time of the calendar such as `2026-02-13T16:00`, or with `Z` a moment.
fn at(calendar: &Calendar, text: &str) -> Moment {
    let (local, utc) = text.strip_suffix('Z').map_or((text, false), |text| (text, true));
    let seconds = if local.len() == 16 { ":00" } else { "" };
    let local: NaiveDateTime = format!("{local}{seconds}").parse().unwrap();
    if utc { local.and_utc() } else { calendar.zone.moment(local) }
}

/// The calendar of the vectors' file that has this name.
fn named(name: &str) -> Calendar {
    let file: serde_json::Value = serde_json::from_str(vectors::FILE).unwrap();
    let written: Written = serde_json::from_value(file["calendars"][name].clone()).unwrap();
    written.read("").unwrap()
}
