//! Notices to people: made from the journal, read in the inbox, and sent by the channels that each has chosen.

mod deliveries;
mod follow;
mod get_preferences;
mod letter;
mod list;
mod preference;
mod read;
mod set_preferences;
mod sight;
mod spread;
mod subjects;

pub(crate) use {follow::serve, letter::said};
pub use {follow::tell, spread::spread};

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(read::read)
        .service(get_preferences::get)
        .service(set_preferences::set)
        .service(deliveries::list);
}
