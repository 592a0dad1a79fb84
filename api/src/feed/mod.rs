//! Changes out: the feed that callers pull, and the task that gives committed entries their positions.

mod board;
mod follow;
mod pull;

pub use board::Board;
pub(crate) use follow::{follow, place};
pub(crate) use pull::view;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(pull::pull);
}
