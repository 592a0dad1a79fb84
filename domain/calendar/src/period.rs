//! The periods of the Civil Code (民法典 第二百条至第二百零四条), counted in calendar days.

use chrono::{Days, Months, NaiveDate};
use kernel::Moment;

use crate::{Calendar, reckon::onwards};

/// A period by the Gregorian calendar (art. 200).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Days(u32),
    Months(u32),
    Years(u32),
}

/// When the last day ends (art. 203): at 24:00, or when business closes where there are business hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    Midnight,
    Business,
}

impl Calendar {
    /// The last day of a period after the event: the day of the event is not counted (art. 201); the corresponding
    /// day of the last month, or its last day where it has none (art. 202); a rest day is put off to the next
    /// workday (art. 203). `None` beyond the calendar's reach.
    pub fn last_day(&self, event: NaiveDate, period: Period) -> Option<NaiveDate> {
        let last = match period {
            Period::Days(days) => event.checked_add_days(Days::new(u64::from(days))),
            Period::Months(months) => event.checked_add_months(Months::new(months)),
            Period::Years(years) => event.checked_add_months(Months::new(years.checked_mul(12)?)),
        };
        onwards(last?).find(|date| self.is_open(*date))
    }

    /// When a period after the event is over.
    pub fn end_of_period(&self, event: NaiveDate, period: Period, close: Close) -> Option<Moment> {
        let last = self.last_day(event, period)?;
        Some(match close {
            Close::Midnight => self.midnight_after(last),
            Close::Business => self.closing(last),
        })
    }
}
