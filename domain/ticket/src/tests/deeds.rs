//! A ticket in every state, and a sound detail for every action.

use access::{Action, Actor};
use kernel::{TicketId, Uuid};

use super::{attaching::file, fixture::*};
use crate::*;

pub(super) fn every_state() -> Vec<Ticket> {
    let declined = done(&submitted(), &community(), declining());
    let raise =
        |ticket: &Ticket, actor: &Actor| done(ticket, actor, Detail::Beyond(beyond(Action::Raise)));
    let answered = |ticket: &Ticket, actor: &Actor| {
        done(ticket, actor, sound(Action::Answer, ticket.course.supervision_count).unwrap())
    };
    let raised = raise(&submitted(), &branch());
    let above = raise(&answered(&raised, &community()), &community());
    let top = raise(&answered(&above, &street()), &street());
    let [blown, called, come, finished] = whistled();
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
        done(&accepted(), &branch(), Detail::Supervise(asked(SupervisionKind::Order))),
        raised,
        top,
        above,
        blown,
        called,
        come,
        finished,
    ]
}

/// A whistle from its blowing to the end of its task.
pub(super) fn whistled() -> [Ticket; 4] {
    let step =
        |ticket: &Ticket, actor: &Actor, action| done(ticket, actor, whistling(action).unwrap());
    let blown = step(&submitted(), &community(), Action::BlowWhistle);
    let called = step(&blown, &secretary(), Action::ApproveWhistle);
    let come = step(&called, &department(), Action::ReportIn);
    let finished = step(&come, &department(), Action::FinishTask);
    [blown, called, come, finished]
}

pub(super) fn asked(kind: SupervisionKind) -> Supervising {
    Supervising { kind, note: why(), answer_by: Some(at(9)) }
}

pub(super) fn declining() -> Detail {
    let ground = DeclineGround::OutsideDuty;
    Detail::Decline(Declining { ground, reason: why() })
}

pub(super) fn outage() -> AboutOutage {
    let id = kernel::OutageId(kernel::Uuid::from_u128(800));
    AboutOutage { id, title: why(), note: why(), until: at(60), ended_at: None, over: false }
}

/// A community beside that of the ticket.
pub(super) fn area(key: i32) -> Concerned {
    let path = access::ScopePath { community: Some(key), estate: None, ..path() };
    let id = kernel::AreaId(Uuid::from_u128(key.unsigned_abs().into()));
    Concerned { id, key, level: access::Level::Community, path }
}

pub(super) fn spanning() -> Detail {
    Detail::Beyond(Beyond::Span(Spanning { areas: vec![area(4)], reason: why() }))
}

pub(super) fn other() -> TicketId {
    TicketId(Uuid::from_u128(2))
}

pub(super) fn merging() -> Detail {
    let main = Some((State::Submitted, submitted().estate_id));
    Detail::Merge(Merging { into: other(), main, leads: false })
}

pub(super) fn splitting() -> Detail {
    Detail::Split { parts: vec![other(), other()], reason: why() }
}

pub(super) fn amending() -> Detail {
    Detail::Amend(Amendment {
        category: None,
        kind: Some(Kind::Complaint),
        priority: None,
        visibility: None,
        reason: why(),
    })
}

/// Of supervisions, of the last.
pub(super) fn sound(action: Action, supervision: i32) -> Option<Detail> {
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
        Action::Supervise => Detail::Supervise(asked(SupervisionKind::Reminder)),
        Action::Card => Detail::Supervise(asked(SupervisionKind::YellowCard)),
        Action::Answer => Detail::Answer(Answering { number: supervision, answer: why() }),
        Action::Revoke => Detail::Revoke { number: supervision, reason: why() },
        Action::Amend => amending(),
        Action::Release => Detail::Release { reason: why() },
        Action::Raise | Action::Span | Action::Unspan | Action::ReportPart => {
            Detail::Beyond(beyond(action))
        }
        other => return beside(other),
    })
}

pub(super) fn beyond(action: Action) -> Beyond {
    match action {
        Action::Span => Beyond::Span(Spanning { areas: vec![area(6)], reason: why() }),
        Action::Unspan => Beyond::Unspan(Unspanning { area: area(4), reason: why() }),
        Action::ReportPart => Beyond::Report(Reporting { area: area(4).id, note: why() }),
        _ => Beyond::Raise(Raising { reason: why(), answer_by: at(9) }),
    }
}

/// Of what happens beside the work.
pub(super) fn beside(action: Action) -> Option<Detail> {
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
        other => return whistling(other),
    })
}

pub(super) fn whistling(action: Action) -> Option<Detail> {
    let told = match action {
        Action::BlowWhistle => {
            return Some(Detail::Blow(Blowing {
                kind: WhistleKind::HardCase,
                reason: why(),
                lead: DEPARTMENT,
                assisting: Vec::new(),
                departments: vec![DEPARTMENT],
            }));
        }
        Action::ApproveWhistle => Whistling::Approve { granted: true, words: None },
        Action::ReportIn => Whistling::ReportIn { on_site: true, note: None },
        Action::FinishTask => Whistling::Finish { result: why() },
        Action::RateDepartment => {
            Whistling::Rate { organization: DEPARTMENT, stars: 5, comment: None }
        }
        Action::WhistleStuck => Whistling::Stick,
        _ => return None,
    };
    Some(Detail::Whistle { number: 1, told })
}
