//! Every state and caller: an action is possible exactly where it stands in `allowed_actions`.

use access::{Action, Actor, Subject, authorize};
use kernel::{Code, Refused, TicketId, Uuid};

use super::{attaching::file, fixture::*};
use crate::*;

fn every_state() -> Vec<Ticket> {
    let declined = done(&submitted(), &community(), declining());
    vec![
        submitted(),
        dispatched(),
        accepted(),
        done(&submitted(), &dispatcher(), merging()),
        done(&submitted(), &dispatcher(), splitting()),
        Ticket { visibility: Visibility::Public, ..submitted() },
        pending(),
        suspended(),
        done(&submitted(), &community(), spanning()),
        filed(&grid(), true),
        done(&accepted(), &worker(), asking(RequestKind::Question)),
        done(&submitted(), &manager(), asking(RequestKind::Return)),
        done(&dispatched(), &manager(), asking(RequestKind::Dispute)),
        resolved(),
        done(&done(&resolved(), &resident(), rating(true)), &branch(), Detail::Close),
        done(&submitted(), &resident(), Detail::Withdraw { reason: None }),
        declined,
    ]
}

pub(super) fn declining() -> Detail {
    let ground = DeclineGround::OutsideDuty;
    Detail::Decline(Declining { ground, reason: why() })
}

fn outage() -> AboutOutage {
    let id = kernel::OutageId(kernel::Uuid::from_u128(800));
    AboutOutage { id, title: why(), note: why(), until: at(60), ended_at: None, over: false }
}

/// A community beside that of the ticket.
fn area(key: i32) -> Concerned {
    let path = access::ScopePath { community: Some(key), estate: None, ..path() };
    let id = kernel::AreaId(Uuid::from_u128(key.unsigned_abs().into()));
    Concerned { id, key, level: access::Level::Community, path }
}

fn spanning() -> Detail {
    Detail::Beyond(Beyond::Span(Spanning { areas: vec![area(4)], reason: why() }))
}

fn other() -> TicketId {
    TicketId(Uuid::from_u128(2))
}

fn merging() -> Detail {
    let main = Some((State::Submitted, submitted().estate_id));
    Detail::Merge(Merging { into: other(), main, leads: false })
}

fn splitting() -> Detail {
    Detail::Split { parts: vec![other(), other()], reason: why() }
}

fn amending() -> Detail {
    Detail::Amend(Amendment {
        category: None,
        kind: Some(Kind::Complaint),
        priority: None,
        visibility: None,
        reason: why(),
    })
}

fn sound(action: Action) -> Option<Detail> {
    let reminder =
        Supervising { kind: SupervisionKind::Reminder, note: why(), answer_by: Some(at(9)) };
    let card = Supervising { kind: SupervisionKind::YellowCard, ..reminder.clone() };
    Some(match action {
        Action::Dispatch => Detail::Dispatch(to(Target::Pool)),
        Action::Redispatch => Detail::Redispatch(to(Target::Pool)),
        Action::Accept => Detail::Accept,
        Action::Refuse => Detail::Refuse { reason: why() },
        Action::Progress => Detail::Progress { note: why() },
        Action::Resolve => resolving(),
        Action::Rate => rating(true),
        Action::FollowUp => call(true),
        Action::Reopen => Detail::Reopen { reason: why() },
        Action::Close => Detail::Close,
        Action::Withdraw => Detail::Withdraw { reason: None },
        Action::Decline => declining(),
        Action::Object => Detail::Object { reason: why() },
        Action::Supervise => Detail::Supervise(reminder),
        Action::Card => Detail::Supervise(card),
        Action::Amend => amending(),
        Action::Release => Detail::Release { reason: why() },
        Action::Raise | Action::Span | Action::Unspan | Action::ReportPart => {
            Detail::Beyond(beyond(action))
        }
        other => return beside(other),
    })
}

fn beyond(action: Action) -> Beyond {
    match action {
        Action::Span => Beyond::Span(Spanning { areas: vec![area(6)], reason: why() }),
        Action::Unspan => Beyond::Unspan(Unspanning { area: area(4), reason: why() }),
        Action::ReportPart => Beyond::Report(Reporting { area: area(4).id, note: why() }),
        _ => Beyond::Raise { reason: why() },
    }
}

/// Of what happens beside the work.
fn beside(action: Action) -> Option<Detail> {
    Some(match action {
        Action::AskSuspension => asking(RequestKind::Suspension),
        Action::AskExtension => asking(RequestKind::Extension),
        Action::AskReturn => asking(RequestKind::Return),
        Action::Dispute => asking(RequestKind::Dispute),
        Action::Ask => asking(RequestKind::Question),
        Action::Rule => Detail::Rule(Ruling { number: 1, granted: true, words: why() }),
        Action::Resume => Detail::Resume { reason: None },
        Action::Merge => merging(),
        Action::Unmerge => Detail::Unmerge { reason: why() },
        Action::Split => splitting(),
        Action::Support => Detail::Support,
        Action::Renew => Detail::Renew { by: other(), reason: why() },
        Action::BlowWhistle => Detail::Blow(Blowing {
            kind: WhistleKind::HardCase,
            reason: why(),
            lead: DEPARTMENT,
            assisting: Vec::new(),
            departments: vec![DEPARTMENT],
        }),
        Action::Reply => Detail::Reply { answer: why() },
        Action::Lapse => Detail::Lapse,
        Action::ShareStatus => Detail::ShareStatus,
        Action::Inform => Detail::Inform(Informing::Begun(outage())),
        Action::Claim => Detail::Claim { account: account(10) },
        Action::Attach => {
            Detail::File(FileStep::Attach(Attaching { attachment: file(), already: 0 }))
        }
        Action::Detach => {
            Detail::File(FileStep::Detach(Detaching { attachment: file(), reason: why() }))
        }
        _ => return None,
    })
}

#[test]
fn allowed_actions_are_exactly_those_that_work() {
    for ticket in every_state() {
        for actor in everyone() {
            let allowed = allowed_actions(&ticket, &actor, at(0));
            for action in Action::ALL {
                let Some(detail) = sound(*action) else { continue };
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
