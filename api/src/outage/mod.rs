//! Announced outages 停供公告 over HTTP: what is out of service on an estate, for those who live and work there.

mod announce;
mod end;
mod get;
mod list;
mod view;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(announce::announce).service(list::list).service(get::get).service(end::end);
}
