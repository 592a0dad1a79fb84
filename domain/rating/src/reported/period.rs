//! For which time a figure is reported.

use chrono::{Datelike as _, NaiveDate};
use kernel::{Fault, Refusal, Refused};

use crate::Period;

/// Years back for which figures are reported: house default.
const YEARS_BACK: i32 = 2;

/// A quarter of a year, or the year, that is over and not long ago.
///
/// # Errors
/// `validation_failed` at `year` or `quarter`.
pub fn period_over((year, quarter): (i32, Option<u32>), today: NaiveDate) -> Refused<Period> {
    let field = if quarter.is_some() { "quarter" } else { "year" };
    let wrong = |field: &str| Refusal::field(field, Fault::Range);
    if !(today.year() - YEARS_BACK..=today.year()).contains(&year) {
        return Err(wrong("year"));
    }
    let period = Period::of(year, quarter).ok_or_else(|| wrong(field))?;
    if period.last < today { Ok(period) } else { Err(wrong(field)) }
}
