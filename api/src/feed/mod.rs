//! Changes out: the feed that callers pull, and the task that gives committed entries their positions.

mod board;
mod follow;
mod pull;

pub use board::Board;
pub(crate) use follow::{follow, place};
pub(crate) use pull::view;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of the module.
pub(crate) fn operations(config: &mut ServiceConfig<'_>) {
    config.service(pull::pull);
}
