//! The period of a cycle: a whole quarter or a whole year of the calendar.

use chrono::{Datelike, Months, NaiveDate};

use super::CycleKind;

impl CycleKind {
    const fn months(self) -> u32 {
        match self {
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The last day of the period that begins on a day; `None` where none begins then.
    pub fn last_of(self, first: NaiveDate) -> Option<NaiveDate> {
        let begins = first.day() == 1 && first.month0().is_multiple_of(self.months());
        let after = first.checked_add_months(Months::new(self.months()))?;
        after.pred_opt().filter(|_| begins)
    }

    /// The first day of the period that a day lies in.
    pub fn first_of(self, on: NaiveDate) -> NaiveDate {
        let month0 = on.month0() - on.month0() % self.months();
        on.with_day(1).and_then(|on| on.with_month0(month0)).unwrap_or(on)
    }
}
