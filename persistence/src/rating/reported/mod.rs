//! Rows of reported figures.

mod list;
mod row;
mod save;

pub use list::{ReportedFilter, reported_figures, reported_list};
pub use row::reported_by_id;
