//! Reported figures 外部报送数据 over HTTP: reported by enterprises and systems, verified by the property office.

mod get;
mod list;
mod report;
mod verify;
mod view;

pub(crate) use report::{NewReportedFigure, reported};
pub(crate) use verify::judged;

use crate::routes::Registry;

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config.service(list::list).service(report::report).service(get::get).service(verify::verify);
}
