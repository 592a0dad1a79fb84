//! Closing, and who must not judge: the separation of duties.

use access::{Action, Actor, Role};
use kernel::Code;

use super::fixture::*;
use crate::*;

#[test]
fn people_close_only_what_was_solved_and_answered() {
    let ticket = resolved();
    let close = |ticket: &Ticket, actor: &Actor| act(ticket, actor, Detail::Close, at(0));
    assert_eq!(code(close(&ticket, &branch())), Code::NotAllowedNow);
    let called = done(&ticket, &branch(), call(true));
    assert_eq!(code(close(&called, &branch())), Code::NotAllowedNow, "the reporter has the word");
    let rated = done(&called, &resident(), rating(true));
    assert_eq!(close(&rated, &branch()).unwrap().after.state, State::Closed);
    let order = Supervising { kind: SupervisionKind::Order, note: why(), answer_by: Some(at(60)) };
    let ordered = done(&rated, &branch(), Detail::Supervise(order));
    assert_eq!(code(close(&ordered, &community())), Code::NotAllowedNow);
    let late = ordered.course.rate_until.unwrap();
    assert!(act(&ordered, &Actor::system(), Detail::Close, late).is_err());
    let told = Answering { number: 1, answer: why() };
    let answered = done(&ordered, &manager(), Detail::Answer(told));
    assert!(close(&answered, &community()).is_ok());
}

#[test]
fn a_follow_up_is_the_verdict_where_there_is_no_reporter() {
    let to = Detail::Dispatch(to(Target::Account(account(21))));
    let sent = done(&filed(&grid(), true), &dispatcher(), to);
    let ticket = done(&done(&sent, &worker(), Detail::Accept), &worker(), resolving());
    let called = done(&ticket, &specialist(), call(true));
    assert_eq!(called.course.verdict, Some(true));
    assert!(act(&called, &branch(), Detail::Close, at(0)).is_ok());
    assert!(!allowed_actions(&ticket, &grid(), at(0)).contains(&Action::Rate));
}

fn with(mut actor: Actor, other: Actor) -> Actor {
    actor.duties.extend(other.duties);
    actor
}

#[test]
fn who_had_a_part_never_judges_again() {
    let judge = |actor: &Actor, ticket: &Ticket| {
        let allowed = allowed_actions(ticket, actor, at(0));
        let judging = [Action::FollowUp, Action::Supervise, Action::Close];
        allowed.iter().any(|action| judging.contains(action))
    };
    let pooled = done(&submitted(), &dispatcher(), Detail::Dispatch(to(Target::Pool)));
    let taken = done(&pooled, &volunteer(40), Detail::Accept);
    let both = with(volunteer(40), branch());
    assert!(judge(&both, &pooled) && !judge(&both, &taken));
    let again = Detail::Redispatch(to(Target::Account(account(21))));
    let moved = done(&taken, &manager(), again);
    let ticket = done(&done(&moved, &worker(), Detail::Accept), &worker(), resolving());
    assert!(!judge(&both, &ticket), "once handler, barred for ever");
    assert!(!judge(&with(on_estate(10, Role::BranchSecretary), resident()), &ticket));
    assert!(!judge(&with(branch(), staff(40, Role::Worker, ENTERPRISE)), &resolved()));
    assert!(judge(&community(), &ticket));
}

#[test]
fn the_street_steps_in_where_everyone_below_is_barred() {
    let mut ticket = resolved();
    let may =
        |ticket: &Ticket| allowed_actions(ticket, &street(), at(0)).contains(&Action::FollowUp);
    assert!(!may(&ticket));
    ticket.facts.branch_clear = false;
    assert!(!may(&ticket));
    ticket.facts.community_clear = false;
    assert!(may(&ticket));
}
