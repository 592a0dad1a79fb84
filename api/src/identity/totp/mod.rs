//! One-time passwords (RFC 6238) as a second factor: SHA-1, six digits, 30 seconds, one step to either side.

mod confirm;
mod enrol;
mod factor;
mod remove;

pub(super) use factor::{Presented, enrolled, present};
pub(crate) use remove::forget;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn operations(config: &mut ServiceConfig<'_>) {
    config.service(enrol::enrol).service(confirm::confirm).service(remove::remove);
}
