//! Calendars over HTTP: trying deadlines, and the years that two people put in force.

mod approve;
mod get;
mod list;
mod preview;
mod propose;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of the module.
pub(crate) fn operations(config: &mut ServiceConfig<'_>) {
    config
        .service(preview::preview)
        .service(list::list)
        .service(get::get)
        .service(propose::propose)
        .service(approve::approve);
}
