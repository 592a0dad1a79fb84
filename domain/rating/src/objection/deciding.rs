//! Deciding objections and re-checks: each step gives what is to be saved with the inputs that follow, or a refusal.

use access::{Action, Permit};
use calendar::Calendar;
use kernel::{Code, Fault, Moment, Refusal, Refused};

use super::{
    Correction, Objection, ObjectionChange, ObjectionDecision, Recheck, corrected, steps::after,
};
use crate::{Inputs, Scheme, evidence::said};

/// Working days in which a re-check can be asked for: house default.
const ASK_WORKDAYS: u32 = 5;
/// Working days for the re-check: house default.
const RECHECK_WORKDAYS: u32 = 10;

/// Until when a re-check of what is decided now can be asked for.
///
/// # Errors
/// `untimely` where the calendar does not reach so far.
pub fn recheck_until(calendar: Option<&Calendar>, now: Moment) -> Refused<Moment> {
    after(calendar, now, ASK_WORKDAYS)
}

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidingObjection {
    pub words: String,
    /// What is right instead; none where it is rejected.
    pub correction: Option<Correction>,
}

impl DecidingObjection {
    /// What is told, with the correction where it is upheld and without where it is not.
    ///
    /// # Errors
    /// `validation_failed` at `correction`.
    pub fn of(upheld: bool, words: String, correction: Option<Correction>) -> Refused<Self> {
        match (upheld, &correction) {
            (true, None) => Err(Refusal::field("correction", Fault::Required)),
            (false, Some(_)) => Err(Refusal::field("correction", Fault::NotAllowed)),
            _ => Ok(Self { words, correction }),
        }
    }
}

impl Objection {
    /// Decides it; with the inputs of the score as they are then, where it is upheld.
    ///
    /// # Errors
    /// `not_allowed_now` where it does not wait, `validation_failed` at what makes no sense.
    pub fn decide(
        &self,
        permit: &Permit,
        told: DecidingObjection,
        (scheme, inputs): (&Scheme, &Inputs),
        (calendar, now): (Option<&Calendar>, Moment),
    ) -> Refused<(ObjectionChange, Option<Inputs>)> {
        let action = match told.correction {
            Some(_) => Action::ObjectionDecide,
            None => Action::ObjectionReject,
        };
        permit.ensure(action)?;
        let state = self.step(action, now)?;
        let (decision, inputs) = self.decided_so(permit, told, (scheme, inputs), now)?;
        let recheck_until = Some(recheck_until(calendar, now)?);
        let after = Self { decision: Some(decision), recheck_until, ..self.moved(state, now) };
        Ok((self.changed(permit, after), inputs))
    }

    /// Asks for another look at what was decided.
    ///
    /// # Errors
    /// `not_allowed_now` where nothing was decided, it was asked for before, or the time is over, `already_disputed` where
    /// another objection of the side to the item waits.
    pub fn ask_recheck(
        &self,
        permit: &Permit,
        (grounds, waiting): (String, bool),
        calendar: Option<&Calendar>,
        now: Moment,
    ) -> Refused<ObjectionChange> {
        permit.ensure(Action::RecheckAsk)?;
        let state = self.step(Action::RecheckAsk, now)?;
        said(&grounds, "grounds")?;
        if waiting {
            return Err(Refusal::new(Code::AlreadyDisputed));
        }
        let due = after(calendar, now, RECHECK_WORKDAYS)?;
        let recheck = Some(Recheck { grounds, at: now, due, overdue_at: None, decision: None });
        Ok(self.changed(permit, Self { recheck, ..self.moved(state, now) }))
    }

    /// Decides the re-check in the same way.
    ///
    /// # Errors
    /// `not_allowed_now` where none waits, `validation_failed` at what makes no sense.
    pub fn decide_recheck(
        &self,
        permit: &Permit,
        told: DecidingObjection,
        (scheme, inputs): (&Scheme, &Inputs),
        now: Moment,
    ) -> Refused<(ObjectionChange, Option<Inputs>)> {
        let action = match told.correction {
            Some(_) => Action::RecheckDecide,
            None => Action::RecheckReject,
        };
        permit.ensure(action)?;
        let state = self.step(action, now)?;
        let asked = self.recheck.clone();
        let asked = asked.ok_or_else(|| Refusal::not_now(self.state.as_str()))?;
        let (decision, inputs) = self.decided_so(permit, told, (scheme, inputs), now)?;
        let recheck = Some(Recheck { decision: Some(decision), ..asked });
        Ok((self.changed(permit, Self { recheck, ..self.moved(state, now) }), inputs))
    }

    fn decided_so(
        &self,
        permit: &Permit,
        told: DecidingObjection,
        (scheme, inputs): (&Scheme, &Inputs),
        now: Moment,
    ) -> Refused<(ObjectionDecision, Option<Inputs>)> {
        said(&told.words, "words")?;
        let correction = told.correction.as_ref();
        let inputs =
            correction.map(|one| corrected(scheme, inputs, &self.item, one)).transpose()?;
        let decision = ObjectionDecision {
            by: permit.who().id(),
            role: permit.role(),
            at: now,
            words: told.words,
            correction: told.correction,
        };
        Ok((decision, inputs))
    }
}
