//! What is done with a reported figure: each step gives what is to be saved, or a refusal.

use access::{Action, Permit, ScopePath};
use kernel::{Moment, OrganizationId, Refused, ReportedFigureId};

use super::{REPORTED, ReportedFigure, ReportedJudgement, ReportedState, ReportedValue};
use crate::{Evidence, Period, evidence::said};

/// A step of a reported figure, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedChange {
    pub before: Option<ReportedState>,
    pub after: ReportedFigure,
    pub permit: Permit,
}

/// What someone reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporting {
    pub id: ReportedFigureId,
    /// Of the estate.
    pub path: ScopePath,
    pub enterprise: OrganizationId,
    pub figure: String,
    pub period: Period,
    pub value: ReportedValue,
    pub evidence: Evidence,
}

impl ReportedFigure {
    /// # Errors
    /// `validation_failed` at evidence that says nothing.
    pub fn report(permit: &Permit, told: Reporting, now: Moment) -> Refused<ReportedChange> {
        permit.ensure(Action::ReportFigure)?;
        told.evidence.check()?;
        let after = Self {
            id: told.id,
            path: told.path,
            enterprise: told.enterprise,
            figure: told.figure,
            period: told.period,
            value: told.value,
            evidence: told.evidence,
            reported_by: permit.who().id(),
            reported_role: permit.role(),
            reported_at: now,
            state: ReportedState::Reported,
            judged: None,
            replaced: None,
            version: 1,
            updated_at: now,
        };
        Ok(ReportedChange { before: None, after, permit: permit.clone() })
    }

    /// Verifies it, or rejects it, by what was permitted.
    ///
    /// # Errors
    /// `not_allowed_now` where that was decided before, or a newer one stands in its place.
    pub fn judge(&self, permit: &Permit, words: String, now: Moment) -> Refused<ReportedChange> {
        let reject = permit.action() == Action::ReportedReject;
        let action = if reject { Action::ReportedReject } else { Action::ReportedVerify };
        permit.ensure(action)?;
        let state = self.step(action)?;
        said(&words, "words")?;
        let (by, role) = (permit.who().id(), permit.role());
        let judged = Some(ReportedJudgement { words, by, role, at: now });
        let after = Self { judged, ..self.moved(state, now) };
        Ok(self.changed(permit, after))
    }

    /// A newer one takes its place.
    ///
    /// # Errors
    /// `not_allowed_now` where it stands for nothing any more.
    pub fn replace(
        &self,
        permit: &Permit,
        by: ReportedFigureId,
        now: Moment,
    ) -> Refused<ReportedChange> {
        permit.ensure(Action::ReportedReplace)?;
        let state = self.step(Action::ReportedReplace)?;
        let after = Self { replaced: Some((now, by)), ..self.moved(state, now) };
        Ok(self.changed(permit, after))
    }

    /// The state after an action.
    ///
    /// # Errors
    /// `not_allowed_now`.
    pub fn step(&self, action: Action) -> Refused<ReportedState> {
        REPORTED.step(self.state, action, self.state.as_str())
    }

    fn moved(&self, state: ReportedState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    fn changed(&self, permit: &Permit, after: Self) -> ReportedChange {
        ReportedChange { before: Some(self.state), after, permit: permit.clone() }
    }
}
