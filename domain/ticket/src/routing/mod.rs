//! Routing rules (派单规则): which new tickets go where by themselves, in an explicit order.

mod change;
mod condition;
mod rule;
mod sample;
mod table;

pub use change::{RuleChange, RulePatch, RuleTold};
pub use condition::{Condition, Conditions, Hours, Incoming, Spot};
pub use rule::{Breakage, Broken, ByRule, Goal, GoalKind, MAX_RULES, RoutingRule, RuleState};
pub use sample::{Sample, as_new};
pub use table::Routing;
