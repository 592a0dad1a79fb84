//! Who sees what of a ticket.

use access::{Actor, Role};

use super::fixture::*;
use crate::*;

fn sight(ticket: &Ticket, actor: &Actor) -> &'static str {
    match shown(ticket, actor, at(0)) {
        None => "nothing",
        Some(shown) if !shown.whole => "public",
        Some(shown) if shown.unmasked => "plain",
        Some(_) => "masked",
    }
}

#[test]
fn contacts_show_to_those_who_handle_the_open_ticket() {
    let closed = done(&done(&resolved(), &resident(), rating(true)), &branch(), Detail::Close);
    let order = [submitted(), accepted(), resolved(), closed];
    for (actor, expected) in [
        (resident(), ["plain", "plain", "plain", "plain"]),
        (neighbour(), ["nothing", "nothing", "nothing", "nothing"]),
        (dispatcher(), ["plain", "plain", "plain", "masked"]),
        (worker(), ["masked", "plain", "plain", "masked"]),
        (branch(), ["masked", "masked", "plain", "masked"]),
        (community(), ["masked", "masked", "plain", "masked"]),
        (street(), ["masked", "masked", "masked", "masked"]),
        (volunteer(30), ["nothing", "nothing", "nothing", "nothing"]),
        (stranger(), ["nothing", "nothing", "nothing", "nothing"]),
    ] {
        let seen: Vec<_> = order.iter().map(|ticket| sight(ticket, &actor)).collect();
        assert_eq!(seen, expected, "{:?}", actor.duties);
    }
}

#[test]
fn who_filed_for_a_caller_sees_whom_to_call_until_the_end() {
    let open = filed(&grid(), true);
    assert_eq!(sight(&open, &grid()), "plain");
    let ended = done(&open, &grid(), Detail::Withdraw { reason: Some(why()) });
    assert_eq!(sight(&ended, &grid()), "masked");
}

#[test]
fn neighbours_and_the_committee_see_public_tickets_without_contacts() {
    let ticket = Ticket { visibility: Visibility::Public, ..submitted() };
    for actor in [neighbour(), on_estate(12, Role::CommitteeMember)] {
        let seen = shown(&ticket, &actor, at(0)).unwrap();
        assert!(!seen.whole && seen.contact == Contact::default());
    }
}

#[test]
fn the_pool_is_seen_from_dispatch_on_also_after_another_accepted() {
    let pooled = done(&submitted(), &dispatcher(), Detail::Dispatch(to(Target::Pool)));
    assert_eq!(sight(&pooled, &volunteer(31)), "masked");
    let taken = done(&pooled, &volunteer(30), Detail::Accept);
    assert_eq!(sight(&taken, &volunteer(31)), "masked");
    assert_eq!(sight(&taken, &volunteer(30)), "plain");
}

#[test]
fn masks_keep_the_family_name_and_seven_digits() {
    let seen = shown(&submitted(), &branch(), at(0)).unwrap();
    assert_eq!(seen.contact.name.as_deref(), Some("张**"));
    assert_eq!(seen.contact.phone.as_deref(), Some("138****5678"));
}
