//! Counting workdays (工作日): the wall time is kept.

use chrono::{NaiveDate, NaiveTime};
use kernel::Moment;

use crate::{Calendar, Pauses, Span, reckon::onwards};

impl Calendar {
    /// The date from `date` on, itself not counted, that is the `number`th open one.
    fn workday(&self, date: NaiveDate, number: u32) -> Option<NaiveDate> {
        let Some(skipped) = usize::try_from(number).ok()?.checked_sub(1) else { return Some(date) };
        onwards(date).skip(1).filter(|date| self.is_open(*date)).nth(skipped)
    }

    /// So many workdays on, at the same wall time; a start on a closed day counts from 00:00 of the next open day.
    /// `None` where that is farther away than [`crate::MAX_YEARS`].
    pub fn add_workdays(&self, start: Moment, number: u32) -> Option<Moment> {
        let local = self.zone.local(start);
        let (date, time) = match self.is_open(local.date()) {
            true if number == 0 => return Some(start),
            true => (local.date(), local.time()),
            false => (self.workday(local.date(), 1)?, NaiveTime::MIN),
        };
        Some(self.zone.moment(self.workday(date, number)?.and_time(time)))
    }

    /// The same, then moved on by the working time of each pause that began before the deadline of that time.
    pub fn add_workdays_then_pauses(
        &self,
        start: Moment,
        number: u32,
        pauses: &Pauses,
    ) -> Option<Moment> {
        let mut target = self.add_workdays(start, number)?;
        for Span { from, to } in pauses.spans() {
            if *to > start && *from < target {
                let lost = self.between((*from).max(start), *to, &Pauses::NONE)?;
                target =
                    if lost.is_zero() { target } else { self.add(target, lost, &Pauses::NONE)? };
            }
        }
        Some(target)
    }
}
