//! The table of contents: every operation of the contract, and what is always there.

use actix_web::{Route, dev::HttpServiceFactory, web::ServiceConfig as Plain};
use utoipa_actix_web::{OpenApiFactory, service_config::ServiceConfig};

use crate::{
    always, attachment, bulletin, calendar, clock_policy, export, feed, figures, identity, import,
    notice, organization, outage, place, rating, routing, saved_view, status, ticket, webhook,
};

/// Where operations are entered: in the contract with all that describes them, or in a worker, to be served alone.
pub(crate) trait Registry {
    fn service<F: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, one: F) -> &mut Self;
    fn route(&mut self, path: &str, route: Route) -> &mut Self;
}

impl Registry for ServiceConfig<'_> {
    fn service<F: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, one: F) -> &mut Self {
        ServiceConfig::service(self, one)
    }

    fn route(&mut self, path: &str, route: Route) -> &mut Self {
        ServiceConfig::route(self, path, route)
    }
}

impl Registry for Plain {
    fn service<F: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, one: F) -> &mut Self {
        Plain::service(self, one)
    }

    fn route(&mut self, path: &str, route: Route) -> &mut Self {
        Plain::route(self, path, route)
    }
}

/// The operations of the contract, a line for each module.
pub(crate) fn operations(config: &mut impl Registry) {
    always::operations(config);
    identity::operations(config);
    place::operations(config);
    organization::operations(config);
    // Before the tickets, since `export` would be taken for one of them.
    export::operations(config);
    ticket::operations(config);
    status::operations(config);
    saved_view::operations(config);
    figures::operations(config);
    import::operations(config);
    calendar::operations(config);
    clock_policy::operations(config);
    routing::operations(config);
    outage::operations(config);
    bulletin::operations(config);
    notice::operations(config);
    feed::operations(config);
    webhook::operations(config);
    attachment::operations(config);
    rating::operations(config);
}

/// What stands outside the contract: the documentation and the pages of the problems.
pub(crate) fn always(config: &mut Plain) {
    config.configure(always::pages);
}
