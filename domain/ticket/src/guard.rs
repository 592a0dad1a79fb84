//! What the state of a ticket allows besides its lifecycle, whatever the body of the request says.

use access::{Action, Actor, Permit, Relation, Role, Who, authorize};
use kernel::{Moment, Refusal, Refused};

use crate::{LIFECYCLE, Raised, Target, Ticket, Unit, UnitKind};

impl Ticket {
    /// `not_allowed_now` where the permitted action is not possible in the present state.
    pub fn guard(&self, permit: &Permit, now: Moment) -> Refused<()> {
        let state = self.state.as_str();
        LIFECYCLE.step(self.state, permit.action(), state)?;
        let open = match permit.action() {
            Action::Accept => permit.via() != Relation::Pool || self.in_pool(),
            Action::Refuse => permit.via() != Relation::Pool,
            Action::Rate => {
                self.course.rated_resolution < self.course.resolution && self.in_window(now)
            }
            Action::Reopen => self.can_reopen() && self.in_window(now),
            Action::Close => self.can_close(permit, now),
            Action::Decline => {
                permit.role() == Role::StreetOfficer || self.course.raised < Some(Raised::Street)
            }
            Action::Object => !self.course.objected,
            Action::Answer => self.open_supervisions.iter().any(|o| speaks_for(permit, o.unit)),
            _ => true,
        };
        if open { Ok(()) } else { Err(Refusal::not_now(state)) }
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
    }
}

/// What this actor may do with the ticket now, in the order of the lifecycle. Cards stand under
/// `supervise`.
pub fn allowed_actions(ticket: &Ticket, actor: &Actor, now: Moment) -> Vec<Action> {
    LIFECYCLE
        .legal(ticket.state)
        .filter(|action| !matches!(action, Action::Card | Action::Release))
        .filter(|action| {
            authorize(actor, *action, ticket).is_ok_and(|permit| ticket.guard(&permit, now).is_ok())
        })
        .collect()
}
