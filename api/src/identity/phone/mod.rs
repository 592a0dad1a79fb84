//! Phone numbers that accounts prove with a code: to sign in, to sign up, and to get what was filed for them.

mod bind;
mod claim;
mod enter;
mod prove;
mod request_code;
mod sign_in;

pub(crate) use claim::claim;
pub(super) use enter::{Entrance, Key, enter};

use crate::routes::Registry;

pub(super) fn operations(config: &mut impl Registry) {
    config.service(request_code::request).service(sign_in::sign_in).service(bind::bind);
}
