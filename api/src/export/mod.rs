//! Exports over HTTP: tickets as a table for spreadsheets.

mod columns;
mod csv;
mod sheet;
mod tickets;
mod xlsx;

use actix_web::web::route;

pub(crate) use sheet::{Format, blank};

use crate::{http::fallback, routes::Registry};

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(tickets::export).route("/v1/tickets/export", route().to(fallback));
}
