//! Computed scores over HTTP: computing a cycle, its league table, and the explanation of each score.

mod compute;
mod explain;
mod league;

use crate::routes::Registry;

pub(crate) use compute::reckoned;

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config.service(compute::compute).service(league::list).service(explain::explain);
}

/// A digest as it is shown.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
