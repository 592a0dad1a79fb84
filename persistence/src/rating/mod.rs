//! Rows of rating schemes, of findings and figures, and of the credit ledger.

mod credit;
mod evidence;
mod figures;
mod finding;
mod read;
mod reported;
mod save;
mod scan;

pub use credit::{
    CreditFilter, CreditSums, credit_claims, credit_of_card, credit_record, credit_records,
    credit_sums,
};
pub use figures::{EstateFigures, Wanted, estate_figures};
pub use finding::{
    Counted, Extent, FindingFilter, RectifiedRow, finding_by_id, findings, findings_counted,
    rectification, rectifications,
};
pub use read::{SchemeFilter, SchemeRow, Summary, in_force, scheme_by_id, schemes};
pub use reported::{ReportedFilter, reported_by_id, reported_figures, reported_list};
