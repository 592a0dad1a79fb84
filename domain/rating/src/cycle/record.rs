//! A cycle as it stands, and what may be done with it.

use access::{Action, Actor, Duty, Level, Relation, ScopePath};
use chrono::NaiveDate;
use kernel::{CycleId, Moment, SchemeId, Uuid};
use process::{Lifecycle, Step};

use super::{
    CycleKind,
    CycleState::{self, Cancelled, Computed, Disclosed, Final, Open, Planned, Scoring},
};

/// What can be done with a cycle in which state.
#[rustfmt::skip]
pub const CYCLE: Lifecycle<Action, CycleState> = Lifecycle {
    steps: &[
        Step::begin(Action::CyclePlan, Planned, "a whole quarter or year, and no other of its kind there"),
        Step::to(Action::CycleOpen, &[Planned], Open, "a scheme in force in the district"),
        Step::to(Action::CycleStart, &[Open], Scoring, "the period is over; by the system too"),
        Step::to(Action::CycleCompute, &[Scoring, Computed], Computed, "every sheet is signed or gone on without"),
        Step::to(Action::CycleDisclose, &[Computed], Disclosed, "by a person; seven working days for objections"),
        Step::to(Action::CycleFinalize, &[Disclosed], Final, "by a person; nothing is open, and what has no source is confirmed"),
        Step::to(Action::CycleCancel, &[Planned, Open, Scoring, Computed, Disclosed], Cancelled, "a reason"),
    ],
    states: &[Planned, Open, Scoring, Computed, Disclosed, Final, Cancelled],
    ends: &[Final, Cancelled],
};

/// A cycle. A district or a street is its area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    pub id: CycleId,
    pub name: String,
    pub kind: CycleKind,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub path: ScopePath,
    /// The scheme in force in the district when it was opened.
    pub scheme: Option<SchemeId>,
    pub state: CycleState,
    /// When the sheets are due.
    pub sheets_due: Moment,
    pub planned_by: Uuid,
    pub planned_at: Moment,
    pub opened_by: Option<Uuid>,
    pub opened_at: Option<Moment>,
    pub scoring_at: Option<Moment>,
    pub disclosed_by: Option<Uuid>,
    pub disclosed_at: Option<Moment>,
    /// Until when its scores can be objected to.
    pub objections_until: Option<Moment>,
    pub finalized_by: Option<Uuid>,
    pub finalized_at: Option<Moment>,
    pub cancelled_by: Option<Uuid>,
    pub cancelled_at: Option<Moment>,
    pub cancel_reason: Option<String>,
    /// Estates that are rated.
    pub rated: i32,
    /// Estates that are not, each with the reason.
    pub unrated: i32,
    pub sheets: i32,
    pub version: i32,
    pub updated_at: Moment,
}

impl Cycle {
    /// The level of its area.
    pub const fn level(&self) -> Level {
        if self.path.street.is_some() { Level::Street } else { Level::District }
    }

    /// Whether its sheets and findings can still change.
    pub const fn is_running(&self) -> bool {
        matches!(self.state, Open | Scoring)
    }

    /// What the state and the day allow, whoever asks.
    pub fn legal(&self, today: NaiveDate) -> impl Iterator<Item = Action> {
        let over = self.last_on < today;
        CYCLE.legal(self.state).filter(move |action| over || *action != Action::CycleStart)
    }
}

impl access::Subject for Cycle {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

/// Where a cycle would be planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CycleDesk {
    pub path: ScopePath,
}

impl access::Subject for CycleDesk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}
