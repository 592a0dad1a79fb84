//! Reported figures (外部报送数据): what outside systems or the enterprise measure, with evidence, and who verified it.

mod period;
mod record;
mod steps;
mod words;

pub use period::period_over;
pub use record::{REPORTED, ReportedDesk, ReportedFigure, ReportedJudgement};
pub use steps::{ReportedChange, Reporting};
pub use words::{ReportedState, ReportedValue, reportable};

#[cfg(test)]
mod tests;
