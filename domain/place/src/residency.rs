//! Residencies 居住关系: who is bound to which premises, after approval.

use access::{Action, Permit, ScopePath, Who};
use kernel::{AccountId, DutyId, Moment, PremisesId, Refusal, Refused, ResidencyId, Uuid};
use process::{Lifecycle, Step};

use crate::{At, Premises, ResidencyRelation, ResidencyState};

use ResidencyState::{Approved, Ended, Rejected, Requested};

/// The way of a residency. It ends with the resident's duty, which its approval gave.
pub const RESIDENCY: Lifecycle<Action, ResidencyState> = Lifecycle {
    steps: &[
        Step::begin(Action::ResidencyRequest, Requested, "by the person concerned"),
        Step::to(Action::ResidencyApprove, &[Requested], Approved, "not by the person concerned"),
        Step::to(Action::ResidencyReject, &[Requested], Rejected, "a reason"),
        Step::to(Action::ResidencyEnd, &[Approved], Ended, "the duty that the approval gave ends"),
    ],
    states: ResidencyState::ALL,
    ends: &[Rejected, Ended],
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residency {
    pub id: ResidencyId,
    pub account: AccountId,
    pub premises: PremisesId,
    pub relation: ResidencyRelation,
    pub state: ResidencyState,
    /// What the person wrote with the request.
    pub note: Option<String>,
    /// Why it was rejected.
    pub reason: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<Moment>,
    /// The duty `resident` that the approval gave.
    pub duty: Option<DutyId>,
    /// The path of the premises.
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidencyRequest {
    pub id: ResidencyId,
    pub relation: ResidencyRelation,
    pub note: Option<String>,
}

impl Residency {
    /// What the policy decides on.
    pub fn subject(&self) -> At {
        At::owned(self.path, self.account, Action::ResidencyRead)
    }

    /// Asks to be bound to premises; the caller is the person concerned.
    ///
    /// # Errors
    /// `forbidden` for a caller who is no account.
    pub fn request(
        permit: &Permit,
        request: ResidencyRequest,
        premises: &Premises,
        now: Moment,
    ) -> Refused<Self> {
        permit.ensure(Action::ResidencyRequest)?;
        let Who::Account(account) = permit.who() else { return Err(Refusal::forbidden()) };
        Ok(Self {
            id: request.id,
            account,
            premises: premises.id,
            relation: request.relation,
            state: Requested,
            note: request.note,
            reason: None,
            decided_by: None,
            decided_at: None,
            duty: None,
            path: premises.path,
            version: 1,
            updated_at: now,
        })
    }

    /// Approves: from now on the person holds the duty `resident` in the estate, under the id `duty`.
    ///
    /// # Errors
    /// 409 unless it is requested.
    pub fn approve(&self, permit: &Permit, duty: DutyId, now: Moment) -> Refused<Self> {
        let after = self.decide(permit, Action::ResidencyApprove, now)?;
        Ok(Self { duty: Some(duty), ..after })
    }

    /// Rejects, with a reason for the person.
    ///
    /// # Errors
    /// 409 unless it is requested.
    pub fn reject(&self, permit: &Permit, reason: String, now: Moment) -> Refused<Self> {
        let after = self.decide(permit, Action::ResidencyReject, now)?;
        Ok(Self { reason: Some(reason), ..after })
    }

    /// Ends together with the duty that it gave; done by the system.
    ///
    /// # Errors
    /// 409 unless it is approved.
    pub fn end(&self, permit: &Permit, now: Moment) -> Refused<Self> {
        self.step(permit, Action::ResidencyEnd, now)
    }

    /// Every action that its state allows.
    pub fn legal(&self) -> impl Iterator<Item = Action> {
        RESIDENCY.legal(self.state)
    }

    fn decide(&self, permit: &Permit, action: Action, now: Moment) -> Refused<Self> {
        let after = self.step(permit, action, now)?;
        Ok(Self { decided_by: Some(permit.who().id()), decided_at: Some(now), ..after })
    }

    fn step(&self, permit: &Permit, action: Action, now: Moment) -> Refused<Self> {
        permit.ensure(action)?;
        let state = RESIDENCY.step(self.state, action, self.state.as_str())?;
        Ok(Self { state, version: self.version + 1, updated_at: now, ..self.clone() })
    }
}
