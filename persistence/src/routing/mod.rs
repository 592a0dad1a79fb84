//! Rows of routing rules, and whether a rule can still dispatch anything.

mod change;
mod list;
mod row;
mod sound;

pub use list::{RuleFilter, list};
pub use row::{Mark, last_position, mark, rule, rules, rules_of};
pub use sound::breakage;
