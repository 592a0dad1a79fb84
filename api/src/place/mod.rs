//! Places over HTTP: areas, estates, buildings, premises, and who lives there.

mod area;
mod building;
mod estate;
mod lookup;
mod names;
mod narrow;
mod premises;
mod residency;

pub(crate) use lookup::Lookup;
pub(crate) use names::under_names;
pub(crate) use narrow::{spanned, terms, within};
pub(crate) use residency::resident_duty;

use access::{Action, Actor, Denied, roles_of};

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    area::operations(config);
    estate::operations(config);
    building::operations(config);
    premises::operations(config);
    residency::operations(config);
}

/// Refuses an actor none of whose duties opens the action anywhere, before what they name is looked up.
pub(crate) fn ensure_duty(actor: &Actor, action: Action) -> Result<(), Denied> {
    let open = roles_of(action).iter().any(|role| actor.holds(*role));
    if open { Ok(()) } else { Err(Denied::Forbidden) }
}
