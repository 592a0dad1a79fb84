//! What returns and whistles add to the figures, under the day, place and category of their ticket.

use kernel::OrganizationId;

use super::{Counts, Heading, Measure, Tally};
use crate::{Task, Whistle, WhistleState};

/// As much of a whistle as is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blown {
    pub state: WhistleState,
    /// The principal ruled on it.
    pub ruled: bool,
    pub stuck: bool,
}

/// As much of what a department did as is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    pub organization: OrganizationId,
    pub reported: bool,
    /// Within its limit.
    pub in_time: bool,
    pub finished: bool,
    pub stars: Option<i32>,
}

impl From<&Whistle> for Blown {
    fn from(whistle: &Whistle) -> Self {
        let (ruled, stuck) = (whistle.ruled_at.is_some(), whistle.stuck_at.is_some());
        Self { state: whistle.state, ruled, stuck }
    }
}

impl From<&Task> for Called {
    fn from(task: &Task) -> Self {
        let in_time = task.reported_at.zip(task.report_by).is_some_and(|(at, by)| at <= by);
        Self {
            organization: task.organization,
            reported: task.reported_at.is_some(),
            in_time,
            finished: task.finished_at.is_some(),
            stars: task.stars,
        }
    }
}

impl Blown {
    fn is_approved(self) -> bool {
        self.ruled && !matches!(self.state, WhistleState::Blown | WhistleState::Rejected)
    }
}

impl Heading {
    fn with(self, organization: Option<OrganizationId>, of: &[(Measure, i64)]) -> Tally {
        let mut counts = Counts::default();
        of.iter().for_each(|(measure, number)| counts.put(*measure, *number));
        Tally { heading: Self { organization, ..self }, counts }
    }

    /// A return that the organisation asked for.
    pub fn asked(self, organization: Option<OrganizationId>) -> Tally {
        self.with(organization, &[(Measure::ReturnsAsked, 1)])
    }

    /// A ruling on it.
    pub fn returned(self, organization: Option<OrganizationId>, granted: bool) -> Tally {
        let measure = if granted { Measure::Returned } else { Measure::ImproperlyReturned };
        self.with(organization, &[(measure, 1)])
    }

    /// A whistle as it stands, which no organisation has.
    pub fn blown(self, whistle: Blown) -> Tally {
        let numbers = [
            (Measure::WhistlesBlown, 1),
            (Measure::WhistlesApproved, i64::from(whistle.is_approved())),
            (Measure::WhistlesRejected, i64::from(whistle.state == WhistleState::Rejected)),
            (Measure::WhistlesStuck, i64::from(whistle.stuck)),
        ];
        self.with(None, &numbers)
    }

    /// What a department that it called did; nothing before the principal approved.
    pub fn called(self, whistle: Blown, called: &Called) -> Option<Tally> {
        let numbers = [
            (Measure::Called, 1),
            (Measure::CalledStuck, i64::from(whistle.stuck)),
            (Measure::ReportedIn, i64::from(called.reported)),
            (Measure::ReportedInTime, i64::from(called.in_time)),
            (Measure::TasksFinished, i64::from(called.finished)),
            (Measure::TasksRated, i64::from(called.stars.is_some())),
            (Measure::Stars, i64::from(called.stars.unwrap_or_default())),
        ];
        whistle.is_approved().then(|| self.with(Some(called.organization), &numbers))
    }
}

/// What a change does to returns and whistles.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// Who asked for a return.
    pub(crate) asked: Vec<Option<OrganizationId>>,
    /// Returns that were ruled on: who asked for them, and whether they were granted.
    pub(crate) returned: Vec<(Option<OrganizationId>, bool)>,
    /// Whistles as they were, if they were, and as they are.
    pub(crate) whistles: Vec<(Option<Whistle>, Whistle)>,
}

impl Beside {
    pub(super) fn tallies(&self, of: Heading) -> Vec<Tally> {
        let mut found: Vec<Tally> = self.asked.iter().map(|by| of.asked(*by)).collect();
        found.extend(self.returned.iter().map(|(by, granted)| of.returned(*by, *granted)));
        for (before, after) in &self.whistles {
            found.extend(restated(of, before.as_ref(), after));
        }
        found
    }
}

/// What a whistle takes as it stood, if it did, and adds as it stands.
pub(crate) fn restated(of: Heading, before: Option<&Whistle>, after: &Whistle) -> Vec<Tally> {
    let old = before.into_iter().flat_map(|whistle| tallies(of, whistle));
    let taken = old.map(|tally| {
        let mut counts = Counts::default();
        counts.take(&tally.counts);
        Tally { counts, ..tally }
    });
    taken.chain(tallies(of, after)).collect()
}

fn tallies(of: Heading, whistle: &Whistle) -> Vec<Tally> {
    let blown = Blown::from(whistle);
    let called = whistle.tasks.iter().filter_map(|task| of.called(blown, &task.into()));
    std::iter::once(of.blown(blown)).chain(called).collect()
}
