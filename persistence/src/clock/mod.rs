//! Rows of clocks and their policies.

mod due;
mod policy;
mod row;
mod rules;

pub use due::{due, due_statement, provisional, provisional_years, running};
pub use policy::{policies, policy_by_key, unapplied};
pub(crate) use row::put_clocks;
pub use row::{clocks, clocks_of};
pub use rules::{Mark, clockwork, clockwork_mark};
