//! Exports over HTTP: tickets as a table for spreadsheets.

mod cell;
mod columns;
mod csv;
mod making;
mod sheet;
mod tickets;
mod xlsx;

use actix_web::web::route;

pub(crate) use cell::{Cell, Layout, Row};
pub(crate) use making::{Making, written};
pub(crate) use sheet::{Format, blank};
pub(crate) use tickets::TableBytes;
pub(crate) use xlsx::Xlsx;

use crate::{http::fallback, routes::Registry};

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(tickets::export).route("/v1/tickets/export", route().to(fallback));
}
