//! The subject of a decision about a webhook: it belongs to a system client, and stands where that client's scopes hold.

use access::{Action, Actor, Duty, Relation, ScopePath, Subject, Who};
use kernel::ClientId;

/// A webhook as the policy sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owned {
    pub client: ClientId,
    pub path: ScopePath,
    /// Whether those who may not read it must not know of it.
    pub hidden: bool,
}

impl Subject for Owned {
    fn stands(&self, actor: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Own => actor.who == Who::Client(self.client),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        self.hidden.then_some(Action::WebhookRead)
    }
}

#[cfg(test)]
mod tests {
    use access::{Denied, Level, Reach, Role, authorize};
    use kernel::{AccountId, Uuid};

    use super::*;

    #[test]
    fn it_is_kept_by_its_client_and_by_the_administrators_of_its_area() {
        let client = |n| ClientId(Uuid::from_u128(n));
        let path = ScopePath { district: Some(1), street: Some(2), ..ScopePath::default() };
        let hook = Owned { client: client(7), path, hidden: true };
        let duty = |role, scopes: &[&str], key| {
            let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
            Duty { id: None, role, reach: Reach::Area { level: Level::Street, key }, scopes }
        };
        let system = |n, scopes: &[&str]| {
            Actor::new(Who::Client(client(n)), vec![duty(Role::SystemClient, scopes, 2)])
        };
        let admin = |key| {
            let who = Who::Account(AccountId(Uuid::from_u128(1)));
            Actor::new(who, vec![duty(Role::Administrator, &[], key)])
        };
        for (actor, wanted) in [
            (system(7, &["webhooks:manage"]), Ok(())),
            (system(7, &["tickets:read"]), Err(Denied::Unseen)),
            (system(8, &["webhooks:manage"]), Err(Denied::Unseen)),
            (admin(2), Ok(())),
            (admin(3), Err(Denied::Unseen)),
        ] {
            let found = authorize(&actor, Action::WebhookRotate, &hook).map(|_| ());
            assert_eq!(found, wanted, "{actor:?}");
        }
    }
}
