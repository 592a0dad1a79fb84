//! How many findings were rectified in time (问题按时整改率, indicator H5), as things stood at a moment.

use chrono::NaiveDate;
use kernel::Moment;

use super::{Finding, Rectification};

/// How a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Put right by its due day, which was accepted.
    OnTime,
    /// Said to be put right by its due day, and nobody has decided on that: neither side, for the wait is not the
    /// enterprise's.
    Waiting,
    /// Its due day is over.
    Late,
}

/// The findings of an estate and enterprise whose due day lies in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rectified {
    pub on_time: i64,
    pub late: i64,
}

/// How a finding counts at a moment of a day; `None` where it was not filed yet, is withdrawn, or has time left.
pub fn outcome(
    finding: &Finding,
    history: &[Rectification],
    (at, on): (Moment, NaiveDate),
) -> Option<Outcome> {
    let withdrawn = finding.withdrawn.as_ref().is_some_and(|gone| gone.at <= at);
    if finding.filed_at > at || withdrawn {
        return None;
    }
    let in_time = || history.iter().filter(|one| one.at <= at && one.on <= finding.due_on);
    let judged = |one: &Rectification| one.judged.clone().filter(|judged| judged.at <= at);
    if in_time().any(|one| judged(one).is_some_and(|judged| judged.accepted)) {
        Some(Outcome::OnTime)
    } else if in_time().any(|one| judged(one).is_none()) {
        Some(Outcome::Waiting)
    } else {
        (finding.due_on < on).then_some(Outcome::Late)
    }
}

impl Rectified {
    /// The findings that are due from the first day to the last, each with all its rectifications.
    pub fn of<'a>(
        findings: impl Iterator<Item = (&'a Finding, &'a [Rectification])>,
        (first, last): (NaiveDate, NaiveDate),
        as_of: (Moment, NaiveDate),
    ) -> Self {
        let mut sums = Self::default();
        for (finding, history) in findings.filter(|(one, _)| (first..=last).contains(&one.due_on)) {
            match outcome(finding, history, as_of) {
                Some(Outcome::OnTime) => sums.on_time += 1,
                Some(Outcome::Late) => sums.late += 1,
                Some(Outcome::Waiting) | None => {}
            }
        }
        sums
    }

    /// What the share is of; zero where there was nothing to count.
    pub const fn whole(self) -> i64 {
        self.on_time + self.late
    }
}
