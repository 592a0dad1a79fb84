//! Saved views over HTTP: filters of the list of tickets that someone keeps under a name.

mod create;
mod delete;
mod list;
mod view;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(create::create).service(list::list).service(delete::delete);
}
