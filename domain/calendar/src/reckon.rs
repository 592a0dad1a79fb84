//! Adding, subtracting and measuring working time.

use chrono::{Days, NaiveDate, TimeDelta};
use kernel::Moment;

use crate::{Calendar, Pauses, Span};

/// The farthest that a deadline lies from its start, and the longest stretch that is measured.
pub const MAX_YEARS: u16 = 20;
const MAX_DAYS: usize = 366 * MAX_YEARS as usize;

/// Whether a moment lies between 1970 and 2200, where nothing can run over.
pub fn in_reach(at: Moment) -> bool {
    (0..7_258_118_400).contains(&at.timestamp())
}

/// Dates on from `first`, as many as are ever looked at.
pub(crate) fn onwards(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take(MAX_DAYS)
}

impl Calendar {
    fn date(&self, at: Moment) -> NaiveDate {
        self.zone.local(at).date()
    }

    /// The moment at which so much working time has passed; exactly on closing time it stays there. `None` where
    /// that is farther away than [`MAX_YEARS`].
    pub fn add(&self, start: Moment, amount: TimeDelta, pauses: &Pauses) -> Option<Moment> {
        let mut left = amount;
        let first = self.date(start).checked_sub_days(Days::new(1))?;
        for date in onwards(first) {
            for Span { from, to } in self.free(date, pauses) {
                let from = from.max(start);
                if to < from {
                    continue;
                }
                if left <= to - from {
                    return Some(from + left);
                }
                left -= to - from;
            }
        }
        None
    }

    /// The moment before which so much working time lies up to `end`; exactly on opening time it stays there.
    pub fn subtract(&self, end: Moment, amount: TimeDelta, pauses: &Pauses) -> Option<Moment> {
        let mut left = amount;
        let mut date = self.date(end);
        for _ in 0..MAX_DAYS {
            for Span { from, to } in self.free(date, pauses).into_iter().rev() {
                let to = to.min(end);
                if to < from {
                    continue;
                }
                if left <= to - from {
                    return Some(to - left);
                }
                left -= to - from;
            }
            date = date.pred_opt()?;
        }
        None
    }

    /// The working time from one moment to a later one; `None` where they lie farther apart than [`MAX_YEARS`].
    pub fn between(&self, from: Moment, to: Moment, pauses: &Pauses) -> Option<TimeDelta> {
        let (first, last) = (self.date(from), self.date(to));
        let days = usize::try_from(last.signed_duration_since(first).num_days()).ok()?;
        if days >= MAX_DAYS {
            return None;
        }
        let spans = onwards(first).take(days + 1).flat_map(|date| self.free(date, pauses));
        let inside = spans.map(|span| span.to.min(to) - span.from.max(from));
        Some(inside.filter(|part| *part > TimeDelta::zero()).sum())
    }
}
