//! For which time a figure is reported: a whole quarter, or a whole year.

use chrono::{Datelike as _, Months, NaiveDate};
use kernel::{Fault, Refusal, Refused};

/// Years back for which figures are reported: house default.
const YEARS_BACK: i32 = 2;

/// A whole quarter or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReportedPeriod {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl ReportedPeriod {
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

    /// The same, where it is over and not long ago.
    ///
    /// # Errors
    /// `validation_failed` at `year` or `quarter`.
    pub fn told(year: i32, quarter: Option<u32>, today: NaiveDate) -> Refused<Self> {
        let field = if quarter.is_some() { "quarter" } else { "year" };
        let wrong = |field: &str| Refusal::field(field, Fault::Range);
        if !(today.year() - YEARS_BACK..=today.year()).contains(&year) {
            return Err(wrong("year"));
        }
        let period = Self::of(year, quarter).ok_or_else(|| wrong(field))?;
        if period.last < today { Ok(period) } else { Err(wrong(field)) }
    }

    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// From 1 to 4; `None` of a year.
    pub fn quarter(self) -> Option<u32> {
        let whole = Self::of(self.year(), None) == Some(self);
        (!whole).then(|| self.first.month0() / 3 + 1)
    }
}
