//! Raising objections, giving their decision more time, and finding it late: each step gives what is to be saved, or a refusal.

use access::{Action, Actor, Duty, Permit, Relation, Role, ScopePath, Subject};
use calendar::Calendar;
use kernel::{Code, Moment, ObjectionId, OrganizationId, Refusal, Refused, Uuid};

use super::{Disputed, OBJECTION, Objection, ObjectionExtension, ObjectionSide, ObjectionState};
use crate::{
    Evidence,
    cycle::{Cycle, CycleState},
    evidence::said,
};

/// Working days for the decision: by analogy with 深圳经济特区社会信用条例 art. 51.
const DECIDE_WORKDAYS: u32 = 2;
/// Working days that it may take longer, once, with approval: the same.
const EXTENSION_WORKDAYS: u32 = 3;
/// Working days of the disclosure: 厦门市同安区 2021.
const DISCLOSURE_WORKDAYS: u32 = 7;

/// So many working days on.
///
/// # Errors
/// `untimely` where the calendar does not reach so far.
pub(super) fn after(calendar: Option<&Calendar>, from: Moment, days: u32) -> Refused<Moment> {
    let until = calendar.and_then(|calendar| calendar.add_workdays(from, days));
    until.ok_or_else(|| Refusal::new(Code::Untimely))
}

/// Until when what is disclosed now can be objected to.
///
/// # Errors
/// `untimely` where the calendar does not reach so far.
pub fn disclosed_until(calendar: Option<&Calendar>, now: Moment) -> Refused<Moment> {
    after(calendar, now, DISCLOSURE_WORKDAYS)
}

/// By when what is objected now is to be decided.
///
/// # Errors
/// `untimely` where the calendar does not reach so far.
pub(crate) fn decided_until(calendar: Option<&Calendar>, now: Moment) -> Refused<Moment> {
    after(calendar, now, DECIDE_WORKDAYS)
}

/// A step of an objection, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectionChange {
    pub before: Option<ObjectionState>,
    pub after: Objection,
    pub permit: Permit,
}

/// Whose score would be objected to; what [`access::authorize`] decides on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objecting {
    pub id: ObjectionId,
    pub score: Uuid,
    pub path: ScopePath,
    pub enterprise: OrganizationId,
    /// Whether who asks owns premises of the estate.
    pub owner: bool,
}

impl Subject for Objecting {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => duty.organization() == Some(self.enterprise),
            Relation::Own => self.owner && duty.covers(&self.path),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::ObjectionRead)
    }
}

impl Objecting {
    /// Whether the cycle takes objections.
    ///
    /// # Errors
    /// `not_allowed_now` where it is not disclosed, `untimely` once the time is over.
    pub fn in_time(cycle: &Cycle, now: Moment) -> Refused<()> {
        if cycle.state != CycleState::Disclosed {
            return Err(Refusal::not_now(cycle.state.as_str()));
        }
        let open = cycle.objections_until.is_some_and(|until| now < until);
        if open { Ok(()) } else { Err(Refusal::new(Code::Untimely)) }
    }

    /// # Errors
    /// `not_allowed_now` where the cycle is not disclosed, `untimely` once the time is over, `validation_failed` at what
    /// makes no sense, `already_disputed` where an objection of the side to the item waits.
    pub fn file(
        self,
        permit: &Permit,
        (cycle, calendar): (&Cycle, Option<&Calendar>),
        (item, grounds, evidence): (Disputed, String, Evidence),
        (scorers, waiting): (Vec<Uuid>, impl Fn(ObjectionSide) -> bool),
        now: Moment,
    ) -> Refused<ObjectionChange> {
        permit.ensure(Action::ObjectionFile)?;
        Self::in_time(cycle, now)?;
        said(&grounds, "grounds")?;
        evidence.check()?;
        let side = side_of(permit.role());
        if waiting(side) {
            return Err(Refusal::new(Code::AlreadyDisputed));
        }
        let due = decided_until(calendar, now)?;
        let filed =
            self.filed((permit, side), cycle, (item, grounds, evidence), (scorers, due), now);
        Ok(ObjectionChange { before: None, after: filed, permit: permit.clone() })
    }

    fn filed(
        self,
        (permit, side): (&Permit, ObjectionSide),
        cycle: &Cycle,
        (item, grounds, evidence): (Disputed, String, Evidence),
        (scorers, due): (Vec<Uuid>, Moment),
        now: Moment,
    ) -> Objection {
        Objection {
            id: self.id,
            cycle: cycle.id,
            cycle_state: cycle.state,
            score: self.score,
            path: self.path,
            enterprise: self.enterprise,
            item,
            side,
            grounds,
            evidence,
            scorers,
            by: permit.who().id(),
            role: permit.role(),
            at: now,
            due,
            extended: None,
            overdue_at: None,
            decision: None,
            recheck_until: None,
            recheck: None,
            state: ObjectionState::Filed,
            version: 1,
            updated_at: now,
        }
    }
}

const fn side_of(role: Role) -> ObjectionSide {
    match role {
        Role::Manager => ObjectionSide::Enterprise,
        Role::CommitteeMember => ObjectionSide::Committee,
        _ => ObjectionSide::Owners,
    }
}

impl Objection {
    /// More time for the decision, once.
    ///
    /// # Errors
    /// `not_allowed_now` where it is decided, had more time already, or the time is over.
    pub fn extend(
        &self,
        permit: &Permit,
        reason: String,
        calendar: Option<&Calendar>,
        now: Moment,
    ) -> Refused<ObjectionChange> {
        permit.ensure(Action::ObjectionExtend)?;
        let state = self.step(Action::ObjectionExtend, now)?;
        said(&reason, "reason")?;
        let due = after(calendar, self.at, DECIDE_WORKDAYS + EXTENSION_WORKDAYS)?;
        let extended = Some(ObjectionExtension { by: permit.who().id(), at: now, reason });
        Ok(self.changed(permit, Self { due, extended, ..self.moved(state, now) }))
    }

    /// Marks what was not decided in time, once for the decision and once for the re-check; `None` where it is not late.
    ///
    /// # Errors
    /// `forbidden` with another permit.
    pub fn lapse(&self, permit: &Permit, now: Moment) -> Refused<Option<ObjectionChange>> {
        permit.ensure(Action::ObjectionLapse)?;
        let Ok(state) = self.step(Action::ObjectionLapse, now) else { return Ok(None) };
        if self.watched().is_none_or(|due| now <= due) {
            return Ok(None);
        }
        let mut after = self.moved(state, now);
        match &mut after.recheck {
            Some(recheck) => recheck.overdue_at = Some(now),
            None => after.overdue_at = Some(now),
        }
        Ok(Some(self.changed(permit, after)))
    }

    /// The state after an action.
    ///
    /// # Errors
    /// `not_allowed_now`.
    pub fn step(&self, action: Action, now: Moment) -> Refused<ObjectionState> {
        let target = OBJECTION.step(self.state, action, self.state.as_str())?;
        if self.legal(now).any(|legal| legal == action) {
            Ok(target)
        } else {
            Err(Refusal::not_now(self.state.as_str()))
        }
    }

    pub(super) fn moved(&self, state: ObjectionState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    pub(super) fn changed(&self, permit: &Permit, after: Self) -> ObjectionChange {
        ObjectionChange { before: Some(self.state), after, permit: permit.clone() }
    }
}
