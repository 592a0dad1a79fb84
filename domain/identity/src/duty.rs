//! Granting a duty, and the time for which it holds.

use access::{Action, Level, Permit, ReachKind, Role};
use kernel::{AccountId, Code, Fault, Moment, OrganizationId, Refusal, Refused};

kernel::words! {
    /// Where a duty stands at a moment.
    DutyState {
        Planned = "planned", "未生效", "planned";
        Active = "active", "生效中", "active";
        Ended = "ended", "已终止", "ended";
    }
}

/// From when to when a duty holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure {
    pub from: Moment,
    /// The first moment at which it no longer holds.
    pub until: Option<Moment>,
    pub ended_at: Option<Moment>,
}

impl Tenure {
    pub fn state(&self, now: Moment) -> DutyState {
        if self.ended_at.is_some() || self.until.is_some_and(|until| until <= now) {
            DutyState::Ended
        } else if now < self.from {
            DutyState::Planned
        } else {
            DutyState::Active
        }
    }

    /// Ends the duty now.
    ///
    /// # Errors
    /// 409 when it has ended.
    pub fn end(&self, now: Moment) -> Refused<Self> {
        match self.state(now) {
            DutyState::Ended => Err(Refusal::not_now(DutyState::Ended.as_str())),
            DutyState::Planned | DutyState::Active => Ok(Self { ended_at: Some(now), ..*self }),
        }
    }
}

/// The scope that a duty is to be held in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantReach {
    Area {
        level: Level,
        key: i32,
    },
    Estate(i32),
    Organization {
        id: OrganizationId,
        /// A property enterprise; otherwise a department.
        enterprise: bool,
    },
}

impl GrantReach {
    const fn field(self) -> &'static str {
        match self {
            Self::Area { .. } => "area_id",
            Self::Estate(_) => "estate_id",
            Self::Organization { .. } => "organization_id",
        }
    }
}

/// A duty as it is asked for. That its place lies in the grantor's own scope is the policy's to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDuty {
    pub account: AccountId,
    pub role: Role,
    pub reach: Option<GrantReach>,
    /// At once when not said.
    pub from: Option<Moment>,
    pub until: Option<Moment>,
    /// A party volunteer agrees to be shown as one on the tickets they accept 亮身份.
    pub shown_as_volunteer: bool,
}

/// A duty that may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    pub account: AccountId,
    pub role: Role,
    pub reach: GrantReach,
    pub tenure: Tenure,
    pub shown_as_volunteer: bool,
}

impl Grant {
    /// Checks a duty that is to be granted. A beginning in the past is taken as now.
    ///
    /// # Errors
    /// `outside_scope` for a duty to oneself; 422 at `role` for one that nobody grants, at the scope's field
    /// for a missing or wrong scope, at `until` for an end that is not after the beginning, and at
    /// `shown_as_volunteer` unless exactly the volunteers agree.
    pub fn check(permit: &Permit, new: &NewDuty, now: Moment) -> Refused<Self> {
        permit.ensure(Action::DutyGrant)?;
        if permit.who().account() == Some(new.account) {
            return Err(Refusal::new(Code::OutsideScope));
        }
        let reach = reach(new)?;
        let from = new.from.map_or(now, |from| from.max(now));
        if new.until.is_some_and(|until| until <= from) {
            return Err(Refusal::field("until", Fault::Order));
        }
        match (new.role == Role::Volunteer, new.shown_as_volunteer) {
            (true, false) => Err(Refusal::field("shown_as_volunteer", Fault::Required)),
            (false, true) => Err(Refusal::field("shown_as_volunteer", Fault::NotAllowed)),
            (_, shown_as_volunteer) => Ok(Self {
                account: new.account,
                role: new.role,
                reach,
                tenure: Tenure { from, until: new.until, ended_at: None },
                shown_as_volunteer,
            }),
        }
    }
}

fn reach(new: &NewDuty) -> Refused<GrantReach> {
    let wanted = match new.role.reach() {
        ReachKind::Area(_) => "area_id",
        ReachKind::Estate => "estate_id",
        ReachKind::Organization => "organization_id",
        ReachKind::Never => return Err(Refusal::field("role", Fault::NotAllowed)),
    };
    let Some(given) = new.reach else { return Err(Refusal::field(wanted, Fault::Required)) };
    let fits = match (new.role.reach(), given) {
        (ReachKind::Area(levels), GrantReach::Area { level, .. }) => levels.contains(&level),
        (ReachKind::Organization, GrantReach::Organization { enterprise, .. }) => {
            enterprise == new.role.of_enterprise()
        }
        (ReachKind::Estate, GrantReach::Estate(_)) => true,
        _ => false,
    };
    if fits { Ok(given) } else { Err(Refusal::field(given.field(), Fault::NotAllowed)) }
}

#[cfg(test)]
mod tests;
