//! A finding as it stands: what was found, what was done about it, and what may be done with it.

use access::{Action, Actor, Duty, Relation, Role, ScopePath, Subject};
use chrono::NaiveDate;
use kernel::{FindingId, Hundredths, Moment, OrganizationId, Uuid};
use process::{Lifecycle, Step};

use super::{
    FindingItem,
    FindingState::{self, Filed, Rectified, Verified, Withdrawn},
};
use crate::{Evaluator, Evidence};

/// How often the enterprise may say of one finding that it is put right: house default.
pub const MOST_RECTIFICATIONS: i32 = 20;

/// What can be done with a finding in which state.
#[rustfmt::skip]
pub const FINDING: Lifecycle<Action, FindingState> = Lifecycle {
    steps: &[
        Step::begin(Action::FindingFile, Filed, "an indicator of findings, units, a place, evidence; by who scores it"),
        Step::to(Action::FindingRectify, &[Filed], Rectified, "what was done, and evidence; by the enterprise"),
        Step::to(Action::FindingVerify, &[Rectified], Verified, "never who rectified it"),
        Step::to(Action::FindingReject, &[Rectified], Filed, "why; never who rectified it"),
        Step::to(Action::FindingWithdraw, &[Filed, Rectified, Verified], Withdrawn, "a reason; by who filed it, or their office"),
    ],
    states: &[Filed, Rectified, Verified, Withdrawn],
    ends: &[Verified, Withdrawn],
};

/// What was decided on a rectification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub accepted: bool,
    pub words: String,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
}

/// What the enterprise did about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectification {
    /// Counted within the finding, from 1.
    pub number: i32,
    pub note: String,
    pub evidence: Evidence,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
    /// The day of that, at the place.
    pub on: NaiveDate,
    /// `None` while it waits.
    pub judged: Option<Judgement>,
}

/// Why it counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    pub reason: String,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub id: FindingId,
    /// Where its estate lies now.
    pub path: ScopePath,
    pub enterprise: OrganizationId,
    pub item: FindingItem,
    /// The side that filed it, and verifies.
    pub evaluator: Evaluator,
    pub units: u32,
    pub place: String,
    pub latitude: Option<String>,
    pub longitude: Option<String>,
    pub found_at: Moment,
    pub found_on: NaiveDate,
    pub note: String,
    pub evidence: Evidence,
    pub filed_by: Uuid,
    pub filed_role: Role,
    pub filed_at: Moment,
    pub due_on: NaiveDate,
    /// Whether the due day is the house default.
    pub due_by_default: bool,
    pub state: FindingState,
    /// How often the enterprise said that it is put right.
    pub rectifications: i32,
    /// How often that was rejected.
    pub rejections: i32,
    /// The last of them.
    pub last: Option<Rectification>,
    pub withdrawn: Option<Withdrawal>,
    pub version: i32,
    pub updated_at: Moment,
}

impl Finding {
    /// Points that it takes off, before what its indicator takes off at most.
    pub fn points(&self) -> Hundredths {
        Hundredths(self.item.each.0 * i64::from(self.units))
    }

    /// Whether its due day is over and nobody says that it is put right.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state == Filed && self.due_on < today
    }

    /// What the state allows, whoever asks.
    pub fn legal(&self) -> impl Iterator<Item = Action> {
        let more = self.rectifications < MOST_RECTIFICATIONS;
        FINDING.legal(self.state).filter(move |action| more || *action != Action::FindingRectify)
    }
}

impl Subject for Finding {
    fn stands(&self, actor: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => duty.organization() == Some(self.enterprise),
            Relation::Evaluator => {
                duty.covers(&self.path) && Evaluator::of_role(duty.role) == Some(self.evaluator)
            }
            Relation::Own => self.filed_by == actor.who.id() && duty.covers(&self.path),
            _ => false,
        }
    }

    /// Nobody verifies what they rectified, nor what their own employer did.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        let me = actor.who.id();
        let rectified = self.last.as_ref().is_some_and(|last| last.by == me);
        match action {
            Action::FindingVerify | Action::FindingReject => {
                rectified || actor.works_for(self.enterprise)
            }
            Action::FindingWithdraw => actor.works_for(self.enterprise),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::FindingRead)
    }
}
