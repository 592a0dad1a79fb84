//! When a day is open: windows of the wall clock, several a day, up to 24:00.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use kernel::{Fault, Moment, Refusal, Refused};

use crate::{Span, Zone};

/// The most windows of one day.
pub const MAX_WINDOWS: usize = 8;
const DAY: u16 = 24 * 60;

/// An open part of a day, in minutes since midnight; the end may be 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    from: u16,
    to: u16,
}

impl Window {
    /// From two texts such as `09:00` and `24:00`, the first before the second.
    pub fn read(from: &str, to: &str) -> Option<Self> {
        let (from, to) = (minutes(from)?, minutes(to)?);
        (from < to).then_some(Self { from, to })
    }

    /// As it is written: `["09:00", "12:00"]`.
    pub fn written(self) -> [String; 2] {
        [self.from, self.to].map(|at| format!("{:02}:{:02}", at / 60, at % 60))
    }

    /// When it is open on this date.
    pub(crate) fn on(self, date: NaiveDate, zone: Zone) -> Span {
        let at = |minutes: u16| -> Moment {
            let midnight = date.and_time(NaiveTime::MIN);
            zone.moment(midnight + TimeDelta::minutes(i64::from(minutes)))
        };
        Span { from: at(self.from), to: at(self.to) }
    }
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let plain = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(hours) || !plain(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let at = hours * 60 + minutes;
    (minutes < 60 && at <= DAY).then_some(at)
}

/// The windows in order. `at` is where they stand in the request: too many, one that is none, or two that overlap.
pub(crate) fn windows(written: &[[String; 2]], at: &str) -> Refused<Vec<Window>> {
    if written.len() > MAX_WINDOWS {
        return Err(Refusal::field(at, Fault::Length));
    }
    let mut read = Vec::with_capacity(written.len());
    for (number, [from, to]) in written.iter().enumerate() {
        let window = Window::read(from, to);
        read.push(window.ok_or_else(|| Refusal::field(format!("{at}/{number}"), Fault::Format))?);
    }
    read.sort_by_key(|window| window.from);
    let apart = read.iter().zip(read.iter().skip(1)).all(|(one, next)| one.to <= next.from);
    if apart { Ok(read) } else { Err(Refusal::field(at, Fault::Order)) }
}

/// The usual windows, by weekday.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Week {
    days: [Vec<Window>; 7],
}

impl Week {
    pub(crate) fn of(days: [Vec<Window>; 7]) -> Self {
        Self { days }
    }

    pub(crate) fn whole() -> Self {
        Self { days: std::array::from_fn(|_| vec![Window { from: 0, to: DAY }]) }
    }

    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }

    pub(crate) fn on(&self, date: NaiveDate) -> &[Window] {
        self.day(date.weekday())
    }

    fn day(&self, weekday: Weekday) -> &[Window] {
        let found = usize::try_from(weekday.num_days_from_monday()).ok();
        found.and_then(|at| self.days.get(at)).map_or(&[], Vec::as_slice)
    }

    /// What a make-up workday (调休上班) has: the windows of its own weekday, else of the first one with any.
    pub(crate) fn made_up(&self, date: NaiveDate) -> &[Window] {
        let own = self.on(date);
        if !own.is_empty() {
            return own;
        }
        self.days.iter().find(|windows| !windows.is_empty()).map_or(&[], Vec::as_slice)
    }
}

/// The day after; the last day of all stays where it is.
pub(crate) fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}
