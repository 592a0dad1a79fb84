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
    fn of(year: i32, (month, months): (u32, u32)) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| YEARS.contains(&year))?;
        let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
        Some(Self { first, last })
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
        let months = match quarter {
            None => Some((1, 12)),
            Some("1") => Some((1, 3)),
            Some("2") => Some((4, 3)),
            Some("3") => Some((7, 3)),
            Some("4") => Some((10, 3)),
            Some(_) => None,
        };
        let named = year.parse().ok().filter(|_| digits).zip(months);
        named.and_then(|(year, months)| Self::of(year, months)).ok_or(UnknownWord("Period"))
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let year = self.first.year();
        if self.last.month0() - self.first.month0() == 11 {
            return write!(f, "{year}");
        }
        write!(f, "{year}-Q{}", self.first.month0() / 3 + 1)
    }
}
