//! Imports over HTTP (批量导入): a file of tickets is checked and filed row by row, by whichever server takes it.

mod cancel;
mod columns;
mod create;
mod csv;
mod filing;
mod get;
mod incoming;
mod list;
mod names;
mod rows;
mod table;
mod template;
mod view;
mod whole;
mod work;
mod xlsx;
mod xml;

use actix_web::web::route;

pub(crate) use view::owned;
pub(crate) use whole::take_in;
pub(crate) use work::serve;
pub use work::{step, work};

use crate::{http::fallback, routes::Registry};

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(create::create)
        .service(list::list)
        .service(template::template)
        .route("/v1/imports/template", route().to(fallback))
        .service(get::get)
        .service(rows::rows)
        .service(cancel::cancel);
}
