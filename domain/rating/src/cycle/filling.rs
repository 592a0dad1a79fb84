//! The steps of a sheet: each gives what is to be saved, or a refusal.

use access::{Action, Permit};
use chrono::{NaiveDate, TimeDelta};
use kernel::{Code, Fault, Moment, Refusal, Refused};

use super::{
    Filling, RuledSheet, Ruling, SHEET, Sheet, SheetState, Signature, lacking::incomplete,
};
use crate::{Scheme, evidence::said};

/// More time that is given at most: house default.
const MORE: TimeDelta = TimeDelta::days(60);

/// A step of a sheet, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetChange {
    pub before: SheetState,
    pub after: Sheet,
    pub permit: Permit,
}

/// What is ruled of a late sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheeting {
    pub ruling: Ruling,
    pub reason: String,
    /// The end of the last day, where there is more time.
    pub until: Option<Moment>,
}

/// What the clock does to a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lateness {
    Remind,
    Lapse,
}

impl Sheet {
    /// Saves a part of it.
    ///
    /// # Errors
    /// `not_allowed_now` once it is signed or gone on without, or the cycle runs no more; `validation_failed` at whatever the
    /// scheme does not take from this evaluator.
    pub fn fill(
        &self,
        permit: &Permit,
        (part, scheme): (Filling, &Scheme),
        now: Moment,
    ) -> Refused<SheetChange> {
        permit.ensure(Action::SheetFill)?;
        let state = self.step(Action::SheetFill)?;
        let document = self.document.with(part, scheme, self)?;
        let filled_by = Some(permit.who().id());
        let after = Self { document, filled_by, ..self.moved(state, now) };
        Ok(self.changed(permit, after))
    }

    /// Signs it; nothing changes any more.
    ///
    /// # Errors
    /// `sheet_incomplete` names everything that is missing; `untimely` before the period is over.
    pub fn sign(
        &self,
        permit: &Permit,
        scheme: &Scheme,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<SheetChange> {
        permit.ensure(Action::SheetSign)?;
        let state = self.step(Action::SheetSign)?;
        if today <= self.last_on {
            return Err(Refusal::new(Code::Untimely));
        }
        let lacks = self.lacks(scheme);
        if !lacks.is_empty() {
            return Err(incomplete(&lacks));
        }
        let signed = Signature { by: permit.who().id(), role: permit.role(), at: now };
        let after = Self { signed: Some(signed), ..self.moved(state, now) };
        Ok(self.changed(permit, after))
    }

    /// Gives a late sheet more time, or goes on without it.
    ///
    /// # Errors
    /// `not_allowed_now` where it is not late; `validation_failed` at a time that has passed or lies too far ahead.
    pub fn rule(&self, permit: &Permit, told: Sheeting, now: Moment) -> Refused<SheetChange> {
        permit.ensure(Action::SheetRule)?;
        let gone = self.step(Action::SheetRule)?;
        said(&told.reason, "reason")?;
        let (state, due) = match (told.ruling, told.until) {
            (Ruling::GoWithout, None) => (gone, self.due),
            (Ruling::GoWithout, Some(_)) => {
                return Err(Refusal::field("until_on", Fault::NotAllowed));
            }
            (Ruling::Extend, None) => return Err(Refusal::field("until_on", Fault::Required)),
            (Ruling::Extend, Some(until)) if until <= now || until > now + MORE => {
                return Err(Refusal::field("until_on", Fault::Range));
            }
            (Ruling::Extend, Some(until)) => (SheetState::Drafted, until),
        };
        let ruled = RuledSheet {
            ruling: told.ruling,
            reason: told.reason,
            by: permit.who().id(),
            role: permit.role(),
            at: now,
        };
        let after = Self { due, reminded_at: None, ruled: Some(ruled), ..self.moved(state, now) };
        Ok(self.changed(permit, after))
    }

    /// Whether it can be ruled on now.
    ///
    /// # Errors
    /// `not_allowed_now`.
    pub fn rulable(&self) -> Refused<()> {
        self.step(Action::SheetRule).map(|_| ())
    }

    /// Reminds of it, or finds it late; `None` where neither is due any more.
    ///
    /// # Errors
    /// The permit is another.
    pub fn lapse(
        &self,
        permit: &Permit,
        what: Lateness,
        now: Moment,
    ) -> Refused<Option<SheetChange>> {
        let action = match what {
            Lateness::Remind => Action::SheetRemind,
            Lateness::Lapse => Action::SheetLapse,
        };
        permit.ensure(action)?;
        let Some(state) = SHEET.target(self.state, action).filter(|_| self.is_running()) else {
            return Ok(None);
        };
        let moved = self.moved(state, now);
        let after = match what {
            Lateness::Remind if self.reminded_at.is_some() || self.due <= now => return Ok(None),
            Lateness::Remind => Self { reminded_at: Some(now), ..moved },
            Lateness::Lapse if self.due > now => return Ok(None),
            Lateness::Lapse => Self { late_at: self.late_at.or(Some(now)), ..moved },
        };
        Ok(Some(self.changed(permit, after)))
    }

    fn step(&self, action: Action) -> Refused<SheetState> {
        let state = self.state.as_str();
        let target = SHEET.step(self.state, action, state)?;
        if self.is_running() { Ok(target) } else { Err(Refusal::not_now(state)) }
    }

    fn moved(&self, state: SheetState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    fn changed(&self, permit: &Permit, after: Self) -> SheetChange {
        SheetChange { before: self.state, after, permit: permit.clone() }
    }
}
