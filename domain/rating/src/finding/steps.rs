//! What is done with a finding: each step gives what is to be saved, or a refusal.

use access::{Action, Permit};
use calendar::Calendar;
use chrono::NaiveDate;
use kernel::{Moment, Refusal, Refused};

use super::{FINDING, Filing, Finding, FindingState, Judgement, Rectification, Withdrawal};
use crate::{Evaluator, Evidence, evidence::said};

/// A step of a finding, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingChange {
    pub before: Option<FindingState>,
    pub after: Finding,
    /// The rectification that was made or decided on.
    pub rectification: Option<Rectification>,
    pub permit: Permit,
}

/// What the enterprise did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectifying {
    pub note: String,
    pub evidence: Evidence,
}

/// What is decided on that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judging {
    pub accepted: bool,
    pub words: String,
}

impl Finding {
    /// # Errors
    /// `validation_failed` at what makes no sense; `forbidden` for a duty that scores nothing.
    pub fn file(
        permit: &Permit,
        told: Filing,
        calendar: Option<&Calendar>,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<FindingChange> {
        permit.ensure(Action::FindingFile)?;
        let evaluator = Evaluator::of_role(permit.role()).ok_or_else(Refusal::forbidden)?;
        let due_on = told.checked(calendar, (now, today))?;
        let after = Self {
            id: told.id,
            path: told.path,
            enterprise: told.enterprise,
            evaluator,
            units: told.units,
            place: told.place,
            latitude: told.latitude,
            longitude: told.longitude,
            found_at: told.found_at,
            found_on: told.found_on,
            note: told.note,
            evidence: told.evidence,
            filed_by: permit.who().id(),
            filed_role: permit.role(),
            filed_at: now,
            due_on,
            due_by_default: told.due_on.is_none(),
            state: FindingState::Filed,
            rectifications: 0,
            rejections: 0,
            last: None,
            withdrawn: None,
            version: 1,
            updated_at: now,
            item: told.item,
        };
        Ok(FindingChange { before: None, after, rectification: None, permit: permit.clone() })
    }

    /// What the enterprise did about it, before its due day or after.
    ///
    /// # Errors
    /// `not_allowed_now` in another state, and after too many of them.
    pub fn rectify(
        &self,
        permit: &Permit,
        told: Rectifying,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<FindingChange> {
        permit.ensure(Action::FindingRectify)?;
        let state = self.step(Action::FindingRectify)?;
        said(&told.note, "note")?;
        told.evidence.check()?;
        let made = Rectification {
            number: self.rectifications + 1,
            note: told.note,
            evidence: told.evidence,
            by: permit.who().id(),
            role: permit.role(),
            at: now,
            on: today,
            judged: None,
        };
        let (rectifications, last) = (made.number, Some(made.clone()));
        let after = Self { rectifications, last, ..self.moved(state, now) };
        Ok(self.changed(permit, after, Some(made)))
    }

    /// Accepts the last rectification, or rejects it: then the finding is to be put right again, by the same day.
    ///
    /// # Errors
    /// `not_allowed_now` where none waits.
    pub fn judge(&self, permit: &Permit, told: Judging, now: Moment) -> Refused<FindingChange> {
        let action = if told.accepted { Action::FindingVerify } else { Action::FindingReject };
        permit.ensure(action)?;
        let state = self.step(action)?;
        let last = self.last.as_ref().ok_or_else(|| Refusal::not_now(self.state.as_str()))?;
        said(&told.words, "words")?;
        let judged = Some(Judgement {
            accepted: told.accepted,
            words: told.words,
            by: permit.who().id(),
            role: permit.role(),
            at: now,
        });
        let last = Rectification { judged, ..last.clone() };
        let rejections = self.rejections + i32::from(!told.accepted);
        let after = Self { rejections, last: Some(last.clone()), ..self.moved(state, now) };
        Ok(self.changed(permit, after, Some(last)))
    }

    /// Takes back what was filed in error: from now on it counts for nothing.
    ///
    /// # Errors
    /// `not_allowed_now` where that was done before.
    pub fn withdraw(&self, permit: &Permit, reason: String, now: Moment) -> Refused<FindingChange> {
        permit.ensure(Action::FindingWithdraw)?;
        let state = self.step(Action::FindingWithdraw)?;
        said(&reason, "reason")?;
        let (by, role) = (permit.who().id(), permit.role());
        let withdrawn = Some(Withdrawal { reason, by, role, at: now });
        let after = Self { withdrawn, ..self.moved(state, now) };
        Ok(self.changed(permit, after, None))
    }

    /// The state after an action.
    ///
    /// # Errors
    /// `not_allowed_now`.
    pub fn step(&self, action: Action) -> Refused<FindingState> {
        let target = FINDING.step(self.state, action, self.state.as_str())?;
        if self.legal().any(|legal| legal == action) {
            Ok(target)
        } else {
            Err(Refusal::not_now(self.state.as_str()))
        }
    }

    fn moved(&self, state: FindingState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    fn changed(
        &self,
        permit: &Permit,
        after: Self,
        rectification: Option<Rectification>,
    ) -> FindingChange {
        FindingChange { before: Some(self.state), after, rectification, permit: permit.clone() }
    }
}
