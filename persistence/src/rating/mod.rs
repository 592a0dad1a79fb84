//! Rows of rating schemes, of cycles and of the credit ledger, and the automatic figures.

mod credit;
mod cycle;
mod figures;
mod read;
mod save;
mod score;

pub use credit::{
    CreditFilter, CreditSums, credit_claims, credit_of_card, credit_record, credit_records,
    credit_sums,
};
pub use cycle::{
    CycleFilter, SheetFilter, SubjectFilter, cycle_by_id, cycles, cycles_on, cycles_to_start,
    sheet_by_id, sheets, sheets_of_cycle, sheets_of_estate, sheets_to_lapse, sheets_to_remind,
    subject_of, subjects, subjects_of_cycle, unsettled_sheets,
};
pub use figures::{EstateFigures, Wanted, estate_figures};
pub use read::{SchemeFilter, SchemeRow, Summary, in_force, scheme_by_id, schemes};
pub use score::{
    Computation, Gathered, Mark, ScoreFilter, ScoreRow, computation, gather_cycle, gathered_mark,
    score_by_id, scores, unsettled,
};
