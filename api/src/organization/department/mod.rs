//! Departments 职能部门.

mod create;
mod list;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn operations(config: &mut ServiceConfig<'_>) {
    config.service(create::create).service(list::list);
}
