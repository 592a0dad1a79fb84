//! Everything that clocks are measured by: the policies in force, and the calendars of the places.

use access::{Level as AreaLevel, ScopePath};
use calendar::{Calendar, Pauses};
use kernel::{CalendarId, Fault, Moment, OrganizationId, Refusal, Refused};

use super::{Clock, ClockKind, ClockPolicy, ClockUnit, Level, Limit, running::target};
use crate::{SupervisionKind, Ticket, WhistleState};

/// A calendar where it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub id: CalendarId,
    pub version: i32,
    pub path: ScopePath,
    pub calendar: Calendar,
}

/// Policies and calendars as they stand now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clockwork {
    pub policies: Vec<ClockPolicy>,
    /// That of everywhere, and those of areas.
    pub calendars: Vec<Placed>,
}

impl Clockwork {
    /// The calendar of the narrowest area that has one.
    pub fn calendar(&self, path: &ScopePath) -> Option<&Placed> {
        let depth =
            |at: &ScopePath| AreaLevel::ALL.iter().filter(|level| at.at(**level).is_some()).count();
        let here = self.calendars.iter().filter(|placed| {
            let holds = |level: &AreaLevel| {
                placed.path.at(*level).is_none_or(|key| path.at(*level) == Some(key))
            };
            AreaLevel::ALL.iter().all(holds)
        });
        here.max_by_key(|placed| depth(&placed.path))
    }

    /// Begins a clock; `None` where there is no calendar yet.
    pub(super) fn start(
        &self,
        ticket: &Ticket,
        (kind, number, unit): (ClockKind, i32, Option<OrganizationId>),
        at: Moment,
    ) -> Option<Clock> {
        let placed = self.calendar(&ticket.path)?;
        let mut clock = Clock {
            kind,
            number,
            unit,
            policy: None,
            calendar: (placed.id, placed.version),
            limit: Some(Limit::usual(kind, ticket.kind, ticket.priority)),
            levels: Level::usual(kind),
            started_at: at,
            target_at: at,
            provisional: None,
            pauses: Vec::new(),
            stopped_at: None,
            stopped_by: None,
            met: None,
            reached: 0,
            next_fire_at: None,
        };
        self.fit(ticket, &mut clock);
        Some(clock)
    }

    /// Begins the clock of an answer that is asked for by a date.
    pub(super) fn start_answer(
        &self,
        ticket: &Ticket,
        (number, asked): (i32, SupervisionKind),
        at: Moment,
        by: Moment,
    ) -> Option<Clock> {
        let mut clock = self.start(ticket, (ClockKind::SupervisionAnswer, number, None), at)?;
        if clock.policy.is_none() {
            clock.levels = Level::of_answer(asked);
        }
        clock.limit = None;
        clock.target_at = by;
        self.aim(ticket, &mut clock);
        Some(clock)
    }

    /// An extension ends after the date that holds now, and never beyond what the province allows: what takes longer is
    /// suspended.
    pub(super) fn may_extend(
        &self,
        clocks: &[Clock],
        ticket: &Ticket,
        until: Moment,
    ) -> Refused<()> {
        let mut running =
            clocks.iter().filter(|one| one.kind == ClockKind::Resolution && one.runs());
        let (Some(clock), Some(placed)) = (running.next(), self.calendar(&ticket.path)) else {
            return Ok(());
        };
        let latest = clock.latest(ticket.kind, &placed.calendar);
        if until <= clock.target_at || latest.is_some_and(|latest| until > latest) {
            return Err(Refusal::field("until", Fault::Range));
        }
        Ok(())
    }

    /// Measures a clock by the policy and the calendar that fit now; its pauses and what it reached stay.
    pub(super) fn fit(&self, ticket: &Ticket, clock: &mut Clock) {
        let Some(placed) = self.calendar(&ticket.path).filter(|_| clock.limit.is_some()) else {
            return;
        };
        let chosen = self.chosen(clock.kind, ticket);
        let limit = match chosen {
            Some(policy) => policy.limit,
            None => usual(ticket, clock),
        };
        let last = clock.levels.get(..usize::try_from(clock.reached).unwrap_or(0));
        let last = last.and_then(<[Level]>::last).map_or(0, |level| level.percent);
        clock.policy = chosen.map(|policy| (policy.id, policy.version));
        clock.calendar = (placed.id, placed.version);
        clock.levels = chosen.map_or_else(|| Level::usual(clock.kind), |one| one.levels.clone());
        let reached = clock.levels.iter().filter(|level| level.percent <= last).count();
        clock.reached = i32::try_from(reached).unwrap_or(0);
        clock.limit = Some(self.capped(ticket, clock, limit, &placed.calendar));
        clock.measure(&placed.calendar);
    }

    /// The same limit by the calendar that holds now.
    pub(super) fn recount(&self, ticket: &Ticket, clock: &mut Clock) {
        if let Some(placed) = self.calendar(&ticket.path) {
            clock.calendar = (placed.id, placed.version);
            clock.measure(&placed.calendar);
        }
    }

    /// Whether the calendar of everywhere has the holidays of the year.
    pub fn knows(&self, year: i32) -> bool {
        let everywhere = self.calendar(&ScopePath::default());
        everywhere.is_some_and(|placed| placed.calendar.knows(year))
    }

    /// The policy that fits the ticket now; none where the usual limit holds.
    pub fn chosen(&self, clock: ClockKind, ticket: &Ticket) -> Option<&ClockPolicy> {
        ClockPolicy::choose(&self.policies, clock, ticket)
    }

    /// A resolution never takes longer than the province allows, whatever the calendar makes of the limit, and a
    /// department that is called never longer than its whistle.
    fn capped(&self, ticket: &Ticket, clock: &Clock, limit: Limit, working: &Calendar) -> Limit {
        let highest = match clock.kind {
            ClockKind::Resolution if limit.unit != ClockUnit::Workdays => {
                Limit::highest(ticket.kind)
            }
            _ if clock.unit.is_some() => usual(ticket, clock),
            _ => return limit,
        };
        let at = |limit| target(working, limit, clock.started_at, &Pauses::NONE);
        if at(limit) > at(highest) { highest } else { limit }
    }

    pub(super) fn aim(&self, ticket: &Ticket, clock: &mut Clock) {
        if let Some(placed) = self.calendar(&ticket.path) {
            clock.aim(&placed.calendar);
        }
    }

    /// What a supervision leaves for its answer where nobody says: until the same time of the next workday.
    pub fn answer_by(&self, ticket: &Ticket, now: Moment) -> Moment {
        let placed = self.calendar(&ticket.path);
        let next = placed.and_then(|placed| placed.calendar.add_workdays(now, 1));
        next.unwrap_or(now + chrono::TimeDelta::days(1))
    }
}

/// What holds where no policy fits: for a department by the whistle that called it.
fn usual(ticket: &Ticket, clock: &Clock) -> Limit {
    let called = clock.unit.and_then(|unit| {
        let open = ticket.whistles.iter().find(|whistle| {
            whistle.state == WhistleState::Approved
                && whistle.tasks.iter().any(|task| task.organization == unit)
        })?;
        Limit::of_whistle(clock.kind, open.kind)
    });
    let kept = clock.limit.filter(|_| clock.unit.is_some());
    let house = Limit::usual(clock.kind, ticket.kind, ticket.priority);
    called.or(kept).unwrap_or(house)
}
