//! Evidence files 佐证材料 over HTTP: photos and papers on what is recorded or rated, and links to their bytes.

mod attach;
mod credit;
mod download;
mod figure;
mod finding;
mod get;
mod held;
mod list;
mod listing;
mod objection;
mod sheet;
mod view;

pub(crate) use attach::{kept, put};

use crate::routes::Registry;

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(finding::list)
        .service(finding::attach)
        .service(figure::list)
        .service(figure::attach)
        .service(sheet::list)
        .service(sheet::attach)
        .service(objection::list)
        .service(objection::attach)
        .service(listing::list)
        .service(listing::attach)
        .service(credit::list)
        .service(credit::attach)
        .service(get::get)
        .service(download::download);
}
