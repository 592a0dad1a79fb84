//! Estates 小区, their management and the phases of their life.

mod change_phase;
mod create;
mod get;
mod list;
mod update;
mod view;

use access::{Action, Actor, authorize, may};
use kernel::{EstateId, Fault, Refusal};
use persistence::{Failure, Tx};
use place::{At, Estate};

use crate::{ctx::Ctx, routes::Registry};

pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(create::create)
        .service(list::list)
        .service(get::get)
        .service(update::update)
        .service(change_phase::change_phase);
}

/// What the policy decides on: everyone who may read places knows of an estate.
pub(super) fn subject(estate: &Estate) -> At {
    At::hidden(estate.path, Action::EstateRead)
}

/// The estate in a path, kept where it is, if the caller may put something into it.
pub(super) async fn open_for(
    ctx: &Ctx,
    tx: &Tx,
    id: EstateId,
    action: Action,
) -> Result<(access::Permit, Estate), Failure> {
    let estate = tx.hold_estate(id).await?.ok_or_else(Refusal::missing)?;
    let permit = authorize(&ctx.actor, action, &subject(&estate))?;
    Ok((permit, estate))
}

/// What the actor may do to the estate now; a commons follows its community.
fn allowed(actor: &Actor, estate: &Estate) -> Vec<&'static str> {
    let actions = [Action::EstateUpdate, Action::EstatePhase];
    let open = actions.iter().filter(|action| may(actor, **action, &subject(estate)));
    open.filter(|_| !estate.commons).map(|action| action.as_str()).collect()
}

/// A conflict says what the caller may do instead.
fn told(actor: &Actor, estate: &Estate, refusal: Refusal) -> Refusal {
    refusal.allowing(|| allowed(actor, estate))
}

/// An area or estate that a body names and that does not exist.
fn unknown(field: &str) -> Refusal {
    Refusal::field(field, Fault::NotFound)
}
