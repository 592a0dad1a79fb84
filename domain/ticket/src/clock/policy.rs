//! Policies of clocks (时限规则): whom they are for, how much time there is, and what follows.

use access::{Action, Level as AreaLevel, Permit, ScopePath};
use kernel::{CategoryId, ClockPolicyId, Moment, Refused};

use super::{ClockKind, Level, Limit};
use crate::{Kind, Priority, Ticket};

/// The tickets that a policy is for; each part that is not said fits all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matches {
    pub clock: ClockKind,
    pub category_id: Option<CategoryId>,
    /// The area; everywhere where it is empty.
    pub path: ScopePath,
    pub kind: Option<Kind>,
    pub priority: Option<Priority>,
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockPolicy {
    pub id: ClockPolicyId,
    pub matches: Matches,
    pub limit: Limit,
    pub levels: Vec<Level>,
    pub active: bool,
    pub version: i32,
    pub updated_at: Moment,
}

/// What a policy shall say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyTold {
    pub limit: Limit,
    /// The usual ones where they are not said.
    pub levels: Option<Vec<Level>>,
    pub active: bool,
}

/// A policy as it shall be after a permitted action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyChange {
    pub before: Option<ClockPolicy>,
    pub after: ClockPolicy,
    pub permit: Permit,
    pub at: Moment,
}

impl Matches {
    /// How narrow it is: the category counts most, then the area, the kind, the priority.
    fn rank(&self) -> (bool, usize, bool, bool) {
        let depth = AreaLevel::ALL.iter().filter(|level| self.path.at(**level).is_some()).count();
        (self.category_id.is_some(), depth, self.kind.is_some(), self.priority.is_some())
    }

    fn fits(&self, clock: ClockKind, ticket: &Ticket) -> bool {
        let inside = AreaLevel::ALL.iter().all(|level| {
            self.path.at(*level).is_none_or(|key| ticket.path.at(*level) == Some(key))
        });
        self.clock == clock
            && inside
            && self.category_id.is_none_or(|id| id == ticket.category_id)
            && self.kind.is_none_or(|kind| kind == ticket.kind)
            && self.priority.is_none_or(|priority| priority == ticket.priority)
    }

    /// A text that is the same for the same tickets.
    pub fn key(&self) -> String {
        let area = AreaLevel::ALL.iter().rev().find_map(|level| self.path.at(*level));
        format!(
            "{}/{}/{}/{}/{}",
            self.clock,
            self.category_id.map(|id| id.to_string()).unwrap_or_default(),
            area.map(|key| key.to_string()).unwrap_or_default(),
            self.kind.map_or("", Kind::as_str),
            self.priority.map_or("", Priority::as_str),
        )
    }
}

impl ClockPolicy {
    /// The narrowest of the active policies that fit.
    pub(super) fn choose<'a>(
        all: &'a [Self],
        clock: ClockKind,
        ticket: &Ticket,
    ) -> Option<&'a Self> {
        let fitting = all.iter().filter(|one| one.active && one.matches.fits(clock, ticket));
        fitting.max_by_key(|one| one.matches.rank())
    }

    /// Sets the policy for those tickets, in place of the one `before` it. Refused above the ceilings of the province.
    pub fn set(
        permit: &Permit,
        (id, matches): (ClockPolicyId, Matches),
        before: Option<Self>,
        told: PolicyTold,
        now: Moment,
    ) -> Refused<PolicyChange> {
        permit.ensure(Action::ClockPolicySet)?;
        told.limit.check(matches.clock, matches.kind)?;
        let levels = told.levels.unwrap_or_else(|| Level::usual(matches.clock));
        let levels = Level::found_at_target(levels, matches.clock);
        Level::check(&levels)?;
        let (id, version) = before.as_ref().map_or((id, 1), |known| (known.id, known.version + 1));
        let after = Self {
            id,
            matches,
            limit: told.limit,
            levels,
            active: told.active,
            version,
            updated_at: now,
        };
        Ok(PolicyChange { before, after, permit: permit.clone(), at: now })
    }
}
