//! A clock: when it started, by when, how long it stood still, and what follows next.

use calendar::{Calendar, Pauses, Span};
use chrono::TimeDelta;
use kernel::{CalendarId, ClockPolicyId, Moment, OrganizationId};

use super::{ClockKind, ClockUnit, Level, Limit};
use crate::Kind;

/// A stretch during which a clock stood still, or stands still yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    pub from: Moment,
    pub to: Option<Moment>,
}

/// One clock of a ticket, running or stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub kind: ClockKind,
    /// From 1 for each kind; that of the supervision for an answer to it.
    pub number: i32,
    /// The department of which it is expected, where it was called by a whistle.
    pub unit: Option<OrganizationId>,
    /// With its version; none where the usual limit holds.
    pub policy: Option<(ClockPolicyId, i32)>,
    /// With its version.
    pub calendar: (CalendarId, i32),
    /// None where people set the date.
    pub limit: Option<Limit>,
    pub levels: Vec<Level>,
    pub started_at: Moment,
    pub target_at: Moment,
    /// A year that the target or the next level depends on and whose holidays are not known.
    pub provisional: Option<i32>,
    pub pauses: Vec<Pause>,
    pub stopped_at: Option<Moment>,
    /// The action that stopped it.
    pub stopped_by: Option<String>,
    /// Whether it was kept; none while it runs, and where it was dropped in time.
    pub met: Option<bool>,
    /// The number of levels that were reached.
    pub reached: i32,
    pub next_fire_at: Option<Moment>,
}

impl Clock {
    pub fn runs(&self) -> bool {
        self.stopped_at.is_none()
    }

    pub fn is_paused(&self) -> bool {
        self.runs() && self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// The level that comes next.
    pub fn next_level(&self) -> Option<Level> {
        usize::try_from(self.reached).ok().and_then(|at| self.levels.get(at)).copied()
    }

    fn paused(&self) -> Pauses {
        let ended = self.pauses.iter().filter_map(|p| p.to.map(|to| Span { from: p.from, to }));
        ended.collect()
    }

    /// Sets the target by the limit, and when the next level is reached. A target that people set stays.
    pub(super) fn measure(&mut self, working: &Calendar) {
        let pauses = self.paused();
        if let Some(limit) = self.limit {
            let target = target(working, limit, self.started_at, &pauses);
            self.target_at = target.unwrap_or(self.target_at);
        }
        self.aim(working);
    }

    /// Sets when the next level is reached, and whether holidays that matter are not known yet.
    pub(super) fn aim(&mut self, working: &Calendar) {
        let level = self.next_level().filter(|_| self.runs() && !self.is_paused());
        self.next_fire_at = level.and_then(|level| self.level_at(level, working));
        let counts = self.limit.is_some_and(|limit| limit.unit != ClockUnit::Minutes);
        let until = self.next_fire_at.unwrap_or(self.target_at).max(self.target_at);
        let years = working.unknown_years(self.started_at, until);
        self.provisional = years.first().copied().filter(|_| counts);
    }

    /// When so much of the time has passed; the time beyond the target runs on after it.
    pub fn level_at(&self, level: Level, working: &Calendar) -> Option<Moment> {
        let whole = Calendar::around_the_clock();
        let counts = self.limit.is_some_and(|limit| limit.unit != ClockUnit::Minutes);
        let calendar = if counts { working } else { &whole };
        let pauses = if self.limit.is_some() { self.paused() } else { Pauses::NONE };
        let total =
            calendar.between(self.started_at, self.target_at.max(self.started_at), &pauses)?;
        let part = |percent: i32| {
            TimeDelta::milliseconds(total.num_milliseconds() * i64::from(percent) / 100)
        };
        match level.percent {
            100 => Some(self.target_at),
            percent if percent < 100 => calendar.add(self.started_at, part(percent), &pauses),
            percent => calendar.add(self.target_at, part(percent - 100), &pauses),
        }
    }

    /// Stops it. Done in time it was met; dropped in time it was neither kept nor broken.
    pub(super) fn stop(&mut self, at: Moment, by: &str, done: bool) {
        let late = at > self.target_at && !self.is_paused();
        if let Some(open) = self.pauses.last_mut().filter(|pause| pause.to.is_none()) {
            open.to = Some(at);
        }
        self.stopped_at = Some(at);
        self.stopped_by = Some(by.to_owned());
        self.met = if done || late { Some(!late) } else { None };
        self.next_fire_at = None;
    }

    pub(crate) fn pause(&mut self, at: Moment) {
        if self.runs() && !self.is_paused() {
            self.pauses.push(Pause { from: at, to: None });
            self.next_fire_at = None;
        }
    }

    /// When the longest time that the province allows for the kind is over, its pauses kept.
    pub(super) fn latest(&self, kind: Kind, working: &Calendar) -> Option<Moment> {
        target(working, Limit::highest(kind), self.started_at, &self.paused())
    }

    /// Puts the target off to a date that people set; never to an earlier one. What follows a target that is missed
    /// follows the new one.
    pub(super) fn extend(&mut self, until: Moment, working: &Calendar) {
        if until > self.target_at {
            (self.target_at, self.limit) = (until, None);
            let warnings = self.levels.iter().filter(|level| level.percent < 100).count();
            self.reached = self.reached.min(i32::try_from(warnings).unwrap_or(0));
            self.aim(working);
        }
    }

    pub(crate) fn resume(&mut self, at: Moment, working: &Calendar) {
        if let Some(open) = self.pauses.last_mut().filter(|pause| pause.to.is_none()) {
            let at = at.max(open.from);
            let lost = at - open.from;
            open.to = Some(at);
            // A date that people set is put off by the time itself.
            if self.limit.is_none() {
                self.target_at += lost;
            }
            self.measure(working);
        }
    }
}

/// When the time of a limit is over.
pub(super) fn target(
    working: &Calendar,
    limit: Limit,
    start: Moment,
    pauses: &Pauses,
) -> Option<Moment> {
    let minutes = TimeDelta::minutes(i64::from(limit.amount));
    match limit.unit {
        ClockUnit::Minutes => Calendar::around_the_clock().add(start, minutes, pauses),
        ClockUnit::WorkingMinutes => working.add(start, minutes, pauses),
        ClockUnit::Workdays => {
            working.add_workdays_then_pauses(start, u32::try_from(limit.amount).ok()?, pauses)
        }
    }
}
