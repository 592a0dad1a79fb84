//! A call whose caller proves the number afterwards, and is the reporter from then on.

use kernel::Refusal;
use persistence::{Failure, Tx};

use super::{
    categories::position,
    people::{Contact, person},
    submit::{named_person, order, registered},
    world::{World, unknown},
};
use crate::{
    ctx::By,
    identity::claim,
    ticket::{NewTicket, file},
};

/// Who takes the call.
pub(super) const OPERATOR: &str = "hotline";
const CALLER: &str = "resident2";
const CATEGORY: &str = "repair_light";
const WORDS: &str = "来电人反映：地下车库入口的灯坏了两天，晚上进出看不清，请派人来修。";

pub(super) async fn called(by: By<'_>, tx: &Tx, world: &World) -> Result<(), Failure> {
    let category = position(CATEGORY).ok_or_else(|| unknown(CATEGORY))?;
    let caller = person(CALLER).ok_or_else(|| unknown(CALLER))?;
    let home = caller.home.ok_or_else(|| unknown(CALLER))?;
    let (estate, of) = (world.estates[home.estate].estate.id, world.categories[category].id);
    let contact = Contact { name: caller.name, phone: caller.phone };
    let on_behalf_of = Some(named_person(contact));
    let told = NewTicket { on_behalf_of, ..order(estate, of, WORDS.to_owned()) };
    let told = registered(by, tx, told).await?;
    file(by, tx, &told).await.map(|_| ())
}

/// The caller signs in with a code for that number.
pub(super) async fn proved(by: By<'_>, tx: &Tx, world: &World) -> Result<(), Failure> {
    let caller = person(CALLER).ok_or_else(|| unknown(CALLER))?;
    match claim(tx, by.app, world.account(CALLER)?, caller.phone, by.now).await? {
        0 => Err(Refusal::missing().into()),
        _ => Ok(()),
    }
}
