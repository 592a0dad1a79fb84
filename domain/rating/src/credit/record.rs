//! A record as it stands: the entry, what has become of it, and what may be done with it.

use access::{Action, Actor, Duty, Relation, ScopePath, Subject};
use chrono::NaiveDate;
use kernel::{CreditEntryId, Moment, OrganizationId};
use process::{Lifecycle, Step};

use super::{
    CreditClaim, CreditEntry, CreditKind,
    CreditState::{self, Countered, Disputed, Recorded, RepairSought},
};

/// Objections and requests for repair that one record takes.
pub const MOST_CLAIMS: i32 = 20;

const OPEN: &[CreditState] = &[Recorded, Disputed, RepairSought];

/// What can be done with a record in which state. What is upheld ends it: `countered`.
#[rustfmt::skip]
pub const CREDIT: Lifecycle<Action, CreditState> = Lifecycle {
    steps: &[
        Step::begin(Action::CreditAdd, Recorded, "basis, facts, evidence and points"),
        Step::begin(Action::CreditCard, Recorded, "a yellow or red card; by the system"),
        Step::to(Action::CreditObject, &[Recorded], Disputed, "a reason and what proves it; by the enterprise"),
        Step::to(Action::CreditRepair, &[Recorded], RepairSought, "a bad record in effect, its publicity over; by the enterprise"),
        Step::stay(Action::CreditExtend, &[Disputed, RepairSought], "once, while there is time"),
        Step::to(Action::CreditDecide, &[Disputed], Recorded, "never who recorded it; upheld: `countered`"),
        Step::to(Action::CreditRule, &[RepairSought], Recorded, "never who recorded it; granted: `countered`"),
        Step::to(Action::CreditReverse, OPEN, Countered, "a reason"),
        Step::to(Action::CreditUncard, OPEN, Countered, "the card was withdrawn; by the system"),
    ],
    states: &[Recorded, Disputed, RepairSought, Countered],
    ends: &[Countered],
};

/// A record with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditRecord {
    pub entry: CreditEntry,
    /// Where its estate lies now.
    pub path: ScopePath,
    pub state: CreditState,
    /// The last day of its effect as it is now; the day before its first where it has none.
    pub effective_until: NaiveDate,
    pub counter: Option<CreditEntryId>,
    /// How many claims there were.
    pub claims: i32,
    /// The claim that waits to be decided.
    pub open: Option<CreditClaim>,
    pub version: i32,
    pub updated_at: Moment,
}

impl CreditRecord {
    /// Whether it counts on a day.
    pub fn is_effective(&self, on: NaiveDate) -> bool {
        self.entry.from <= on && on <= self.effective_until
    }

    /// Whether its repair may be sought on a day.
    pub fn is_repairable(&self, on: NaiveDate) -> bool {
        let bad = self.entry.kind == CreditKind::Bad;
        let public = self.entry.repairable_from.is_some_and(|from| from <= on);
        bad && public && self.is_effective(on)
    }

    /// What the state and the day allow, whoever asks.
    pub fn legal(&self, on: NaiveDate) -> impl Iterator<Item = Action> {
        let more = self.claims < MOST_CLAIMS;
        CREDIT.legal(self.state).filter(move |action| match action {
            Action::CreditObject => more,
            Action::CreditRepair => more && self.is_repairable(on),
            Action::CreditExtend => self.open.as_ref().is_some_and(|open| open.extended.is_none()),
            _ => true,
        })
    }
}

impl Subject for CreditRecord {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => duty.organization() == Some(self.entry.enterprise),
            _ => false,
        }
    }

    /// Nobody decides on what they recorded, asked or gave more time to, or on their own employer.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        let (me, open) = (actor.who.id(), self.open.as_ref());
        let recorded = self.entry.by == me;
        let asked = open.is_some_and(|open| open.by == me);
        let extended = open.and_then(|open| open.extended.as_ref());
        let concerned = asked || actor.works_for(self.entry.enterprise);
        match action {
            Action::CreditDecide | Action::CreditRule => {
                concerned || recorded || extended.is_some_and(|extended| extended.by == me)
            }
            Action::CreditExtend => concerned || recorded,
            Action::CreditReverse => concerned,
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::CreditRead)
    }
}

/// Where a record would be made, and of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditDesk {
    pub path: ScopePath,
    pub enterprise: OrganizationId,
}

impl Subject for CreditDesk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            _ => false,
        }
    }

    fn bars(&self, actor: &Actor, action: Action) -> bool {
        action == Action::CreditAdd && actor.works_for(self.enterprise)
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}
