//! Policies of clocks over HTTP.

mod list;
mod set;
mod view;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(list::list).service(set::set);
}
