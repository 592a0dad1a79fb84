//! The one decision: may this actor do this to this subject?

use kernel::{Code, DutyId, OrganizationId, Refusal};

use crate::{Action, Actor, Duty, Relation, Role, Who, policy::policy};

/// What a decision is about.
pub trait Subject {
    /// Whether the actor, through one of their duties, stands in the relation to this subject.
    fn stands(&self, actor: &Actor, duty: &Duty, relation: Relation) -> bool;

    /// Whether the actor's part in the case bars them from the action, whatever their duties.
    fn bars(&self, _actor: &Actor, _action: Action) -> bool {
        false
    }

    /// The action that lets an actor know of this subject at all; `None` where its existence is no secret.
    fn reading(&self) -> Option<Action>;
}

/// Why a permit was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The actor may not know of the subject.
    #[error("not found")]
    Unseen,
    #[error("forbidden")]
    Forbidden,
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        Self::new(match denied {
            Denied::Unseen => Code::NotFound,
            Denied::Forbidden => Code::Forbidden,
        })
    }
}

/// Proof that the policy allows one action to one actor. Only [`authorize`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    action: Action,
    who: Who,
    role: Role,
    duty: Option<DutyId>,
    organization: Option<OrganizationId>,
    via: Relation,
}

impl Permit {
    pub const fn action(&self) -> Action {
        self.action
    }

    /// Refuses a permit that was given for something else.
    pub fn ensure(&self, action: Action) -> Result<(), Denied> {
        if self.action == action { Ok(()) } else { Err(Denied::Forbidden) }
    }

    pub const fn who(&self) -> Who {
        self.who
    }

    /// The role through which the action is done.
    pub const fn role(&self) -> Role {
        self.role
    }

    pub const fn duty(&self) -> Option<DutyId> {
        self.duty
    }

    /// The organisation for which the action is done: that of the duty.
    pub const fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }

    /// The relation that opened the way.
    pub const fn via(&self) -> Relation {
        self.via
    }
}

/// Decides by the policy. Unseen comes before forbidden, so that a no never tells what exists.
pub fn authorize(actor: &Actor, action: Action, subject: &impl Subject) -> Result<Permit, Denied> {
    if subject.reading().is_some_and(|read| read != action && find(actor, read, subject).is_none())
    {
        return Err(Denied::Unseen);
    }
    if subject.bars(actor, action) {
        return Err(Denied::Forbidden);
    }
    match find(actor, action, subject) {
        Some((duty, via)) => Ok(Permit {
            action,
            who: actor.who,
            role: duty.role,
            duty: duty.id,
            organization: duty.organization(),
            via,
        }),
        None if subject.reading() == Some(action) => Err(Denied::Unseen),
        None => Err(Denied::Forbidden),
    }
}

/// Whether the policy allows the action; for `allowed_actions`.
pub fn may(actor: &Actor, action: Action, subject: &impl Subject) -> bool {
    authorize(actor, action, subject).is_ok()
}

/// Every relation through which the actor may do the action, for deciding what they are shown.
pub fn sees<'a>(
    actor: &'a Actor,
    action: Action,
    subject: &'a impl Subject,
) -> impl Iterator<Item = (Role, Relation)> + 'a {
    ways(actor, action, subject).map(|(duty, relation)| (duty.role, relation))
}

fn find<'a>(
    actor: &'a Actor,
    action: Action,
    subject: &'a impl Subject,
) -> Option<(&'a Duty, Relation)> {
    ways(actor, action, subject).next()
}

fn ways<'a>(
    actor: &'a Actor,
    action: Action,
    subject: &'a impl Subject,
) -> impl Iterator<Item = (&'a Duty, Relation)> + 'a {
    policy().filter(move |row| row.actions.contains(&action)).flat_map(move |row| {
        actor
            .duties
            .iter()
            .filter(move |duty| duty.role == row.role)
            .filter(move |duty| duty.opens(action, row.within))
            .filter(move |duty| subject.stands(actor, duty, row.within))
            .map(move |duty| (duty, row.within))
    })
}
