//! Webhooks over HTTP: kept by system clients and administrators, and served by the couriers.

mod address;
mod courier;
mod create;
mod deliveries;
mod delivery;
mod disable;
mod enable;
mod envelope;
mod fill;
mod get;
mod list;
mod record;
mod replay;
mod rotate;
mod send;
mod test;
mod update;
mod view;

pub use address::Listed;
pub(crate) use courier::serve;
pub use courier::{Couriers, deliver};
pub(crate) use record::owned;
pub(crate) use send::Sender;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(create::create)
        .service(list::list)
        .service(get::get)
        .service(update::update)
        .service(disable::disable)
        .service(enable::enable)
        .service(test::test)
        .service(rotate::rotate)
        .service(deliveries::list)
        .service(delivery::get)
        .service(replay::replay);
}
