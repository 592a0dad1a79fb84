//! Whose figures are asked for; what [`access::authorize`] decides on.

use access::{Action, Actor, Duty, Reach, Relation, Role, ScopePath, Subject};
use kernel::OrganizationId;

/// The figures of a place, of an organisation, or of one in the other; of everything where neither is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sought {
    pub place: Option<ScopePath>,
    pub organization: Option<OrganizationId>,
}

impl Subject for Sought {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Within => match self.place {
                Some(path) => duty.covers(&path),
                None => duty.reach == Reach::Everywhere,
            },
            Relation::Unit => match &duty.reach {
                // An enterprise is shown its figures while it is under contract somewhere.
                Reach::Organization { id, estates } => {
                    let serves = duty.role != Role::Manager || !estates.is_empty();
                    self.organization == Some(*id) && serves
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}
