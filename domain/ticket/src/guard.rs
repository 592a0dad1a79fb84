//! What the state of a ticket allows besides its lifecycle, whatever the body of the request says.

use access::{Action, Actor, Permit, Relation, Role, Who, authorize};
use kernel::{Moment, Refusal, Refused};

use crate::{
    LIFECYCLE, Raised, RequestKind, State, Target, Ticket, Unit, UnitKind, Whistle,
    request::MOST_QUESTIONS,
    span::MOST_CONCERNED,
    supervise::{may_revoke, raises_to},
};

impl Ticket {
    /// `not_allowed_now` where the permitted action is not possible in the present state.
    pub fn guard(&self, permit: &Permit, now: Moment) -> Refused<()> {
        let state = self.state.as_str();
        LIFECYCLE.step(self.state, permit.action(), state)?;
        let open = match permit.action() {
            Action::Accept => permit.via() != Relation::Pool || self.in_pool(),
            Action::Refuse => {
                permit.via() != Relation::Pool && !self.waits_for(RequestKind::Dispute)
            }
            Action::Rate => {
                self.course.rated_resolution < self.course.resolution && self.in_window(now)
            }
            Action::Reopen => self.can_reopen() && self.in_window(now),
            Action::Close if self.state == State::Merged => {
                permit.who() == Who::System && self.facts.main == Some(State::Closed)
            }
            Action::Close if self.state == State::Split => {
                permit.who() == Who::System && self.facts.open_parts == 0
            }
            Action::Close => self.can_close(permit, now),
            Action::Decline => {
                permit.role() == Role::StreetOfficer || self.course.raised < Some(Raised::Street)
            }
            Action::Object => !self.course.objected,
            Action::Claim => self.on_behalf && self.reporter_id.is_none(),
            Action::Answer => self.open_supervisions.iter().any(|o| speaks_for(permit, o.unit)),
            Action::Raise => self.course.raised < raises_to(permit.role()),
            Action::Revoke => self.open_supervisions.iter().any(|open| may_revoke(permit, open)),
            _ => self.guard_request(permit, now),
        };
        if open { Ok(()) } else { Err(Refusal::not_now(state)) }
    }

    fn guard_request(&self, permit: &Permit, now: Moment) -> bool {
        let due = |at: Option<Moment>| at.is_some_and(|at| at <= now);
        match permit.action() {
            Action::AskSuspension => !self.waits_for(RequestKind::Suspension),
            Action::AskExtension => {
                let late = self.course.due_at.is_some_and(|due| due < now);
                !late && !self.waits_for(RequestKind::Extension)
            }
            Action::AskReturn => !self.waits_for(RequestKind::Return),
            Action::Dispute => !self.waits_for(RequestKind::Dispute),
            Action::Rule => self.open_requests.iter().any(|open| open.ruled_by(permit)),
            Action::Ask => {
                self.course.question_count < MOST_QUESTIONS
                    && !self.waits_for(RequestKind::Question)
            }
            Action::Reply => self.waits_for(RequestKind::Question),
            Action::Lapse => self
                .open_requests
                .iter()
                .any(|open| open.kind == RequestKind::Question && due(open.until)),
            Action::Unmerge => {
                let left = [Some(State::Withdrawn), Some(State::Declined)];
                permit.who() != Who::System || left.contains(&self.facts.main)
            }
            Action::Inform => !self.outage.as_ref().is_some_and(|outage| outage.over),
            Action::Split => self.course.part_of.is_none(),
            Action::Support => !self.facts.supported,
            Action::Renew => self.course.followed_by.is_none(),
            Action::BlowWhistle => !self.whistles.iter().any(Whistle::is_open),
            Action::ApproveWhistle
            | Action::ReportIn
            | Action::FinishTask
            | Action::RateDepartment
            | Action::WhistleStuck => self.whistles.iter().any(|one| one.allows(permit, now)),
            Action::Resume => permit.who() != Who::System || due(self.course.review_at),
            Action::Span => self.concerned().count() < MOST_CONCERNED,
            Action::Unspan => self.concerned().next().is_some(),
            _ => true,
        }
    }

    fn waits_for(&self, kind: RequestKind) -> bool {
        self.open_requests.iter().any(|open| open.kind == kind)
    }

    fn in_pool(&self) -> bool {
        self.course.target == Some(Target::Pool)
    }

    /// One resolution is reopened once, a final one never.
    pub(crate) fn can_reopen(&self) -> bool {
        !self.course.is_final && self.course.reopened_resolution < self.course.resolution
    }

    fn can_close(&self, permit: &Permit, now: Moment) -> bool {
        let judged = match permit.who() {
            Who::System => !self.in_window(now),
            Who::Account(_) | Who::Client(_) => self.course.verdict == Some(true),
        };
        judged && self.course.unanswered == 0
    }
}

/// Whether the permit lets its holder answer for the unit.
pub(crate) fn speaks_for(permit: &Permit, unit: Unit) -> bool {
    match unit.kind {
        UnitKind::Organization => permit.organization().is_some_and(|id| id.0 == unit.id),
        UnitKind::Account => permit.who().account().is_some_and(|id| id.0 == unit.id),
        UnitKind::Community => permit.role() == Role::CommunityOfficer,
        UnitKind::Street => permit.role() == Role::StreetOfficer,
        UnitKind::District => permit.role() == Role::DistrictOfficer,
    }
}

/// What this actor may do with the ticket now, in the order of the lifecycle. Cards stand under
/// `supervise`, what a ruling brings about under `rule`; what can be done with a
/// file is said with the file.
pub fn allowed_actions(ticket: &Ticket, actor: &Actor, now: Moment) -> Vec<Action> {
    LIFECYCLE
        .legal(ticket.state)
        .filter(|action| {
            let within = [Action::Card, Action::Release, Action::Suspend, Action::ClockReach];
            !within.contains(action) && *action != Action::Detach
        })
        .filter(|action| {
            authorize(actor, *action, ticket).is_ok_and(|permit| ticket.guard(&permit, now).is_ok())
        })
        .collect()
}
