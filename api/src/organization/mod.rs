//! Organisations over HTTP: property enterprises, their service contracts, and departments.

mod contract;
mod department;
mod enterprise;
mod found;
mod list;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of the module.
pub(crate) fn operations(config: &mut ServiceConfig<'_>) {
    enterprise::operations(config);
    contract::operations(config);
    department::operations(config);
}
