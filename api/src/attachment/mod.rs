//! Attachments over HTTP: files on tickets, and the signed links through which their bytes are read.

mod delete;
mod download;
mod get;
mod image;
mod incoming;
mod link;
mod list;
mod upload;
mod view;

pub(crate) use image::take;
pub(crate) use incoming::part;
pub(crate) use upload::{attach, kept};

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(upload::upload)
        .service(list::list)
        .service(get::get)
        .service(delete::delete)
        .service(download::download);
}
