//! Every state and caller: an action is possible exactly where it stands in `allowed_actions`.

use access::{Action, Actor, Subject, authorize};
use kernel::{Code, Refused};

use super::{deeds::*, fixture::*};
use crate::*;

#[test]
fn allowed_actions_are_exactly_those_that_work() {
    for ticket in every_state() {
        for actor in everyone() {
            let allowed = allowed_actions(&ticket, &actor, at(0));
            for action in Action::ALL {
                let last = ticket.course.supervision_count;
                let Some(detail) = sound(*action, last) else { continue };
                if !matches!(action, Action::Card | Action::Release | Action::Detach) {
                    check(&ticket, &actor, *action, act(&ticket, &actor, detail, at(0)), &allowed);
                }
            }
        }
    }
}

fn check(ticket: &Ticket, actor: &Actor, action: Action, got: Refused<Change>, list: &[Action]) {
    let place = format!("{} {action} {:?}", ticket.state, actor.duties);
    match got {
        Ok(change) => {
            assert!(list.contains(&action), "{place}");
            assert_eq!(change.after.version, ticket.version + change.entries.len() as i32);
            let last = change.entries.last().unwrap();
            assert_eq!((last.number, last.to), (change.after.version, change.after.state));
        }
        Err(refusal) => {
            let known = [Code::NotFound, Code::Forbidden, Code::NotAllowedNow];
            assert!(known.contains(&refusal.code) && !list.contains(&action), "{place}");
        }
    }
}

#[test]
fn each_state_offers_each_duty_its_own_steps() {
    let words = |ticket: &Ticket, actor: &Actor| {
        let allowed = allowed_actions(ticket, actor, at(0));
        allowed.iter().map(|action| action.as_str()).collect::<Vec<_>>().join(" ")
    };
    for (ticket, actor, expected) in [
        (submitted(), resident(), "withdraw share_status attach"),
        (submitted(), dispatcher(), "dispatch amend request_return dispute merge split attach"),
        (
            submitted(),
            community(),
            "decline supervise amend raise span merge split blow_whistle attach",
        ),
        (done(&submitted(), &community(), spanning()), stranger(), "report_part"),
        (submitted(), worker(), ""),
        (submitted(), stranger(), ""),
        (dispatched(), worker(), "accept"),
        (
            dispatched(),
            manager(),
            "redispatch accept refuse amend request_return dispute merge split attach",
        ),
        (dispatched(), branch(), "redispatch supervise raise attach"),
        (accepted(), worker(), "progress resolve request_suspension request_extension ask attach"),
        (pending(), worker(), "progress resolve request_extension ask attach"),
        (pending(), branch(), "redispatch supervise raise rule attach"),
        (pending(), street(), "supervise raise span rule attach"),
        (suspended(), worker(), "progress resume attach"),
        (suspended(), resident(), "withdraw share_status attach"),
        (suspended(), community(), "supervise amend raise span resume blow_whistle attach"),
        (resolved(), resident(), "rate reopen share_status attach"),
        (resolved(), branch(), "follow_up supervise raise attach"),
        (resolved(), specialist(), "follow_up supervise attach"),
        (resolved(), street(), "supervise raise span attach"),
        (done(&submitted(), &community(), declining()), resident(), "object share_status"),
    ] {
        assert_eq!(words(&ticket, &actor), expected, "{} {:?}", ticket.state, actor.duties);
    }
}

#[test]
fn unseen_comes_before_forbidden_and_forbidden_before_not_now() {
    let ticket = submitted();
    assert_eq!(code(act(&ticket, &stranger(), declining(), at(0))), Code::NotFound);
    assert_eq!(code(act(&ticket, &neighbour(), Detail::Accept, at(0))), Code::NotFound);
    assert_eq!(code(act(&ticket, &resident(), declining(), at(0))), Code::Forbidden);
    let late = act(&accepted(), &worker(), Detail::Accept, at(0));
    assert_eq!(code(late), Code::NotAllowedNow);
    assert_eq!(ticket.reading(), Some(Action::TicketRead));
}

#[test]
fn a_permit_for_another_action_opens_nothing() {
    let ticket = submitted();
    let permit = authorize(&dispatcher(), Action::Amend, &ticket).unwrap();
    let other = ticket.apply(&permit, Detail::Dispatch(to(Target::Pool)), at(0));
    assert_eq!(code(other), Code::Forbidden);
}
