//! Findings (检查发现、扣分项): what an inspector found on an estate, what the enterprise did about it, and who verified that.

mod filing;
mod rate;
mod record;
mod steps;
mod words;

pub use filing::{DUE_WORKDAYS, Filing, FindingDesk, FindingItem, MOST_UNITS, of_scheme};
pub use rate::{Outcome, Rectified, outcome};
pub use record::{FINDING, Finding, Judgement, MOST_RECTIFICATIONS, Rectification, Withdrawal};
pub use steps::{FindingChange, Judging, Rectifying};
pub use words::FindingState;

#[cfg(test)]
mod tests;
