//! Figures over HTTP (统计): the three rates and what stands behind them, and counting anew.

mod get;
mod params;
mod rebuild;
mod recount;
mod view;

pub use recount::build;
pub(crate) use recount::serve;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(get::get).service(rebuild::rebuild);
}
