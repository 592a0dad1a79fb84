//! The red list and the black list (红榜、黑榜): made from final results by a rule, told to those who are on them, objected to,
//! and published by another person.

mod entry;
mod entry_steps;
mod list;
mod proposing;
mod rule;
mod words;

pub use entry::{LISTING, Listing, ListingDecision, ListingObjection};
pub use entry_steps::ListingChange;
pub use list::{LIST, ListChange, RatingList};
pub use proposing::{Listable, Proposing};
pub use rule::ListRule;
pub use words::{ListKind, ListState, ListingState, NO_PENALTY};

#[cfg(test)]
mod tests;
