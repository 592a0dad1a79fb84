//! Residencies 居住关系: asked for, decided, listed.

mod approve;
mod decide;
mod list;
mod reject;
mod request;
mod resident;
mod view;

pub(crate) use resident::resident_duty;

use crate::routes::Registry;

pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(request::request)
        .service(approve::approve)
        .service(reject::reject)
        .service(list::list);
}
