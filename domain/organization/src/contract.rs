//! Service contracts 物业服务合同: an enterprise, an estate and the days of service.

use access::{Action, Permit};
use chrono::NaiveDate;
use kernel::{ContractId, Fault, Moment, OrganizationId, Refusal, Refused};
use place::Estate;

use crate::{Organization, OrganizationKind};

kernel::words! {
    /// Where a contract stands on a day.
    ContractState {
        Planned = "planned", "未开始", "planned";
        InForce = "in_force", "履行中", "in force";
        Ended = "ended", "已终止", "ended";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    pub id: ContractId,
    pub organization: OrganizationId,
    /// Key of the estate.
    pub estate: i32,
    /// The first day of service.
    pub from: NaiveDate,
    /// The last day of service; without one the contract runs on.
    pub to: Option<NaiveDate>,
    /// The first day without service, where the contract was ended before its time.
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    /// When the tickets that the contract left open went back.
    pub released_at: Option<Moment>,
    pub version: i32,
    pub updated_at: Moment,
}

/// What a new contract is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContract {
    pub id: ContractId,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

impl Contract {
    /// Puts an enterprise under contract for an estate; `others` are the contracts of that estate.
    ///
    /// # Errors
    /// 422 at `organization_id` for a department, at `to_date` before the first day, at `from_date` where
    /// another contract serves the estate on one of the days.
    pub fn create(
        permit: &Permit,
        new: NewContract,
        (enterprise, estate): (&Organization, &Estate),
        others: &[Self],
        now: Moment,
    ) -> Refused<Self> {
        permit.ensure(Action::ContractCreate)?;
        if enterprise.kind != OrganizationKind::Enterprise {
            return Err(Refusal::field("organization_id", Fault::NotAllowed));
        }
        if new.to.is_some_and(|to| to < new.from) {
            return Err(Refusal::field("to_date", Fault::Order));
        }
        let contract = Self {
            id: new.id,
            organization: enterprise.id,
            estate: estate.key,
            from: new.from,
            to: new.to,
            ended_on: None,
            end_reason: None,
            released_at: None,
            version: 1,
            updated_at: now,
        };
        if others.iter().any(|other| other.overlaps(&contract)) {
            return Err(Refusal::field("from_date", Fault::Taken));
        }
        Ok(contract)
    }

    /// Ends the contract before its time: `on` is the first day without service.
    ///
    /// # Errors
    /// 409 when it has ended; 422 at `ended_on` for a day in the past or after the last day of service.
    pub fn end(
        &self,
        permit: &Permit,
        (on, today): (NaiveDate, NaiveDate),
        reason: String,
        now: Moment,
    ) -> Refused<Self> {
        permit.ensure(Action::ContractEnd)?;
        let state = self.state(today);
        if state == ContractState::Ended {
            return Err(Refusal::not_now(state.as_str()));
        }
        if on < today || self.to.is_some_and(|to| on > to) {
            return Err(Refusal::field("ended_on", Fault::Order));
        }
        Ok(Self {
            ended_on: Some(on),
            end_reason: Some(reason),
            version: self.version + 1,
            updated_at: now,
            ..self.clone()
        })
    }

    pub fn in_force(&self, today: NaiveDate) -> bool {
        self.state(today) == ContractState::InForce
    }

    pub fn state(&self, today: NaiveDate) -> ContractState {
        let over = self.to.is_some_and(|to| to < today)
            || self.ended_on.is_some_and(|on| on <= today.max(self.from));
        if over {
            ContractState::Ended
        } else if today < self.from {
            ContractState::Planned
        } else {
            ContractState::InForce
        }
    }

    /// Whether both serve on one day.
    fn overlaps(&self, other: &Self) -> bool {
        let before = |one: &Self, two: &Self| {
            one.to.is_some_and(|to| to < two.from)
                || one.ended_on.is_some_and(|on| on <= two.from.max(one.from))
        };
        !before(self, other) && !before(other, self)
    }
}

#[cfg(test)]
mod tests;
