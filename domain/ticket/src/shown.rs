//! What of a ticket an actor is shown: the neighbour's view, and whom to call.

use access::{Action, Actor, Relation, authorize, sees};
use kernel::{Moment, mask_name, mask_phone};

use crate::{Contact, Ticket};

/// What the caller may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// False for a neighbour, who sees a public ticket without reporter, filer, contact and premises.
    pub whole: bool,
    /// Masked unless `unmasked`; empty for a neighbour.
    pub contact: Contact,
    pub unmasked: bool,
}

impl Contact {
    /// `138****5678`, `张**`.
    pub fn masked(&self) -> Self {
        let name = |name: &Option<String>| name.as_deref().map(mask_name);
        let phone = |phone: &Option<String>| phone.as_deref().map(mask_phone);
        Self {
            name: name(&self.name),
            phone: phone(&self.phone),
            caller_name: name(&self.caller_name),
            caller_phone: phone(&self.caller_phone),
            recording: None,
        }
    }
}

/// What the actor is shown; `None` where they may not know of the ticket at all.
pub fn shown(ticket: &Ticket, actor: &Actor, now: Moment) -> Option<Shown> {
    let relations: Vec<Relation> =
        sees(actor, Action::TicketRead, ticket).map(|(_, relation)| relation).collect();
    if relations.is_empty() {
        return None;
    }
    let whole = relations.iter().any(|relation| *relation != Relation::Public);
    let unmasked = whole && unmasks(ticket, actor, &relations, now);
    let contact = match (whole, unmasked) {
        (false, _) => Contact::default(),
        (true, true) => ticket.contact.clone(),
        (true, false) => ticket.contact.masked(),
    };
    Some(Shown { whole, contact, unmasked })
}

/// The reporter sees their own. Of the others, who has to do with the open ticket: who filed it, its handler and
/// helpers, who may dispatch it, and who may call the reporter now.
fn unmasks(ticket: &Ticket, actor: &Actor, relations: &[Relation], now: Moment) -> bool {
    let any = |wanted: &[Relation]| relations.iter().any(|relation| wanted.contains(relation));
    let handles = || {
        any(&[Relation::Filer, Relation::Handler, Relation::Helper])
            || sees(actor, Action::Dispatch, ticket).next().is_some()
            || authorize(actor, Action::FollowUp, ticket)
                .is_ok_and(|permit| ticket.guard(&permit, now).is_ok())
    };
    any(&[Relation::Reporter]) || (ticket.is_open() && handles())
}
