//! The zone that a calendar's wall clock shows: a fixed offset, or a place of the IANA database.

use std::{fmt, str::FromStr};

use chrono::{FixedOffset, LocalResult, NaiveDateTime, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use kernel::Moment;

/// The longest gap that a wall clock ever made, in minutes: a day.
const LONGEST_GAP: i64 = 24 * 60;

/// A zone, never that of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    Fixed(FixedOffset),
    Named(Tz),
}

/// The text is neither an offset such as `+08:00` nor a name of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoZone;

impl Zone {
    /// What the wall clock shows.
    pub fn local(self, at: Moment) -> NaiveDateTime {
        match self {
            Self::Fixed(offset) => at.with_timezone(&offset).naive_local(),
            Self::Named(zone) => at.with_timezone(&zone).naive_local(),
        }
    }

    /// When the wall clock shows `local`: where it shows it twice the first time, where it leaps over it the moment
    /// of the leap. Never goes back as `local` goes on.
    pub fn moment(self, local: NaiveDateTime) -> Moment {
        let first = |local: NaiveDateTime| match self {
            Self::Fixed(offset) => Some((local - offset).and_utc()),
            Self::Named(zone) => match zone.from_local_datetime(&local) {
                LocalResult::Single(at) => Some(at.to_utc()),
                LocalResult::Ambiguous(first, second) => Some(first.min(second).to_utc()),
                LocalResult::None => None,
            },
        };
        let after = |minutes| first(local + TimeDelta::minutes(minutes));
        let found = (0..=LONGEST_GAP).find_map(|minutes| after(minutes).map(|at| (minutes, at)));
        let (skipped, at) = found.unwrap_or((0, local.and_utc()));
        // The first minute after a leap that was looked for from within it lies on the leap itself.
        if skipped == 0 { at } else { at - TimeDelta::seconds(seconds_past_minute(at)) }
    }
}

fn seconds_past_minute(at: Moment) -> i64 {
    at.timestamp().rem_euclid(60)
}

impl FromStr for Zone {
    type Err = NoZone;

    fn from_str(text: &str) -> Result<Self, NoZone> {
        if text.starts_with(['+', '-']) {
            let whole = text.len() == 6;
            return text.parse().ok().filter(|_| whole).map(Self::Fixed).ok_or(NoZone);
        }
        if text == "Z" {
            return Ok(Self::Fixed(chrono::Utc.fix()));
        }
        text.parse().map(Self::Named).map_err(|_| NoZone)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(offset) => offset.fmt(f),
            Self::Named(zone) => f.write_str(zone.name()),
        }
    }
}
