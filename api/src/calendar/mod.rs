//! Calendars over HTTP: trying deadlines, and the years that two people put in force.

mod approve;
mod get;
mod list;
mod preview;
mod propose;
mod view;

use actix_web::web::route;

use crate::{http::fallback, routes::Registry};

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(preview::preview)
        .route("/v1/calendars/preview", route().to(fallback))
        .service(list::list)
        .service(get::get)
        .service(propose::propose)
        .service(approve::approve);
}
