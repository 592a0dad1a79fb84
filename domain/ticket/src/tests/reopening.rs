//! Rating, following up and reopening: once for each resolution, three times in all.

use access::Action;
use kernel::{Code, Fault, FieldError};

use super::fixture::*;
use crate::*;

fn steps(change: &Change) -> Vec<Action> {
    change.entries.iter().map(|entry| entry.action).collect()
}

/// Dispatched by whoever may, taken and resolved again.
fn round(ticket: &Ticket) -> Ticket {
    let by = if ticket.course.raised.is_some() { community() } else { dispatcher() };
    let sent = done(ticket, &by, Detail::Dispatch(to(Target::Account(account(21)))));
    done(&done(&sent, &worker(), Detail::Accept), &worker(), resolving())
}

#[test]
fn not_solved_reopens_in_the_same_change() {
    let change = act(&resolved(), &resident(), rating(false), at(0)).unwrap();
    assert_eq!(steps(&change), [Action::Rate, Action::Reopen]);
    let after = &change.after;
    assert_eq!((after.state, after.course.reopen_count), (State::Submitted, 1));
    assert_eq!((after.course.handler_id, after.current(Part::Handler).count()), (None, 0));
    let change = act(&resolved(), &branch(), call(false), at(0)).unwrap();
    assert_eq!(steps(&change), [Action::FollowUp, Action::Reopen]);
    let solved = act(&resolved(), &resident(), rating(true), at(0)).unwrap();
    assert_eq!((steps(&solved), solved.after.state), (vec![Action::Rate], State::Resolved));
}

#[test]
fn a_resolution_is_rated_once() {
    let rated = done(&resolved(), &resident(), rating(true));
    assert_eq!(code(act(&rated, &resident(), rating(true), at(0))), Code::NotAllowedNow);
    let again = round(&done(&rated, &resident(), Detail::Reopen { reason: why() }));
    assert!(allowed_actions(&again, &resident(), at(0)).contains(&Action::Rate));
}

#[test]
fn the_window_closes_at_its_millisecond() {
    let ticket = resolved();
    let end = ticket.course.rate_until.unwrap();
    assert_eq!(end - at(0), chrono::TimeDelta::days(10));
    let last = end - chrono::TimeDelta::milliseconds(1);
    let reopen = Detail::Reopen { reason: why() };
    let system = access::Actor::system();
    for (now, open) in [(last, true), (end, false)] {
        assert_eq!(act(&ticket, &resident(), rating(true), now).is_ok(), open);
        assert_eq!(act(&ticket, &resident(), reopen.clone(), now).is_ok(), open);
        assert_eq!(act(&ticket, &system, Detail::Close, now).is_ok(), !open);
        assert_eq!(act(&ticket, &branch(), call(false), now).unwrap().entries.len(), 2);
    }
}

#[test]
fn the_third_reopening_goes_to_the_community_and_its_resolution_is_final() {
    let mut ticket = resolved();
    for count in 1..=3 {
        assert!(!ticket.course.is_final);
        ticket = done(&ticket, &resident(), rating(false));
        let raised = (count == 3).then_some(Raised::Community);
        assert_eq!((ticket.course.reopen_count, ticket.course.raised), (count, raised));
        if count < 3 {
            ticket = round(&ticket);
        }
    }
    let by_enterprise = act(&ticket, &dispatcher(), Detail::Dispatch(to(Target::Pool)), at(0));
    assert_eq!(code(by_enterprise), Code::Forbidden);
    let last = round(&ticket);
    assert!(last.course.is_final);
    let rated = act(&last, &resident(), rating(false), at(0)).unwrap();
    assert_eq!((steps(&rated), rated.after.state), (vec![Action::Rate], State::Resolved));
    let reopen = Detail::Reopen { reason: why() };
    assert_eq!(code(act(&rated.after, &resident(), reopen, at(0))), Code::NotAllowedNow);
    let called = act(&rated.after, &branch(), call(false), at(0)).unwrap();
    assert_eq!(called.after.state, State::Resolved);
    assert_eq!(code(act(&called.after, &branch(), Detail::Close, at(0))), Code::NotAllowedNow);
}

#[test]
fn a_call_that_reached_nobody_judges_nothing() {
    let told = |reached, solved| {
        Detail::FollowUp(Call { reached, solved, satisfied: None, note: Some(why()) })
    };
    let ticket = filed(&grid(), true);
    let ticket = Ticket { state: State::Resolved, ..ticket };
    let missed = done(&ticket, &branch(), told(false, None));
    assert_eq!(missed.course.verdict, None);
    for (detail, fault) in
        [(told(true, None), Fault::Required), (told(false, Some(true)), Fault::NotAllowed)]
    {
        let refusal = act(&ticket, &branch(), detail, at(0)).unwrap_err();
        assert_eq!(refusal.errors, [FieldError::body("solved", fault)]);
    }
}

#[test]
fn stars_and_reasons_are_checked() {
    let told = |stars, reasons: &[RatingReason]| {
        let reasons = reasons.to_vec();
        Detail::Rate(Rating { solved: true, stars, reasons, comment: None })
    };
    for detail in [told(0, &[]), told(6, &[]), told(3, &[RatingReason::Slow, RatingReason::Slow])] {
        assert_eq!(code(act(&resolved(), &resident(), detail, at(0))), Code::ValidationFailed);
    }
}
