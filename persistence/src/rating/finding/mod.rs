//! Rows of findings.

mod list;
mod row;
mod save;
mod sums;

pub use list::{FindingFilter, findings};
pub use row::{finding_by_id, rectifications};
pub use sums::{Counted, Extent, RectifiedRow, findings_counted, rectification};
