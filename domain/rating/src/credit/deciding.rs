//! What an enterprise asks of a record, and what is decided: each step gives what is to be saved, or a refusal.

use access::{Action, Permit};
use calendar::Calendar;
use chrono::NaiveDate;
use kernel::{Moment, Refusal, Refused};

use super::{
    ClaimKind, Claiming, CreditCause, CreditChange, CreditClaim, CreditRecord, CreditState,
    Deciding, Extension, steps::closed,
};
use crate::evidence::said;

impl CreditRecord {
    /// An objection, or a request for repair, by what was permitted.
    ///
    /// # Errors
    /// `not_allowed_now` in another state, while a record is public for the shortest time, and after too many claims.
    pub fn claim(
        &self,
        permit: &Permit,
        told: Claiming,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CreditChange> {
        let kind = match permit.action() {
            Action::CreditRepair => ClaimKind::Repair,
            _ => ClaimKind::Objection,
        };
        permit.ensure(action_of(kind))?;
        let state = self.step(permit.action(), today)?;
        said(&told.reason, "reason")?;
        said(&told.evidence, "evidence")?;
        let claim = CreditClaim {
            number: self.claims + 1,
            kind,
            reason: told.reason,
            evidence: told.evidence,
            by: permit.who().id(),
            at: now,
            extended: None,
            upheld: None,
            words: None,
            decided_by: None,
            decided_role: None,
            decided_at: None,
        };
        let after =
            Self { claims: claim.number, open: Some(claim.clone()), ..self.moved(state, now) };
        Ok(self.changed(permit, after, (None, Some(claim))))
    }

    /// More time for the decision, once.
    ///
    /// # Errors
    /// `not_allowed_now` where nothing waits, it had more time already, or the time is over.
    pub fn extend(
        &self,
        permit: &Permit,
        reason: String,
        calendar: Option<&Calendar>,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CreditChange> {
        permit.ensure(Action::CreditExtend)?;
        let state = self.step(Action::CreditExtend, today)?;
        let open = self.open.as_ref().ok_or_else(|| Refusal::not_now(self.state.as_str()))?;
        if calendar.and_then(|calendar| open.due(calendar)).is_some_and(|due| due < now) {
            return Err(Refusal::not_now(self.state.as_str()));
        }
        said(&reason, "reason")?;
        let extended = Some(Extension { by: permit.who().id(), at: now, reason });
        let claim = CreditClaim { extended, ..open.clone() };
        let after = Self { open: Some(claim.clone()), ..self.moved(state, now) };
        Ok(self.changed(permit, after, (None, Some(claim))))
    }

    /// Decides what waits. An upheld objection takes the record back as if it had never been, a repair from today on.
    ///
    /// # Errors
    /// `not_allowed_now` where nothing of the kind waits.
    pub fn decide(
        &self,
        permit: &Permit,
        told: Deciding,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CreditChange> {
        let repair = permit.action() == Action::CreditRule;
        permit.ensure(if repair { Action::CreditRule } else { Action::CreditDecide })?;
        let state = self.step(permit.action(), today)?;
        let open = self.open.as_ref().ok_or_else(|| Refusal::not_now(self.state.as_str()))?;
        said(&told.words, "words")?;
        let claim = CreditClaim {
            upheld: Some(told.upheld),
            words: Some(told.words.clone()),
            ..closed(open, permit, now)
        };
        let after = Self { open: None, ..self.moved(state, now) };
        if !told.upheld {
            return Ok(self.changed(permit, after, (None, Some(claim))));
        }
        let (cause, from) = match repair {
            true => (CreditCause::Repair, today.max(self.entry.from)),
            false => (CreditCause::Objection, self.entry.from),
        };
        let why = (told.words.as_str(), open.evidence.as_str());
        let counter = self.entry.countered(permit, (told.counter, cause, from), why, now);
        let after = Self { state: CreditState::Countered, ..after.ended(&counter) };
        Ok(self.changed(permit, after, (Some(counter), Some(claim))))
    }
}

const fn action_of(kind: ClaimKind) -> Action {
    match kind {
        ClaimKind::Objection => Action::CreditObject,
        ClaimKind::Repair => Action::CreditRepair,
    }
}
