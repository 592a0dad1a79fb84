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

pub(crate) use download::sent;
pub(crate) use image::{Taken, take};
pub(crate) use incoming::{part, received};
pub(crate) use link::{LinkParams, LinkedTo, is_good, links};
pub(crate) use upload::{FileBytes, UploadForm, attach, kept, stored};

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
