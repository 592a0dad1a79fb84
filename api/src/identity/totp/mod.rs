//! One-time passwords (RFC 6238) as a second factor: SHA-1, six digits, 30 seconds, one step to either side.

mod confirm;
mod enrol;
mod factor;
mod remove;

pub(super) use factor::{Presented, present};
pub(crate) use {factor::enrolled, remove::forget};

use crate::routes::Registry;

pub(super) fn operations(config: &mut impl Registry) {
    config.service(enrol::enrol).service(confirm::confirm).service(remove::remove);
}
