//! Rows of rating schemes.

mod read;
mod save;

pub use read::{SchemeFilter, SchemeRow, Summary, in_force, scheme_by_id, schemes};
