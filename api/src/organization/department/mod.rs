//! Departments 职能部门.

mod create;
mod list;

use crate::routes::Registry;

pub(super) fn operations(config: &mut impl Registry) {
    config.service(create::create).service(list::list);
}
