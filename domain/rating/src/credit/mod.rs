//! The credit ledger (诚信台账): good and bad records of an enterprise, which only counter-entries take back.

mod claim;
mod deciding;
mod entry;
mod record;
mod rules;
mod steps;
mod words;

pub use claim::{Claiming, CreditClaim, Deciding, EXTENSION_WORKDAYS, Extension};
pub use entry::{CreditEntry, Recording};
pub use record::{CREDIT, CreditDesk, CreditRecord, MOST_CLAIMS};
pub use rules::{CardRule, CreditBand, CreditGrade, CreditRules, term_of};
pub use steps::{Carded, CreditChange};
pub use words::{ClaimKind, CreditCause, CreditKind, CreditState, NO_PENALTY, REMEDY};

#[cfg(test)]
mod tests;
