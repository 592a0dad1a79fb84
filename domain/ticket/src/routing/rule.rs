//! A rule: for which tickets it is, and where they go.

use access::Level;
use kernel::{AccountId, Moment, OrganizationId, RoutingRuleId, Uuid};

use super::Conditions;
use crate::{Priority, Target, Ticket};

/// The most rules that an area has.
pub const MAX_RULES: usize = 100;

kernel::words! {
    /// Whether a rule is asked.
    RuleState {
        Active = "active", "启用", "active";
        /// Switched off by a person.
        Off = "off", "停用", "switched off";
        /// Switched off by the system, since it could dispatch nothing any more.
        Broken = "broken", "失效停用", "broken";
        Retired = "retired", "已废止", "retired";
    }
}

kernel::words! {
    /// What a rule sends tickets to.
    GoalKind {
        Pool = "pool", "志愿者池", "the volunteers' pool";
        Account = "account", "人员", "a person";
        Organization = "organization", "单位", "an organisation";
        Enterprise = "enterprise", "在管物业", "the enterprise under contract";
    }
}

kernel::words! {
    /// Why a rule can dispatch nothing any more.
    Breakage {
        PlaceGone = "place_gone", "指定地点已不在本区域", "its places no longer lie in the area";
        CategoryRetired = "category_retired", "指定类别均已停用", "its categories are retired";
        AccountGone = "account_gone", "被派人员已无相应职责", "the person no longer serves here";
        OutOfContract = "out_of_contract", "物业企业已无在管合同", "no contract is in force here";
        DepartmentGone = "department_gone", "部门已不服务本区域", "the department no longer serves here";
        PoolEmpty = "pool_empty", "志愿者池已无志愿者", "there is no volunteer here";
    }
}

/// Where the tickets of a rule go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    Pool,
    Account(AccountId),
    Organization(OrganizationId),
    /// Whichever enterprise is under contract for the estate.
    Enterprise,
}

impl Goal {
    pub const fn kind(self) -> GoalKind {
        match self {
            Self::Pool => GoalKind::Pool,
            Self::Account(_) => GoalKind::Account,
            Self::Organization(_) => GoalKind::Organization,
            Self::Enterprise => GoalKind::Enterprise,
        }
    }

    pub const fn id(self) -> Option<Uuid> {
        match self {
            Self::Account(id) => Some(id.0),
            Self::Organization(id) => Some(id.0),
            Self::Pool | Self::Enterprise => None,
        }
    }

    /// Of a kind with its id; `None` where the two do not belong together.
    pub fn of(kind: GoalKind, id: Option<Uuid>) -> Option<Self> {
        match (kind, id) {
            (GoalKind::Pool, None) => Some(Self::Pool),
            (GoalKind::Account, Some(id)) => Some(Self::Account(AccountId(id))),
            (GoalKind::Organization, Some(id)) => Some(Self::Organization(OrganizationId(id))),
            (GoalKind::Enterprise, None) => Some(Self::Enterprise),
            _ => None,
        }
    }

    /// What that is for this ticket; `None` for the enterprise under contract where there is none.
    pub fn target(self, ticket: &Ticket) -> Option<Target> {
        match self {
            Self::Pool => Some(Target::Pool),
            Self::Account(id) => Some(Target::Account(id)),
            Self::Organization(id) => Some(Target::Organization(id)),
            Self::Enterprise => ticket.facts.enterprise.map(Target::Organization),
        }
    }
}

/// When a rule was found broken, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    pub at: Moment,
    pub reason: Breakage,
}

/// The rule, and its version, by which a ticket was dispatched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByRule {
    pub id: RoutingRuleId,
    pub version: i32,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutingRule {
    pub id: RoutingRuleId,
    /// The key of the area that it belongs to, and its level: district, street or community.
    pub area: i32,
    pub level: Level,
    /// The rules of an area are asked from the lowest.
    pub position: i32,
    pub name: String,
    pub conditions: Conditions,
    pub goal: Goal,
    /// What the ticket is given before it goes there; its own where none is said.
    pub priority: Option<Priority>,
    pub state: RuleState,
    pub broken: Option<Broken>,
    pub version: i32,
    pub updated_at: Moment,
}

impl RoutingRule {
    pub const fn reference(&self) -> ByRule {
        ByRule { id: self.id, version: self.version }
    }
}
