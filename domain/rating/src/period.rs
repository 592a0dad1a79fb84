//! What is rated at once: a quarter or a year.

use std::str::FromStr;

use chrono::{Datelike as _, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone as _};
use kernel::{Moment, UnknownWord};

/// Whole months, in China's one time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// The years that can be named.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

impl Period {
    /// A quarter from 1 to 4 of a year, or the year; `None` where there is no such.
    pub fn of(year: i32, quarter: Option<u32>) -> Option<Self> {
        let (month, months) = match quarter {
            None => (1, 12),
            Some(quarter @ 1..=4) => (quarter * 3 - 2, 3),
            Some(_) => return None,
        };
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
        Some(Self { first, last })
    }

    pub fn year(&self) -> i32 {
        self.first.year()
    }

    /// From 1 to 4; `None` of a year.
    pub fn quarter(&self) -> Option<u32> {
        let whole = self.last.month0() - self.first.month0() == 11;
        (!whole).then(|| self.first.month0() / 3 + 1)
    }

    /// When it begins.
    pub fn begins(&self) -> Moment {
        midnight(self.first)
    }

    /// The first moment after it.
    pub fn ends(&self) -> Moment {
        midnight(self.last.succ_opt().unwrap_or(self.last))
    }
}

fn midnight(on: NaiveDate) -> Moment {
    let at = on.and_time(NaiveTime::MIN);
    let china =
        FixedOffset::east_opt(8 * 3600).and_then(|zone| zone.from_local_datetime(&at).single());
    china.map_or_else(|| at.and_utc(), |at| at.to_utc())
}

impl FromStr for Period {
    type Err = UnknownWord;

    /// `2026-Q3`, or `2026`.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let (year, quarter) = match text.split_once("-Q") {
            Some((year, quarter)) => (year, Some(quarter)),
            None => (text, None),
        };
        let digits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let quarter = match quarter {
            None => Some(None),
            Some("1") => Some(Some(1)),
            Some("2") => Some(Some(2)),
            Some("3") => Some(Some(3)),
            Some("4") => Some(Some(4)),
            Some(_) => None,
        };
        let year = year.parse().ok().filter(|year| digits && YEARS.contains(year));
        let named = year.zip(quarter).and_then(|(year, quarter)| Self::of(year, quarter));
        named.ok_or(UnknownWord("Period"))
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.quarter() {
            None => write!(f, "{}", self.year()),
            Some(quarter) => write!(f, "{}-Q{quarter}", self.year()),
        }
    }
}
