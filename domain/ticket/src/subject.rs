//! How an actor stands to a ticket, and who is barred by their part in it.

use access::{Action, Actor, Duty, Reach, Relation, Role, Subject, Who};
use kernel::{OrganizationId, Uuid};

use crate::{Part, Raised, Ticket, UnitKind, Visibility};

impl Subject for Ticket {
    fn stands(&self, actor: &Actor, duty: &Duty, relation: Relation) -> bool {
        let within = || duty.covers(&self.path);
        let contract =
            || matches!(duty.reach, Reach::Organization { .. }) && duty.covers(&self.path);
        match relation {
            Relation::Any => true,
            Relation::Own
            | Relation::Adopted
            | Relation::Rated
            | Relation::Evaluator
            | Relation::Scorer => false,
            Relation::Within => within(),
            Relation::Contract => contract(),
            Relation::Dispatching => self.course.raised.is_none() && contract(),
            Relation::Unserved => {
                (self.facts.enterprise.is_none() || self.course.raised.is_some()) && within()
            }
            Relation::Unraised => self.course.raised.is_none() && within(),
            Relation::Raised => self.course.raised >= raised_for(duty.role) && within(),
            Relation::Fallback => {
                !self.facts.branch_clear && !self.facts.community_clear && within()
            }
            Relation::Reporter => self.is_reporter(actor),
            Relation::Filer => self.filed_by == actor.who && !self.is_reporter(actor),
            Relation::Handler => self.plays(actor, duty, Part::Handler),
            Relation::Helper => self.plays(actor, duty, Part::Helper),
            Relation::Target => self.plays(actor, duty, Part::Target),
            Relation::Unit => self.unit_plays(duty, Part::Unit),
            Relation::Pool => self.course.pooled && within(),
            Relation::Asked => self.is_asked(actor, duty),
            Relation::Called => self.unit_plays(duty, Part::Called),
            Relation::Concerned => self.concerns(duty).is_some(),
            Relation::Public => self.visibility == Visibility::Public && within(),
        }
    }

    fn bars(&self, actor: &Actor, action: Action) -> bool {
        match action {
            Action::Supervise
            | Action::Card
            | Action::FollowUp
            | Action::Close
            | Action::Revoke
            | Action::ApproveWhistle
            | Action::Span
            | Action::Unspan
            | Action::Raise => actor.who != Who::System && self.conflicted(actor),
            Action::Rule | Action::Suspend => self.conflicted(actor) || self.asked_for(actor),
            Action::RateDepartment => self.works_for_called(actor),
            Action::Accept | Action::Support => self.is_reporter(actor),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::TicketRead)
    }
}

/// From which level on a duty has what was raised in hand.
const fn raised_for(role: Role) -> Option<Raised> {
    match role {
        Role::DistrictOfficer => Some(Raised::District),
        _ => Some(Raised::Street),
    }
}

impl Ticket {
    fn is_reporter(&self, actor: &Actor) -> bool {
        self.reporter_id.is_some() && self.reporter_id == actor.who.account()
    }

    /// Whether the account has the part now, in the capacity that this duty gives.
    fn plays(&self, actor: &Actor, duty: &Duty, part: Part) -> bool {
        self.current(part).any(|party| {
            actor.who.account().is_some_and(|id| id.0 == party.party)
                && self.capacity(duty, party.organization)
        })
    }

    fn capacity(&self, duty: &Duty, organization: Option<OrganizationId>) -> bool {
        match organization {
            Some(_) => duty.organization() == organization,
            None => matches!(duty.reach, Reach::Estate(_)) && duty.covers(&self.path),
        }
    }

    fn unit_plays(&self, duty: &Duty, part: Part) -> bool {
        duty.organization().is_some_and(|id| self.current(part).any(|p| p.party == id.0))
    }

    fn is_asked(&self, actor: &Actor, duty: &Duty) -> bool {
        let area = |id: Uuid, kind: UnitKind| {
            duty.covers(&self.path)
                && (self.current(Part::Asked).any(|party| party.party == id)
                    || self.open_supervisions.iter().any(|open| open.unit.kind == kind))
        };
        match duty.role {
            Role::CommunityOfficer => area(self.facts.community.0, UnitKind::Community),
            Role::StreetOfficer => area(self.facts.street.0, UnitKind::Street),
            Role::DistrictOfficer => area(self.facts.district.0, UnitKind::District),
            Role::Volunteer => self.plays(actor, duty, Part::Asked),
            _ => self.unit_plays(duty, Part::Asked),
        }
    }

    /// Whoever is or was handler or helper, is the reporter, or works for an organisation that handles
    /// or handled it, neither supervises nor judges.
    fn conflicted(&self, actor: &Actor) -> bool {
        let own = self.parties.iter().any(|party| {
            matches!(party.part, Part::Handler | Part::Helper)
                && actor.who.account().is_some_and(|id| id.0 == party.party)
        });
        own || self.is_reporter(actor)
            || self.handling_organizations().any(|id| actor.works_for(id))
    }

    /// Whether the actor works for an organisation that waits for a ruling.
    fn asked_for(&self, actor: &Actor) -> bool {
        let mut waiting = self.open_requests.iter().filter_map(|open| open.organization);
        waiting.any(|id| actor.works_for(id))
    }

    fn works_for_called(&self, actor: &Actor) -> bool {
        let mut tasks = self.whistles.iter().flat_map(|whistle| &whistle.tasks);
        tasks.any(|task| actor.works_for(task.organization))
    }

    /// Every organisation that it was given to, now or once.
    pub fn handling_organizations(&self) -> impl Iterator<Item = OrganizationId> {
        self.parties
            .iter()
            .filter(|party| matches!(party.part, Part::Handler | Part::Target | Part::Unit))
            .filter_map(|party| party.organization)
    }
}
