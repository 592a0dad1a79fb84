//! What one ticket adds to the figures: a pure function of where it stands, so that counting anew finds the same.

use chrono::{FixedOffset, NaiveDate};
use kernel::{CategoryId, Moment, OrganizationId, TicketId, created_at};

use super::{Beside, Counts, Marks, Measure};
use crate::{ClockKind, State, Ticket};

/// What the figures are told apart by, besides the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Heading {
    /// When the ticket was filed, in days since 1970-01-01 in China's one time zone: everything that happens to it later
    /// is counted under this day.
    pub day: i32,
    pub category: CategoryId,
    pub organization: Option<OrganizationId>,
}

/// What is added under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub heading: Heading,
    pub counts: Counts,
}

/// As much of a ticket as is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub id: TicketId,
    pub state: State,
    pub category: CategoryId,
    /// Others are counted for it: the one that it was merged into, or the parts into which it was split.
    pub merged: bool,
    /// [`Ticket::is_own_finding`].
    pub found: bool,
    pub reopen_count: i32,
    pub marks: Marks,
}

impl From<&Ticket> for Counted {
    fn from(ticket: &Ticket) -> Self {
        Self {
            id: ticket.id,
            state: ticket.state,
            category: ticket.category_id,
            merged: ticket.course.merged_into.is_some() || ticket.course.part_count > 0,
            found: ticket.is_own_finding(),
            reopen_count: ticket.course.reopen_count,
            marks: ticket.course.marks,
        }
    }
}

/// The day of a moment, in days since 1970-01-01 in China's one time zone.
pub fn day_of(at: Moment) -> i32 {
    let china = FixedOffset::east_opt(8 * 3600);
    let date = china.map_or_else(|| at.date_naive(), |china| at.with_timezone(&china).date_naive());
    i32::try_from((date - NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

impl Counted {
    /// What it is counted under.
    pub fn heading(&self) -> Heading {
        Heading { organization: self.marks.organization, ..Heading::of(self.id, self.category) }
    }

    /// What the ticket adds as it stands, without what is beside its work: returns stand under who asked for them, and
    /// whistles also under whom they called.
    pub fn tally(&self) -> Tally {
        let mut counts = Counts::default();
        counts.put(Measure::Filed, 1);
        let out = match self.state {
            _ if self.merged => Some(Measure::Merged),
            State::Withdrawn => Some(Measure::Withdrawn),
            State::Declined => Some(Measure::Declined),
            _ => None,
        };
        match out {
            Some(measure) => counts.put(measure, 1),
            None => self.count(&mut counts),
        }
        Tally { heading: self.heading(), counts }
    }

    fn count(&self, counts: &mut Counts) {
        let (marks, filed) = (&self.marks, created_at(self.id.0));
        let steps = [
            (marks.dispatched_at, Measure::Dispatched, Measure::DispatchSeconds),
            (marks.accepted_at, Measure::Accepted, Measure::AcceptSeconds),
            (marks.contacted_at, Measure::Contacted, Measure::ContactSeconds),
            (marks.finished_at, Measure::Finished, Measure::FinishSeconds),
            (marks.closed_at, Measure::Closed, Measure::CloseSeconds),
        ];
        for (at, number, seconds) in steps {
            if let Some(at) = at {
                counts.put(number, 1);
                counts.put(seconds, (at - filed).num_seconds().max(0));
            }
        }
        if marks.finished_at.is_none() {
            return;
        }
        let yes = |answer: Option<bool>| i64::from(answer == Some(true));
        counts.put(Measure::Solved, yes(marks.solved()));
        if self.found {
            counts.put(Measure::Found, 1);
        } else {
            counts.put(Measure::Satisfied, yes(marks.satisfied()));
        }
        counts.put(Measure::FollowedUp, i64::from(marks.followed_up));
        counts.put(Measure::Reached, i64::from(marks.reached));
        counts.put(Measure::Reopened, i64::from(self.reopen_count > 0));
        counts.put(Measure::Reopenings, i64::from(self.reopen_count));
    }
}

impl Heading {
    /// A clock that stopped, kept or missed; it stands under the department that was called, where it is of one.
    pub fn clock(self, kind: ClockKind, kept: bool, called: Option<OrganizationId>) -> Tally {
        let mut counts = Counts::default();
        let [in_time, late] = Measure::of_clock(kind);
        counts.put(if kept { in_time } else { late }, 1);
        Tally { heading: Self { organization: called.or(self.organization), ..self }, counts }
    }

    /// That of a ticket which no organisation has.
    pub fn of(id: TicketId, category: CategoryId) -> Self {
        Self { day: day_of(created_at(id.0)), category, organization: None }
    }
}

/// What a change adds and takes.
pub(crate) fn deltas(before: Option<&Counted>, after: &Counted, beside: &Beside) -> Vec<Tally> {
    let mut new = after.tally();
    let mut found = Vec::new();
    if let Some(old) = before.map(Counted::tally) {
        if old.heading == new.heading {
            new.counts.take(&old.counts);
        } else {
            let mut counts = Counts::default();
            counts.take(&old.counts);
            found.push(Tally { counts, ..old });
        }
    }
    found.push(new);
    found.extend(beside.tallies(new.heading));
    found.retain(|tally| !tally.counts.is_zero());
    found
}

#[cfg(test)]
mod tests {
    use super::{
        super::{date_of, month_of},
        day_of,
    };

    #[test]
    fn days_begin_at_midnight_in_china() {
        let at = |text: &str| text.parse::<kernel::Moment>().unwrap();
        assert_eq!(day_of(at("1970-01-01T15:59:59.999Z")), 0);
        assert_eq!(day_of(at("1970-01-01T16:00:00Z")), 1);
        let day = day_of(at("2026-03-31T16:00:00Z"));
        assert_eq!(date_of(day).to_string(), "2026-04-01");
        assert_eq!((month_of(day), month_of(day + 29)), (day, day));
    }
}
