//! A listing: one result on a list as it stands, and what may be done with it.

use access::{Action, Actor, Duty, Relation, Role, ScopePath, Subject};
use kernel::{Hundredths, ListId, ListingId, Moment, OrganizationId, Uuid};
use process::{Lifecycle, Step};
use serde::{Deserialize, Serialize};

use super::{
    ListKind, ListRule, ListState, Listable,
    ListingState::{self, Disputed, Dropped, Kept, Noticed, Struck},
    RatingList,
};
use crate::EvidenceLink;

/// What can be done with a listing in which state, while its list is proposed.
#[rustfmt::skip]
pub const LISTING: Lifecycle<Action, ListingState> = Lifecycle {
    steps: &[
        Step::begin(Action::ListPropose, Noticed, "the list is proposed"),
        Step::to(Action::ListingObject, &[Noticed], Disputed, "once, before the time is over; by the enterprise"),
        Step::to(Action::ListingStrike, &[Disputed], Struck, "the objection is right; never who proposed the list"),
        Step::to(Action::ListingKeep, &[Disputed], Kept, "the objection is not right; never who proposed the list"),
        Step::to(Action::ListingDrop, &[Noticed, Kept], Dropped, "the list is published, and its rule does not hold any more"),
    ],
    states: &[Noticed, Disputed, Kept, Struck, Dropped],
    ends: &[Struck, Dropped],
};

/// What was objected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingObjection {
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
    pub grounds: String,
    pub evidence: String,
    pub links: Vec<EvidenceLink>,
    /// By when it is to be decided.
    pub due: Moment,
}

/// What was decided of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingDecision {
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
    pub words: String,
}

/// A result on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub id: ListingId,
    pub list: ListId,
    pub kind: ListKind,
    /// Where its list stands now.
    pub list_state: ListState,
    pub proposed_by: Uuid,
    pub objections_until: Moment,
    /// By which it came onto the list.
    pub rule: ListRule,
    /// Why its list was withdrawn.
    pub withdraw_reason: Option<String>,
    pub score: Uuid,
    /// Where its estate lies now.
    pub path: ScopePath,
    pub enterprise: OrganizationId,
    pub total: Hundredths,
    pub stars: u8,
    /// Codes of the vetoes that were found.
    pub vetoes: Vec<String>,
    /// Of the enterprise, in effect on the day of the proposal.
    pub bad_records: i32,
    pub objection: Option<ListingObjection>,
    pub decision: Option<ListingDecision>,
    pub state: ListingState,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Listing {
    pub(super) fn of(id: ListingId, list: &RatingList, one: Listable) -> Self {
        Self {
            id,
            list: list.id,
            kind: list.kind,
            list_state: list.state,
            proposed_by: list.proposed_by,
            objections_until: list.objections_until,
            rule: list.rule,
            withdraw_reason: None,
            score: one.score,
            path: one.path,
            enterprise: one.enterprise,
            total: one.total,
            stars: one.stars.unwrap_or_default(),
            vetoes: one.vetoes,
            bad_records: one.bad_records,
            objection: None,
            decision: None,
            state: Noticed,
            version: 1,
            created_at: list.proposed_at,
            updated_at: list.proposed_at,
        }
    }

    /// Whether the result is on the list.
    pub const fn is_listed(&self) -> bool {
        matches!(self.state, Noticed | Disputed | Kept)
    }

    /// What the state and the time allow someone, whoever asks; what is dropped is so with its list.
    pub fn legal(&self, now: Moment) -> impl Iterator<Item = Action> {
        let (proposed, open) =
            (self.list_state == ListState::Proposed, now < self.objections_until);
        LISTING.legal(self.state).filter(move |action| match action {
            Action::ListingObject => proposed && open,
            Action::ListingDrop => false,
            _ => proposed,
        })
    }
}

impl Subject for Listing {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            Relation::Rated => duty.organization() == Some(self.enterprise),
            _ => false,
        }
    }

    /// Nobody decides on a list that they proposed, on what they objected to, or on their employer.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        let me = actor.who.id();
        let objected = self.objection.as_ref().is_some_and(|one| one.by == me);
        matches!(action, Action::ListingStrike | Action::ListingKeep)
            && (self.proposed_by == me || objected || actor.works_for(self.enterprise))
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::ListingRead)
    }
}
