//! Who is asking, and the duties that they hold now.

use kernel::{AccountId, ClientId, DutyId, OrganizationId, Uuid};

use crate::{Action, Relation, Role, ScopePath, path::Level};

/// The identity behind a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Account(AccountId),
    Client(ClientId),
    System,
}

impl Who {
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(id) => Some(id),
            Self::Client(_) | Self::System => None,
        }
    }

    /// The id that stands in the journal; nil for the system itself.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Account(id) => id.0,
            Self::Client(id) => id.0,
            Self::System => Uuid::nil(),
        }
    }

    pub const fn kind(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Client(_) => "client",
            Self::System => "system",
        }
    }
}

/// How far a duty goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reach {
    Area {
        level: Level,
        key: i32,
    },
    Estate(i32),
    /// An organisation, with the estates that it has under contract today.
    Organization {
        id: OrganizationId,
        estates: Vec<i32>,
    },
    Own,
    Everywhere,
}

/// One duty that is in force at the time of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    pub id: Option<DutyId>,
    pub role: Role,
    pub reach: Reach,
    /// For a system client: the words of the scopes granted to it. Empty otherwise.
    pub scopes: Vec<String>,
}

impl Duty {
    /// Whether the duty's scope covers a place.
    pub fn covers(&self, path: &ScopePath) -> bool {
        match &self.reach {
            Reach::Area { level, key } => path.at(*level) == Some(*key),
            Reach::Estate(key) => path.estate == Some(*key),
            Reach::Organization { estates, .. } => {
                path.estate.is_some_and(|e| estates.contains(&e))
            }
            Reach::Own => false,
            Reach::Everywhere => true,
        }
    }

    /// Whether the duty's own scopes are no hindrance to the action in a relation: only those of a system client can be.
    /// A system that submits reads what it filed.
    pub fn opens(&self, action: Action, relation: Relation) -> bool {
        let holds = |needed: &str| self.scopes.iter().any(|scope| scope == needed);
        let needed = action.client_scope();
        self.role != Role::SystemClient
            || needed.is_empty()
            || holds(needed)
            || (action == Action::TicketRead
                && relation == Relation::Filer
                && holds(Action::Submit.client_scope()))
    }

    pub fn organization(&self) -> Option<OrganizationId> {
        match self.reach {
            Reach::Organization { id, .. } => Some(id),
            Reach::Area { .. } | Reach::Estate(_) | Reach::Own | Reach::Everywhere => None,
        }
    }
}

/// Who is asking, with every duty in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub who: Who,
    pub duties: Vec<Duty>,
}

impl Actor {
    /// An actor with the duties that were read for it; a signed-in person also holds the duty `account`.
    pub fn new(who: Who, mut duties: Vec<Duty>) -> Self {
        if matches!(who, Who::Account(_)) {
            duties.push(Duty {
                id: None,
                role: Role::Account,
                reach: Reach::Own,
                scopes: Vec::new(),
            });
        }
        Self { who, duties }
    }

    /// The system's own jobs.
    pub fn system() -> Self {
        let duty =
            Duty { id: None, role: Role::System, reach: Reach::Everywhere, scopes: Vec::new() };
        Self { who: Who::System, duties: vec![duty] }
    }

    pub fn holds(&self, role: Role) -> bool {
        self.duties.iter().any(|duty| duty.role == role)
    }

    /// Whether a duty of this actor belongs to the organisation.
    pub fn works_for(&self, organization: OrganizationId) -> bool {
        self.duties.iter().any(|duty| duty.organization() == Some(organization))
    }
}
