//! Rows of rating schemes and of the credit ledger, and the automatic figures.

mod credit;
mod figures;
mod read;
mod save;

pub use credit::{
    CreditFilter, CreditSums, credit_claims, credit_of_card, credit_record, credit_records,
    credit_sums,
};
pub use figures::{EstateFigures, Wanted, estate_figures};
pub use read::{SchemeFilter, SchemeRow, Summary, in_force, scheme_by_id, schemes};
