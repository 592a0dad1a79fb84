//! A calendar: which windows are open on which date, and how far it is known.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, Offset as _};
use kernel::{Fault, Moment, Refusal, Refused};

use crate::{Pauses, Span, Week, Window, Zone, rules::Day};

/// Working time of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub zone: Zone,
    pub(crate) week: Week,
    pub(crate) days: BTreeMap<NaiveDate, Day>,
    /// The years whose holidays are in it; `None` where it is taken as it stands.
    pub(crate) years: Option<BTreeSet<i32>>,
}

impl Calendar {
    /// Refused at `at` where no day of the week is open.
    pub fn new(zone: Zone, week: Week, at: &str) -> Refused<Self> {
        if week.is_empty() {
            return Err(Refusal::field(at, Fault::NotAllowed));
        }
        Ok(Self { zone, week, days: BTreeMap::new(), years: None })
    }

    /// Always open, so that working time is time.
    pub fn around_the_clock() -> Self {
        let zone = Zone::Fixed(chrono::Utc.fix());
        Self { zone, week: Week::whole(), days: BTreeMap::new(), years: None }
    }

    /// With other windows on some dates, in place of what was there before.
    #[must_use]
    pub fn with_days(mut self, days: impl IntoIterator<Item = (NaiveDate, Day)>) -> Self {
        self.days.extend(days);
        self
    }

    /// With a year whose holidays are all in it; other years are provisional from now on.
    #[must_use]
    pub fn with_years(mut self, years: impl IntoIterator<Item = i32>) -> Self {
        self.years.get_or_insert_default().extend(years);
        self
    }

    /// The same place with another week, if one is given: a child calendar (街道、区级日历) on its parent.
    #[must_use]
    pub fn with_week(self, week: Option<Week>) -> Self {
        match week {
            Some(week) if !week.is_empty() => Self { week, ..self },
            _ => self,
        }
    }

    pub fn week(&self) -> &Week {
        &self.week
    }

    pub(crate) fn windows(&self, date: NaiveDate) -> &[Window] {
        match self.days.get(&date) {
            Some(Day::Off) => &[],
            Some(Day::Work) => self.week.made_up(date),
            Some(Day::Own(windows)) => windows,
            None => self.week.on(date),
        }
    }

    /// Whether anything of the date is working time.
    pub fn is_open(&self, date: NaiveDate) -> bool {
        !self.windows(date).is_empty()
    }

    /// Whether the moment is working time; closing time is not.
    pub fn is_working(&self, at: Moment) -> bool {
        let date = self.zone.local(at).date();
        let spans = self.windows(date).iter().map(|window| window.on(date, self.zone));
        spans.into_iter().any(|span| span.from <= at && at < span.to)
    }

    /// The open stretches of a date without its pauses, in order.
    pub(crate) fn free(&self, date: NaiveDate, pauses: &Pauses) -> Vec<Span> {
        let open = self.windows(date).iter().map(|window| window.on(date, self.zone));
        open.flat_map(|span| pauses.cut(span)).collect()
    }

    /// The last moment of a date's working time; 24:00 where there is none.
    pub(crate) fn closing(&self, date: NaiveDate) -> Moment {
        let last = self.windows(date).last().map(|window| window.on(date, self.zone).to);
        last.unwrap_or_else(|| self.midnight_after(date))
    }

    pub(crate) fn midnight_after(&self, date: NaiveDate) -> Moment {
        self.zone.moment(crate::window::next(date).and_time(chrono::NaiveTime::MIN))
    }

    pub fn knows(&self, year: i32) -> bool {
        self.years.as_ref().is_none_or(|years| years.contains(&year))
    }

    /// The years between two moments, in either order, whose holidays are not in it.
    pub fn unknown_years(&self, a: Moment, b: Moment) -> Vec<i32> {
        let year = |at| self.zone.local(at).year();
        (year(a.min(b))..=year(a.max(b))).filter(|year| !self.knows(*year)).collect()
    }
}
