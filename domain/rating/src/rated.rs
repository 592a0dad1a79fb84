//! An estate with the enterprise that is rated there; what [`access::authorize`] decides on.

use access::{Action, Actor, Duty, Relation, ScopePath, Subject};
use kernel::OrganizationId;

/// Where, and whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    pub path: ScopePath,
    pub enterprise: OrganizationId,
}

impl Subject for Rated {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => duty.organization() == Some(self.enterprise),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}
