//! The table of contents: every operation of the contract, and what is always there.

use actix_web::web::ServiceConfig as Plain;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{always, calendar, feed, identity, organization, place, ticket, webhook};

/// The operations of the contract, a line for each module.
pub(crate) fn operations(config: &mut ServiceConfig<'_>) {
    always::operations(config);
    identity::operations(config);
    place::operations(config);
    organization::operations(config);
    ticket::operations(config);
    calendar::operations(config);
    feed::operations(config);
    webhook::operations(config);
}

/// What stands outside the contract: the documentation and the pages of the problems.
pub(crate) fn always(config: &mut Plain) {
    config.configure(always::pages);
}
