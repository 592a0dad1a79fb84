//! The computed score of an estate in a cycle, with everything that it was reckoned from.

mod gather;
mod kept;

pub use gather::{EstateEvidence, gathered};
pub use kept::{Computed, KeptFindings, KeptInputs, Placed, places, ranked};
