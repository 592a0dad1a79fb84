//! Rows of the credit ledger.

mod list;
mod row;
mod save;
mod sums;

pub use list::{CreditFilter, credit_records};
pub use row::{credit_claims, credit_of_card, credit_record};
pub use sums::{CreditSums, credit_sums};
