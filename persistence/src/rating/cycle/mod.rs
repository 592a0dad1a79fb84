//! Rows of rating cycles, their estates and their sheets.

mod candidates;
mod list;
mod opening;
mod row;
mod save;
mod sheet;
mod sheets;
mod subjects;

pub use list::{CycleFilter, cycles, cycles_to_start};
pub use row::{cycle_by_id, cycles_on};
pub use sheet::{sheet_by_id, sheets_of_cycle, sheets_of_estate, unsettled_sheets};
pub use sheets::{SheetFilter, sheets, sheets_to_lapse, sheets_to_remind};
pub use subjects::{SubjectFilter, subject_of, subjects, subjects_of_cycle};
