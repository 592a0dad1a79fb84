//! The ticket's rows on SQLite: what is saved is what is loaded, and lists scan in order.

mod facts;
mod known;
mod lists;
mod round;
pub(super) mod world;
