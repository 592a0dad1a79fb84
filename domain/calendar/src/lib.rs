//! Working time (工作时间): windows, holidays, make-up workdays, and deadlines with pauses.
//!
//! A deadline that falls exactly on closing time stays there. A workday clock keeps the wall time, and a start on a
//! closed day counts from 00:00 of the next open day.

mod almanac;
mod asked;
mod open;
mod pauses;
mod period;
mod reckon;
mod rules;
mod window;
mod workdays;
mod written;
mod zone;

pub use almanac::{Almanac, Desk, MAX_DAYS_OF_YEAR, Proposal, Year, YearChange, YearState};
pub use asked::{Asked, MAX_PAUSES, Op, Told};
pub use open::Calendar;
pub use pauses::{Pauses, Span};
pub use period::{Close, Period};
pub use reckon::{MAX_YEARS, in_reach};
pub use rules::{Day, DayKind, DayRule};
pub use window::{MAX_WINDOWS, Week, Window};
pub use written::{Hours, MAX_DAYS_LISTED, Written};
pub use zone::Zone;

#[cfg(test)]
mod tests;
