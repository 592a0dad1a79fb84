//! An objection as it stands, and what may be done with it.

use access::{Action, Actor, Duty, Relation, Role, ScopePath, Subject};
use kernel::{CycleId, Fault, Moment, ObjectionId, OrganizationId, Refusal, Refused, Uuid};
use process::{Lifecycle, Step};
use serde::{Deserialize, Serialize};

use super::{
    Correction, ItemKind, ObjectionSide,
    ObjectionState::{self, Filed, RecheckRejected, RecheckUpheld, Rechecking, Rejected, Upheld},
};
use crate::{Evidence, Scheme, cycle::CycleState};

/// What can be done with an objection in which state; nothing once its cycle is not disclosed any more.
#[rustfmt::skip]
pub const OBJECTION: Lifecycle<Action, ObjectionState> = Lifecycle {
    steps: &[
        Step::begin(Action::ObjectionFile, Filed, "one item of a disclosed score, before the disclosure ends"),
        Step::stay(Action::ObjectionExtend, &[Filed], "once, while there is time"),
        Step::stay(Action::ObjectionLapse, &[Filed, Rechecking], "was not decided in time; by the system"),
        Step::to(Action::ObjectionDecide, &[Filed], Upheld, "with what is right instead; never who scored it"),
        Step::to(Action::ObjectionReject, &[Filed], Rejected, "reasons; never who scored it"),
        Step::to(Action::RecheckAsk, &[Upheld, Rejected], Rechecking, "within five working days; by who objected"),
        Step::to(Action::RecheckDecide, &[Rechecking], RecheckUpheld, "with what is right instead; never who decided before"),
        Step::to(Action::RecheckReject, &[Rechecking], RecheckRejected, "reasons; never who decided before"),
    ],
    states: &[Filed, Upheld, Rejected, Rechecking, RecheckUpheld, RecheckRejected],
    ends: &[RecheckUpheld, RecheckRejected],
};

/// The item of a score that is objected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    pub kind: ItemKind,
    pub code: String,
}

impl Disputed {
    /// # Errors
    /// `validation_failed` at `item` where the scheme has none of the code.
    pub fn check(&self, scheme: &Scheme) -> Refused<()> {
        let known = match self.kind {
            ItemKind::Indicator => scheme.indicators().any(|(_, one)| one.code == self.code),
            ItemKind::Veto => scheme.vetoes.iter().any(|one| one.code == self.code),
            ItemKind::Bonus => scheme.bonus.items.iter().any(|one| one.code == self.code),
        };
        if known { Ok(()) } else { Err(Refusal::field("item", Fault::NotFound)) }
    }
}

/// More time that was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionExtension {
    pub by: Uuid,
    pub at: Moment,
    pub reason: String,
}

/// What was decided, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionDecision {
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
    pub words: String,
    /// What is right instead, where it was upheld.
    pub correction: Option<Correction>,
}

/// A check that was asked for after the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recheck {
    pub grounds: String,
    pub at: Moment,
    pub due: Moment,
    pub overdue_at: Option<Moment>,
    pub decision: Option<ObjectionDecision>,
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    pub id: ObjectionId,
    pub cycle: CycleId,
    /// Where the cycle stands now.
    pub cycle_state: CycleState,
    pub score: Uuid,
    /// Where its estate lies now.
    pub path: ScopePath,
    pub enterprise: OrganizationId,
    pub item: Disputed,
    pub side: ObjectionSide,
    pub grounds: String,
    pub evidence: Evidence,
    /// Who signed what the item was scored on, or filed or verified what it was scored from.
    pub scorers: Vec<Uuid>,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
    /// By when it is to be decided.
    pub due: Moment,
    pub extended: Option<ObjectionExtension>,
    pub overdue_at: Option<Moment>,
    pub decision: Option<ObjectionDecision>,
    /// Until when a re-check can be asked for, once it is decided.
    pub recheck_until: Option<Moment>,
    pub recheck: Option<Recheck>,
    pub state: ObjectionState,
    pub version: i32,
    pub updated_at: Moment,
}

impl Objection {
    /// What the state and the time allow, whoever asks.
    pub fn legal(&self, now: Moment) -> impl Iterator<Item = Action> {
        let disclosed = self.cycle_state == CycleState::Disclosed;
        OBJECTION.legal(self.state).filter(move |action| {
            disclosed
                && match action {
                    Action::ObjectionExtend => self.extended.is_none() && now <= self.due,
                    Action::RecheckAsk => self.recheck_until.is_some_and(|until| now < until),
                    _ => true,
                }
        })
    }

    /// By when what waits is to be decided; `None` where nothing waits, or was found late already.
    pub fn watched(&self) -> Option<Moment> {
        let (due, marked) = match (&self.recheck, self.state) {
            (Some(recheck), Rechecking) => (recheck.due, recheck.overdue_at),
            (_, Filed) => (self.due, self.overdue_at),
            _ => return None,
        };
        marked.is_none().then_some(due)
    }

    /// Whether it waits to be decided.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, Filed | Rechecking)
    }

    fn gave_time(&self, who: Uuid) -> bool {
        self.extended.as_ref().is_some_and(|one| one.by == who)
    }
}

impl Subject for Objection {
    fn stands(&self, actor: &Actor, duty: &Duty, relation: Relation) -> bool {
        let rated = duty.organization() == Some(self.enterprise);
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => rated,
            Relation::Own => {
                self.by == actor.who.id()
                    && self.role == duty.role
                    && (rated || duty.covers(&self.path))
            }
            _ => false,
        }
    }

    /// Nobody decides on what they scored or asked, what they gave more time to or decided before, or on their employer.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        let me = actor.who.id();
        let concerned =
            self.by == me || self.scorers.contains(&me) || actor.works_for(self.enterprise);
        match action {
            Action::ObjectionExtend => concerned,
            Action::ObjectionDecide | Action::ObjectionReject => concerned || self.gave_time(me),
            Action::RecheckDecide | Action::RecheckReject => {
                let decision = self.decision.as_ref().is_some_and(|one| one.by == me);
                concerned || decision || self.gave_time(me)
            }
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::ObjectionRead)
    }
}
