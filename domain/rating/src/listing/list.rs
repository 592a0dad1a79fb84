//! A list as it stands, what may be done with it, and each step: what is to be saved, or a refusal.

use access::{Action, Actor, Duty, Permit, Relation, ScopePath, Subject};
use kernel::{
    Code, CycleId, Fault, FieldError, ListId, Moment, OrganizationId, Refusal, Refused, Uuid,
};
use process::{Lifecycle, Step};

use super::{
    ListKind, ListRule,
    ListState::{self, Proposed, Published, Withdrawn},
    Listing, ListingChange, ListingState,
};
use crate::evidence::said;

/// Objections that are named where some are open.
const NAMED: usize = 20;

/// What can be done with a list in which state.
#[rustfmt::skip]
pub const LIST: Lifecycle<Action, ListState> = Lifecycle {
    steps: &[
        Step::begin(Action::ListPropose, Proposed, "a final cycle without a list of the kind; seven working days for objections"),
        Step::to(Action::ListPublish, &[Proposed], Published, "no objection waits, and the time for them is over; never who proposed it"),
        Step::to(Action::ListWithdraw, &[Proposed, Published], Withdrawn, "a reason"),
    ],
    states: &[Proposed, Published, Withdrawn],
    ends: &[Withdrawn],
};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingList {
    pub id: ListId,
    pub kind: ListKind,
    pub cycle: CycleId,
    /// The area of its cycle.
    pub path: ScopePath,
    pub rule: ListRule,
    pub state: ListState,
    pub proposed_by: Uuid,
    pub proposed_at: Moment,
    /// Until when its listings can be objected to.
    pub objections_until: Moment,
    pub published_by: Option<Uuid>,
    pub published_at: Option<Moment>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_at: Option<Moment>,
    pub withdraw_reason: Option<String>,
    /// Results that are on it: until it is published those that were proposed.
    pub listings: i32,
    /// Those that are on it.
    pub enterprises: Vec<OrganizationId>,
    pub version: i32,
    pub updated_at: Moment,
}

/// A step of a list, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListChange {
    pub before: Option<ListState>,
    pub after: RatingList,
    pub permit: Permit,
}

impl RatingList {
    /// What the state and the time allow, whoever asks.
    pub fn legal(&self, now: Moment) -> impl Iterator<Item = Action> {
        let over = self.objections_until <= now;
        LIST.legal(self.state).filter(move |action| over || *action != Action::ListPublish)
    }

    /// Whether it may be published as far as its state and the time say.
    ///
    /// # Errors
    /// `not_allowed_now` in another state, `untimely` while it can be objected to.
    pub fn publishable(&self, now: Moment) -> Refused<ListState> {
        let state = LIST.step(self.state, Action::ListPublish, self.state.as_str())?;
        let over = self.objections_until <= now;
        if over { Ok(state) } else { Err(Refusal::new(Code::Untimely)) }
    }

    /// Publishes it; with those of its listings that are dropped, since the rule does not hold for them any more.
    /// `listings` are all that are on it, each with the bad records of its enterprise that are in effect now; `drops`
    /// permits to drop one.
    ///
    /// # Errors
    /// `not_allowed_now` in another state, `untimely` while it can be objected to, `objections_open` with the first of
    /// them, `nothing_to_list` where none is left.
    pub fn publish(
        &self,
        permit: &Permit,
        listings: &[(Listing, i32)],
        drops: impl Fn(&Listing) -> Refused<Permit>,
        now: Moment,
    ) -> Refused<(ListChange, Vec<ListingChange>)> {
        permit.ensure(Action::ListPublish)?;
        let state = self.publishable(now)?;
        let waiting = listings.iter().filter(|(one, _)| one.state == ListingState::Disputed);
        let named = |(one, _): &(Listing, i32)| {
            FieldError::body(format!("listings/{}", one.id), Fault::Required)
        };
        let errors: Vec<_> = waiting.take(NAMED).map(named).collect();
        if !errors.is_empty() {
            return Err(Refusal { errors, ..Refusal::new(Code::ObjectionsOpen) });
        }
        let (stay, leave): (Vec<_>, Vec<_>) = listings
            .iter()
            .filter(|(one, _)| one.is_listed())
            .partition(|(_, bad_records)| self.rule.holds(*bad_records));
        if stay.is_empty() {
            return Err(Refusal::new(Code::NothingToList));
        }
        let dropped = leave.iter().map(|(one, _)| one.dropped(&drops(one)?, now));
        let dropped = dropped.collect::<Refused<Vec<_>>>()?;
        let after = Self {
            published_by: Some(permit.who().id()),
            published_at: Some(now),
            listings: i32::try_from(stay.len()).unwrap_or(i32::MAX),
            ..self.moved(state, now)
        };
        Ok((self.changed(permit, after), dropped))
    }

    /// Takes it back: nobody is on it any more.
    ///
    /// # Errors
    /// `not_allowed_now` where it was taken back before, `validation_failed` without a reason.
    pub fn withdraw(&self, permit: &Permit, reason: &str, now: Moment) -> Refused<ListChange> {
        permit.ensure(Action::ListWithdraw)?;
        let state = LIST.step(self.state, Action::ListWithdraw, self.state.as_str())?;
        said(reason, "reason")?;
        let after = Self {
            withdrawn_by: Some(permit.who().id()),
            withdrawn_at: Some(now),
            withdraw_reason: Some(reason.to_owned()),
            ..self.moved(state, now)
        };
        Ok(self.changed(permit, after))
    }

    fn moved(&self, state: ListState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    fn changed(&self, permit: &Permit, after: Self) -> ListChange {
        ListChange { before: Some(self.state), after, permit: permit.clone() }
    }
}

impl Subject for RatingList {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.covers(&self.path),
            _ => false,
        }
    }

    /// Nobody publishes what they proposed, nor makes or unmakes a list that their employer is on.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        let concerned = self.enterprises.iter().any(|one| actor.works_for(*one));
        match action {
            Action::ListPublish => concerned || self.proposed_by == actor.who.id(),
            Action::ListWithdraw => concerned,
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::ListRead)
    }
}
