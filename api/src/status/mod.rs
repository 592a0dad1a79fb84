//! Tickets without an account: filing one, and asking by number and secret how one stands.

mod check;
mod secret;
mod share;
mod submit;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(submit::submit).service(check::check).service(share::share);
}
