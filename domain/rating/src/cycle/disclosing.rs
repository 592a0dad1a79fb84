//! The last steps of a cycle: its scores are computed, disclosed (公示), and made final by a person.

use std::collections::BTreeSet;

use access::{Action, Permit};
use kernel::{Code, Fault, FieldError, Moment, Refusal, Refused, Uuid};

use super::{CYCLE, Cycle, CycleChange, CycleState};

/// Objections that are named where some are open.
const NAMED: usize = 20;

/// What still waits in a disclosed cycle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pending {
    /// Objections that are not decided, or of which a re-check waits or can still be asked for.
    pub objections: Vec<Uuid>,
    /// Indicators without a source in one of the scores.
    pub without_source: BTreeSet<String>,
}

/// The codes that who finalises names as known to have no source.
pub type Confirmed = BTreeSet<String>;

impl Cycle {
    /// Whether it can be computed, its sheets aside.
    ///
    /// # Errors
    /// `not_allowed_now` in another state.
    pub fn computable(&self) -> Refused<CycleState> {
        CYCLE.step(self.state, Action::CycleCompute, self.state.as_str())
    }

    /// The same scores are computed as often as it is asked for.
    ///
    /// # Errors
    /// `not_allowed_now` in another state.
    pub fn compute(&self, permit: &Permit, now: Moment) -> Refused<CycleChange> {
        permit.ensure(Action::CycleCompute)?;
        let after = self.moved(self.computable()?, now);
        Ok(self.changed(permit, after))
    }

    /// Makes its results public; `until` is when the time for objections ends.
    ///
    /// # Errors
    /// `not_allowed_now` in another state.
    pub fn disclose(&self, permit: &Permit, until: Moment, now: Moment) -> Refused<CycleChange> {
        permit.ensure(Action::CycleDisclose)?;
        let state = CYCLE.step(self.state, Action::CycleDisclose, self.state.as_str())?;
        let after = Self {
            disclosed_by: Some(permit.who().id()),
            disclosed_at: Some(now),
            objections_until: Some(until),
            ..self.moved(state, now)
        };
        Ok(self.changed(permit, after))
    }

    /// Whether it may be made final as far as its state and the time say.
    ///
    /// # Errors
    /// `not_allowed_now` in another state, `untimely` while it can be objected to.
    pub fn finalizable(&self, now: Moment) -> Refused<()> {
        CYCLE.step(self.state, Action::CycleFinalize, self.state.as_str())?;
        let over = self.objections_until.is_some_and(|until| until <= now);
        if over { Ok(()) } else { Err(Refusal::new(Code::Untimely)) }
    }

    /// Makes it final: nothing changes any more.
    ///
    /// # Errors
    /// `not_allowed_now` in another state, `untimely` while it can be objected to, `objections_open` with the first of
    /// them, `sources_unconfirmed` where not exactly the indicators without a source are named.
    pub fn finalize(
        &self,
        permit: &Permit,
        pending: &Pending,
        confirmed: &Confirmed,
        now: Moment,
    ) -> Refused<CycleChange> {
        permit.ensure(Action::CycleFinalize)?;
        self.finalizable(now)?;
        if !pending.objections.is_empty() {
            let named = pending.objections.iter().take(NAMED);
            let errors =
                named.map(|id| FieldError::body(format!("objections/{id}"), Fault::Required));
            return Err(Refusal { errors: errors.collect(), ..Refusal::new(Code::ObjectionsOpen) });
        }
        let missing =
            pending.without_source.difference(confirmed).map(|code| (code, Fault::Required));
        let named =
            |(code, fault)| FieldError::body(format!("confirm_without_source/{code}"), fault);
        let mut errors: Vec<_> = missing.map(named).collect();
        if !confirmed.is_subset(&pending.without_source) {
            errors.push(FieldError::body("confirm_without_source", Fault::NotAllowed));
        }
        if !errors.is_empty() {
            return Err(Refusal { errors, ..Refusal::new(Code::SourcesUnconfirmed) });
        }
        let state = CYCLE.step(self.state, Action::CycleFinalize, self.state.as_str())?;
        let after = Self {
            finalized_by: Some(permit.who().id()),
            finalized_at: Some(now),
            ..self.moved(state, now)
        };
        let without_source = confirmed.iter().cloned().collect();
        Ok(CycleChange { without_source, ..self.changed(permit, after) })
    }
}
