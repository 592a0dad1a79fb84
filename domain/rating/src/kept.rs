//! A scheme as it is kept: who drafted it, for which district, and how it comes into force and out of it.

use access::{Action, Actor, Duty, Permit, Relation, ScopePath, Subject, authorize};
use kernel::{AccountId, Moment, Refused, SchemeId};
use process::{Lifecycle, Step};

use crate::{
    Scheme,
    SchemeState::{self, Adopted, Drafted, Replaced},
    unsound,
};

/// What can be done with a scheme in which state. Nothing ever changes its content.
pub const LIFECYCLE: Lifecycle<Action, SchemeState> = Lifecycle {
    steps: &[
        Step::begin(Action::SchemeDraft, Drafted, ""),
        Step::to(
            Action::SchemeAdopt,
            &[Drafted],
            Adopted,
            "sound as a whole, and by another than its drafter",
        ),
        Step::to(Action::SchemeReplace, &[Adopted], Replaced, "another is put in force"),
    ],
    states: &[Drafted, Adopted, Replaced],
    ends: &[Replaced],
};

/// Everything about a kept scheme but its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standpoint {
    pub id: SchemeId,
    /// The district.
    pub path: ScopePath,
    /// Counted within the district.
    pub edition: i32,
    pub state: SchemeState,
    pub drafted_by: Option<AccountId>,
    pub drafted_at: Moment,
    pub adopted_by: Option<AccountId>,
    pub adopted_at: Option<Moment>,
    pub replaced_at: Option<Moment>,
    pub version: i32,
}

/// A step of a scheme, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeChange {
    pub before: Option<SchemeState>,
    pub after: Standpoint,
    pub permit: Permit,
    pub at: Moment,
}

/// A scheme as the policy sees it: a draft is the business of its district, what was adopted is everyone's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Desk {
    pub path: ScopePath,
    pub state: SchemeState,
    pub drafted_by: Option<AccountId>,
    /// Whether those who may not read it must not know of it.
    pub hidden: bool,
}

impl Desk {
    /// What belongs to nobody: the schemes of the product, and one that is only tried.
    pub fn open() -> Self {
        let path = ScopePath::default();
        Self { path, state: SchemeState::Shipped, drafted_by: None, hidden: false }
    }

    /// Where a draft would be kept.
    pub fn of_district(path: ScopePath) -> Self {
        Self { path, state: Drafted, drafted_by: None, hidden: false }
    }
}

impl Subject for Desk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Adopted => self.state != Drafted,
            _ => false,
        }
    }

    fn bars(&self, actor: &Actor, action: Action) -> bool {
        action == Action::SchemeAdopt
            && self.drafted_by.is_some()
            && self.drafted_by == actor.who.account()
    }

    fn reading(&self) -> Option<Action> {
        self.hidden.then_some(Action::SchemeRead)
    }
}

impl Standpoint {
    pub fn desk(&self) -> Desk {
        Desk { path: self.path, state: self.state, drafted_by: self.drafted_by, hidden: true }
    }

    /// A new draft for a district.
    pub fn draft(
        permit: &Permit,
        (id, path, edition): (SchemeId, ScopePath, i32),
        now: Moment,
    ) -> Refused<SchemeChange> {
        permit.ensure(Action::SchemeDraft)?;
        let after = Self {
            id,
            path,
            edition,
            state: Drafted,
            drafted_by: permit.who().account(),
            drafted_at: now,
            adopted_by: None,
            adopted_at: None,
            replaced_at: None,
            version: 1,
        };
        Ok(SchemeChange { before: None, after, permit: permit.clone(), at: now })
    }

    /// Puts it in force, where it is sound as a whole; and takes the one out of force that was.
    pub fn adopt(
        &self,
        permit: &Permit,
        (scheme, in_force): (&Scheme, Option<&Self>),
        now: Moment,
    ) -> Refused<Vec<SchemeChange>> {
        permit.ensure(Action::SchemeAdopt)?;
        let state = LIFECYCLE.step(self.state, Action::SchemeAdopt, self.state.as_str())?;
        let faults = scheme.faults();
        if !faults.is_empty() {
            return Err(unsound(&faults, "document"));
        }
        let mut changes = Vec::new();
        if let Some(old) = in_force {
            let permit = authorize(&Actor::system(), Action::SchemeReplace, &old.desk())?;
            let state = LIFECYCLE.step(old.state, Action::SchemeReplace, old.state.as_str())?;
            let after = Self { replaced_at: Some(now), ..old.moved(state) };
            changes.push(SchemeChange { before: Some(old.state), after, permit, at: now });
        }
        let adopted_by = permit.who().account();
        let after = Self { adopted_by, adopted_at: Some(now), ..self.moved(state) };
        let before = Some(self.state);
        changes.push(SchemeChange { before, after, permit: permit.clone(), at: now });
        Ok(changes)
    }

    fn moved(&self, state: SchemeState) -> Self {
        Self { state, version: self.version + 1, ..self.clone() }
    }
}
