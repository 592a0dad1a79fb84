//! Evidence files 佐证材料 over HTTP: photos and papers on what is recorded or rated, and links to their bytes.

mod attach;
mod download;
mod get;
mod held;
mod list;
mod view;

use crate::routes::Registry;

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(attach::attach)
        .service(get::get)
        .service(download::download);
}
