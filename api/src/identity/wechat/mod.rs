//! WeChat: the identity that a mini-program's user has, taken for a session.

mod exchange;
mod sign_in;

use crate::routes::Registry;

pub(super) fn operations(config: &mut impl Registry) {
    config.service(sign_in::sign_in);
}
