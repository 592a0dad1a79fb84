//! ticket

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn operations(_config: &mut ServiceConfig<'_>) {}
