//! Results that everyone may see: those of cycles that are disclosed or final.

mod league;
mod list;
mod row;

pub use league::{enterprise_names, enterprise_sums};
pub use list::{ResultFilter, newest_cycle, results, results_counted, results_statement};
pub use row::{PublicCycle, ResultRow, earlier_results, newest_result, result_by_id};

/// The condition on a cycle `c` whose results are public, in the words of its partial index.
const PUBLIC: &str = "c.state IN ('disclosed', 'final')";
