//! A reported figure as it stands, and what may be done with it.

use access::{Action, Actor, Duty, Relation, Role, ScopePath, Subject};
use kernel::{Moment, OrganizationId, ReportedFigureId, Uuid};
use process::{Lifecycle, Step};

use super::{
    ReportedState::{self, Rejected, Replaced, Reported, Verified},
    ReportedValue,
};
use crate::{Evidence, Period};

/// What can be done with a reported figure in which state.
#[rustfmt::skip]
pub const REPORTED: Lifecycle<Action, ReportedState> = Lifecycle {
    steps: &[
        Step::begin(Action::ReportFigure, Reported, "a period that is over, and evidence; by the enterprise or a system"),
        Step::to(Action::ReportedVerify, &[Reported], Verified, "never who reported it"),
        Step::to(Action::ReportedReject, &[Reported], Rejected, "why; never who reported it"),
        Step::to(Action::ReportedReplace, &[Reported, Verified], Replaced, "a newer one: of what waits when it is reported, of what counts when it is verified; by the system"),
    ],
    states: &[Reported, Verified, Rejected, Replaced],
    ends: &[Verified, Rejected, Replaced],
};

/// What was decided on a reported figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedJudgement {
    pub words: String,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
}

/// One report of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedFigure {
    pub id: ReportedFigureId,
    /// Where its estate lies now.
    pub path: ScopePath,
    /// Whose contract holds on the last day of the period.
    pub enterprise: OrganizationId,
    /// The name of the figure.
    pub figure: String,
    pub period: Period,
    pub value: ReportedValue,
    pub evidence: Evidence,
    pub reported_by: Uuid,
    pub reported_role: Role,
    pub reported_at: Moment,
    pub state: ReportedState,
    pub judged: Option<ReportedJudgement>,
    /// When a newer one took its place, and which.
    pub replaced: Option<(Moment, ReportedFigureId)>,
    pub version: i32,
    pub updated_at: Moment,
}

impl Subject for ReportedFigure {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => duty.organization() == Some(self.enterprise),
            _ => false,
        }
    }

    /// Nobody verifies what they reported, nor what their own employer did.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        matches!(action, Action::ReportedVerify | Action::ReportedReject)
            && (self.reported_by == actor.who.id() || actor.works_for(self.enterprise))
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::ReportedRead)
    }
}

/// Where a figure would be reported, and of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedDesk {
    pub path: ScopePath,
    pub enterprise: Option<OrganizationId>,
}

impl Subject for ReportedDesk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => duty.organization().is_some_and(|id| self.enterprise == Some(id)),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}
