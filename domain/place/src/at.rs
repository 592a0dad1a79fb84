//! The subject of a decision about anything that stands somewhere and may belong to someone.

use access::{Action, Actor, Duty, Relation, ScopePath, Subject};
use kernel::AccountId;

/// A thing at a place, as the policy sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    pub path: ScopePath,
    /// Whose it is. Without an owner the relation `own` is open to every signed-in account.
    pub owner: Option<AccountId>,
    /// The action that lets an actor know of the thing; `None` where its existence is no secret.
    pub reading: Option<Action>,
}

impl At {
    /// A thing that everyone may know of.
    pub const fn open(path: ScopePath) -> Self {
        Self { path, owner: None, reading: None }
    }

    /// A thing that only those know of who may do `reading`.
    pub const fn hidden(path: ScopePath, reading: Action) -> Self {
        Self { path, owner: None, reading: Some(reading) }
    }

    /// As [`At::open`], belonging to one account.
    pub const fn of(path: ScopePath, owner: AccountId) -> Self {
        Self { path, owner: Some(owner), reading: None }
    }

    /// As [`At::hidden`], belonging to one account.
    pub const fn owned(path: ScopePath, owner: AccountId, reading: Action) -> Self {
        Self { path, owner: Some(owner), reading: Some(reading) }
    }
}

impl Subject for At {
    fn stands(&self, actor: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within | Relation::Contract => duty.covers(&self.path),
            Relation::Own => match (actor.who.account(), self.owner) {
                (Some(account), Some(owner)) => account == owner,
                (account, None) => account.is_some(),
                (None, Some(_)) => false,
            },
            _ => false,
        }
    }

    /// Nobody decides on their own residency.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        matches!(action, Action::ResidencyApprove | Action::ResidencyReject)
            && self.owner.is_some()
            && self.owner == actor.who.account()
    }

    fn reading(&self) -> Option<Action> {
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use access::{Denied, Level, Reach, Role, Who, authorize};
    use kernel::Uuid;

    use super::*;

    const HERE: ScopePath = ScopePath {
        district: Some(1),
        street: Some(2),
        community: Some(3),
        grid: None,
        estate: Some(7),
    };

    fn actor(account: u128, role: Role, reach: Reach) -> Actor {
        let duty = Duty { id: None, role, reach, scopes: Vec::new() };
        Actor::new(Who::Account(AccountId(Uuid::from_u128(account))), vec![duty])
    }

    fn owner() -> AccountId {
        AccountId(Uuid::from_u128(1))
    }

    #[test]
    fn decisions_about_a_residency() {
        use Action::{ResidencyApprove, ResidencyRead};
        let residency = At::owned(HERE, owner(), ResidencyRead);
        let officer = |account, level, key| {
            actor(account, Role::CommunityOfficer, Reach::Area { level, key })
        };
        let dispatcher = |estates| {
            let id = Uuid::from_u128(9).into();
            actor(2, Role::Dispatcher, Reach::Organization { id, estates })
        };
        let nobody = actor(1, Role::Resident, Reach::Estate(8));
        for (who, action, wanted) in [
            (officer(2, Level::Community, 3), ResidencyApprove, Ok(())),
            (officer(2, Level::Community, 4), ResidencyApprove, Err(Denied::Unseen)),
            (officer(1, Level::Community, 3), ResidencyApprove, Err(Denied::Forbidden)),
            (dispatcher(vec![7]), ResidencyApprove, Ok(())),
            (dispatcher(vec![8]), ResidencyApprove, Err(Denied::Unseen)),
            (nobody.clone(), ResidencyRead, Ok(())),
            (nobody, ResidencyApprove, Err(Denied::Forbidden)),
        ] {
            assert_eq!(authorize(&who, action, &residency).map(|_| ()), wanted, "{who:?}");
        }
    }

    #[test]
    fn an_administrator_of_everywhere_founds_a_district() {
        let nowhere = At::open(ScopePath::default());
        let make = |reach| actor(1, Role::Administrator, reach);
        let everywhere = make(Reach::Everywhere);
        let district = make(Reach::Area { level: Level::District, key: 1 });
        assert!(authorize(&everywhere, Action::AreaCreate, &nowhere).is_ok());
        assert!(authorize(&district, Action::AreaCreate, &nowhere).is_err());
    }

    #[test]
    fn premises_show_to_every_account_and_to_no_client_without_a_scope() {
        let premises = At::hidden(HERE, Action::PremisesRead);
        let anyone = actor(5, Role::Resident, Reach::Estate(99));
        assert!(authorize(&anyone, Action::PremisesRead, &premises).is_ok());
        let client = Actor::new(Who::Client(Uuid::from_u128(3).into()), Vec::new());
        assert_eq!(
            authorize(&client, Action::PremisesRead, &premises).map(|_| ()),
            Err(Denied::Unseen)
        );
    }
}
