//! Routing rules over HTTP, and the work that they do: a new ticket goes where the first rule that fits says.

mod ask;
mod body;
mod change;
mod create;
mod get;
mod list;
mod order;
mod record;
mod retire;
mod sample;
mod trial;
mod trial_view;
mod view;

use actix_web::web::route;

pub(crate) use ask::{fits_a_rule, send_on, switch_off};
pub(crate) use record::seen;

use crate::{http::fallback, routes::Registry};

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    // What stands beside the rules comes first, since it would be taken for the id of one.
    config
        .service(order::order)
        .route("/v1/routing-rules/order", route().to(fallback))
        .service(trial::try_on)
        .route("/v1/routing-rules/try", route().to(fallback))
        .service(list::list)
        .service(create::create)
        .service(get::get)
        .service(change::change)
        .service(retire::retire);
}
