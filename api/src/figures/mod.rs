//! Figures over HTTP (统计): the three rates and what stands behind them, and counting anew.

mod get;
mod params;
mod rebuild;
mod recount;
mod time;
mod view;

pub use recount::build;
pub(crate) use recount::serve;
pub(crate) use time::{months, whole_at};

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(get::get).service(rebuild::rebuild);
}
