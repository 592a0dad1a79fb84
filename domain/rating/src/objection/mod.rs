//! Objections (异议) to a disclosed score: one item each, decided by others than those who scored it, and checked again on request.

mod correction;
mod deciding;
mod record;
mod steps;
mod words;

pub use correction::{Correction, VetoCorrection, corrected};
pub use deciding::{DecidingObjection, recheck_until};
pub use record::{Disputed, OBJECTION, Objection, ObjectionDecision, ObjectionExtension, Recheck};
pub(crate) use steps::decided_until;
pub use steps::{Objecting, ObjectionChange, disclosed_until};
pub use words::{ItemKind, ObjectionSide, ObjectionState};

#[cfg(test)]
mod tests;
