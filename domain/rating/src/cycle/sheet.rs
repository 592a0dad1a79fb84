//! A sheet: what one evaluator says of one estate in a cycle, and where it stands.

use std::collections::BTreeSet;

use access::{Action, Actor, Duty, Relation, Role, ScopePath};
use chrono::NaiveDate;
use kernel::{CycleId, Moment, OrganizationId, SchemeId, SheetId, Uuid};
use process::{Lifecycle, Step};

use super::{
    CycleState, Document, Ruling, SheetEvaluator,
    SheetState::{self, Absent, Blank, Drafted, Late, Signed},
    Subject,
};
use crate::Fact;

/// What can be done with a sheet in which state, while its cycle is open or scoring.
#[rustfmt::skip]
pub const SHEET: Lifecycle<Action, SheetState> = Lifecycle {
    steps: &[
        Step::begin(Action::CycleOpen, Blank, "the cycle is opened"),
        Step::to(Action::SheetFill, &[Blank, Drafted], Drafted, "in parts"),
        Step::stay(Action::SheetFill, &[Late], "in parts"),
        Step::to(Action::SheetSign, &[Drafted, Late], Signed, "complete, and the period is over"),
        Step::stay(Action::SheetRemind, &[Blank, Drafted], "some days before it is due; by the system"),
        Step::to(Action::SheetLapse, &[Blank, Drafted], Late, "it is due; by the system"),
        Step::to(Action::SheetRule, &[Late], Absent, "goes on without; more time: `drafted`"),
    ],
    states: &[Blank, Drafted, Late, Signed, Absent],
    ends: &[Signed, Absent],
};

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub id: SheetId,
    pub cycle: CycleId,
    /// Where its cycle stands.
    pub cycle_state: CycleState,
    /// The scheme of its cycle.
    pub scheme: SchemeId,
    /// The last day of the period.
    pub last_on: NaiveDate,
    /// Facts of the estate as they were known at the opening.
    pub facts: BTreeSet<Fact>,
    pub enterprise: OrganizationId,
    pub evaluator: SheetEvaluator,
    /// Whether the community fills it for an owners' committee that has no members (代行).
    pub acting: bool,
    /// Where its estate lies now.
    pub path: ScopePath,
    pub state: SheetState,
    pub document: Document,
    pub due: Moment,
    pub reminded_at: Option<Moment>,
    /// When it was first found late; more time does not undo that.
    pub late_at: Option<Moment>,
    /// Who filled it last.
    pub filled_by: Option<Uuid>,
    pub signed: Option<Signature>,
    pub ruled: Option<RuledSheet>,
    pub version: i32,
    pub updated_at: Moment,
}

/// Who signed a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
}

/// What was ruled of a late sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuledSheet {
    pub ruling: Ruling,
    pub reason: String,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
}

impl Sheet {
    /// Whether it was signed in time; `None` while that is open. For the timeliness of reports.
    pub fn in_time(&self) -> Option<bool> {
        match (self.signed, self.late_at, self.state) {
            (_, Some(_), _) | (_, _, Absent) => Some(false),
            (Some(signed), None, _) => Some(signed.at < self.due),
            (None, None, _) => None,
        }
    }

    /// Whether nothing is awaited any more.
    pub const fn is_settled(&self) -> bool {
        matches!(self.state, Signed | Absent)
    }

    /// What the states and the day allow, whoever asks.
    pub fn legal(&self, today: NaiveDate) -> impl Iterator<Item = Action> {
        let (running, over) = (self.is_running(), self.last_on < today);
        SHEET
            .legal(self.state)
            .filter(move |action| running && (over || *action != Action::SheetSign))
    }

    pub(super) const fn is_running(&self) -> bool {
        matches!(self.cycle_state, CycleState::Open | CycleState::Scoring)
    }

    /// Whether a role fills it.
    const fn is_filled_by(&self, role: Role) -> bool {
        match self.evaluator {
            SheetEvaluator::Enterprise => matches!(role, Role::Manager),
            SheetEvaluator::PropertyOffice => matches!(role, Role::PropertyOffice),
            SheetEvaluator::CommunityParty => matches!(role, Role::CommunitySecretary),
            SheetEvaluator::EstateBranch => matches!(role, Role::BranchSecretary),
            SheetEvaluator::OwnersCommittee if self.acting => {
                matches!(role, Role::CommunityOfficer)
            }
            SheetEvaluator::OwnersCommittee => matches!(role, Role::CommitteeMember),
        }
    }

    fn is_reported_by(&self, duty: &Duty) -> bool {
        self.evaluator == SheetEvaluator::Enterprise && duty.organization() == Some(self.enterprise)
    }
}

impl access::Subject for Sheet {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => self.is_reported_by(duty),
            Relation::Scorer => {
                let there = self.is_reported_by(duty)
                    || (self.evaluator != SheetEvaluator::Enterprise && duty.covers(&self.path));
                there && self.is_filled_by(duty.role)
            }
            _ => false,
        }
    }

    /// Nobody scores whom they work for, or rules on what they left late.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        let employed = actor.works_for(self.enterprise);
        match action {
            Action::SheetFill | Action::SheetSign => {
                employed && self.evaluator != SheetEvaluator::Enterprise
            }
            Action::SheetRule => employed || self.filled_by == Some(actor.who.id()),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::SheetRead)
    }
}

/// The facts of an estate: those known at the opening, and those stated on signed sheets of that estate.
pub fn facts_of(subject: &Subject, sheets: &[Sheet]) -> BTreeSet<Fact> {
    let signed = sheets
        .iter()
        .filter(|sheet| sheet.state == Signed && sheet.path.estate == subject.path.estate);
    let stated = signed.flat_map(|sheet| sheet.document.facts.iter());
    let holds = stated.filter(|one| one.holds).map(|one| one.fact);
    subject.facts.iter().copied().chain(holds).collect()
}
