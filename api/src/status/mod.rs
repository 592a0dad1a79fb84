//! Tickets without an account: filing one, and asking by number and secret how one stands.

mod check;
mod secret;
mod share;
mod submit;

pub(crate) use secret::new as new_secret;
pub(crate) use submit::file_with;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(submit::submit).service(check::check).service(share::share);
}
