//! Who is asked by a supervision, and who answers.

use access::Actor;
use kernel::Code;

use super::fixture::*;
use crate::*;

fn ask(kind: SupervisionKind) -> Detail {
    Detail::Supervise(Supervising { kind, note: why(), answer_by: Some(at(3600)) })
}

fn asked(ticket: &Ticket, actor: &Actor) -> Unit {
    done(ticket, actor, ask(SupervisionKind::Order)).open_supervisions[0].unit
}

fn answer(number: i32) -> Detail {
    Detail::Answer(Answering { number, answer: why() })
}

fn with_volunteer() -> Ticket {
    let pooled = done(&submitted(), &dispatcher(), Detail::Dispatch(to(Target::Pool)));
    done(&pooled, &volunteer(30), Detail::Accept)
}

#[test]
fn the_server_sets_the_unit_asked() {
    let enterprise = Unit { kind: UnitKind::Organization, id: ENTERPRISE.0 };
    for ticket in [submitted(), dispatched(), accepted(), resolved()] {
        assert_eq!(asked(&ticket, &branch()), enterprise, "{}", ticket.state);
    }
    assert_eq!(asked(&with_volunteer(), &branch()).kind, UnitKind::Account);
    let mut unserved = submitted();
    unserved.facts.enterprise = None;
    assert_eq!(asked(&unserved, &branch()).kind, UnitKind::Community);
    unserved.course.raised = Some(Raised::Street);
    assert_eq!(asked(&unserved, &branch()).kind, UnitKind::Street);
}

#[test]
fn specialists_show_no_cards_and_volunteers_get_none() {
    let card = ask(SupervisionKind::RedCard);
    assert_eq!(code(act(&accepted(), &specialist(), card.clone(), at(0))), Code::Forbidden);
    assert!(act(&accepted(), &branch(), card.clone(), at(0)).is_ok());
    let refusal = act(&with_volunteer(), &branch(), card, at(0)).unwrap_err();
    assert_eq!(refusal.errors[0].at, kernel::At::Pointer("#/kind".to_owned()));
    assert!(act(&with_volunteer(), &branch(), ask(SupervisionKind::Order), at(0)).is_ok());
}

#[test]
fn every_supervision_has_a_date_to_come() {
    let told = |kind, answer_by| Detail::Supervise(Supervising { kind, note: why(), answer_by });
    let (order, reminder) = (SupervisionKind::Order, SupervisionKind::Reminder);
    let raised = SupervisionKind::RaisedCase;
    for (detail, fine) in [
        (told(order, None), false),
        (told(order, Some(at(0))), false),
        (told(order, Some(at(1))), true),
        (told(reminder, None), false),
        (told(reminder, Some(at(1))), true),
        (told(reminder, Some(at(0))), false),
        (told(raised, Some(at(1))), false),
    ] {
        assert_eq!(act(&accepted(), &branch(), detail, at(0)).is_ok(), fine);
    }
}

#[test]
fn only_the_unit_asked_answers_and_only_once() {
    let ticket = done(&accepted(), &branch(), ask(SupervisionKind::Order));
    assert_eq!((ticket.course.unanswered, ticket.course.supervision_count), (1, 1));
    assert_eq!(code(act(&ticket, &worker(), answer(1), at(0))), Code::Forbidden);
    assert_eq!(code(act(&ticket, &community(), answer(1), at(0))), Code::Forbidden);
    assert_eq!(code(act(&ticket, &manager(), answer(2), at(0))), Code::NotFound);
    let answered = done(&ticket, &manager(), answer(1));
    assert_eq!(answered.course.unanswered, 0);
    assert_eq!(code(act(&answered, &manager(), answer(1), at(0))), Code::NotAllowedNow);
}

#[test]
fn a_unit_answers_after_it_lost_the_ticket() {
    let ordered = done(&with_volunteer(), &branch(), ask(SupervisionKind::Order));
    let again = Detail::Redispatch(to(Target::Account(account(21))));
    let moved = done(&ordered, &manager(), again);
    let second = done(&moved, &branch(), ask(SupervisionKind::YellowCard));
    assert_eq!(code(act(&second, &volunteer(30), answer(2), at(0))), Code::Forbidden);
    let first = done(&second, &volunteer(30), answer(1));
    assert_eq!((first.course.unanswered, first.open_supervisions.len()), (1, 1));
}

#[test]
fn the_community_answers_for_itself() {
    let mut ticket = submitted();
    ticket.facts.enterprise = None;
    let ordered = done(&ticket, &street(), ask(SupervisionKind::Order));
    assert!(act(&ordered, &community(), answer(1), at(0)).is_ok());
    assert_eq!(code(act(&ordered, &street(), answer(1), at(0))), Code::Forbidden);
    assert_eq!(code(act(&ordered, &stranger(), answer(1), at(0))), Code::NotFound);
}
