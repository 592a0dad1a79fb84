//! The steps of a listing: each gives what is to be saved, or a refusal.

use access::{Action, Permit};
use calendar::Calendar;
use kernel::{Code, Moment, Refusal, Refused};

use super::{LISTING, ListState, Listing, ListingDecision, ListingObjection, ListingState};
use crate::{Evidence, evidence::said, objection::decided_until};

/// A step of a listing, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingChange {
    pub before: ListingState,
    pub after: Listing,
    pub permit: Permit,
}

impl Listing {
    /// Whether it takes an action now.
    ///
    /// # Errors
    /// `not_allowed_now` where its list is not proposed or it stands elsewhere, `untimely` for an objection that is late.
    pub fn step(&self, action: Action, now: Moment) -> Refused<ListingState> {
        let target = LISTING.step(self.state, action, self.state.as_str())?;
        if self.list_state != ListState::Proposed {
            return Err(Refusal::not_now(self.state.as_str()));
        }
        if action == Action::ListingObject && self.objections_until <= now {
            return Err(Refusal::new(Code::Untimely));
        }
        Ok(target)
    }

    /// Objects to it for the enterprise, once.
    ///
    /// # Errors
    /// As [`Listing::step`]; `validation_failed` at what makes no sense.
    pub fn object(
        &self,
        permit: &Permit,
        (grounds, evidence): (String, Evidence),
        (calendar, now): (Option<&Calendar>, Moment),
    ) -> Refused<ListingChange> {
        permit.ensure(Action::ListingObject)?;
        let state = self.step(Action::ListingObject, now)?;
        said(&grounds, "grounds")?;
        evidence.check()?;
        let objection = ListingObjection {
            by: permit.who().id(),
            role: permit.role(),
            at: now,
            grounds,
            evidence: evidence.words,
            links: evidence.links,
            due: decided_until(calendar, now)?,
        };
        let after = Self { objection: Some(objection), ..self.moved(state, now) };
        Ok(self.changed(permit, after))
    }

    /// Strikes it or keeps it, by which the permit is.
    ///
    /// # Errors
    /// As [`Listing::step`]; `validation_failed` at `words` that say nothing.
    pub fn decide(&self, permit: &Permit, words: &str, now: Moment) -> Refused<ListingChange> {
        let action = permit.action();
        if action != Action::ListingStrike {
            permit.ensure(Action::ListingKeep)?;
        }
        let state = self.step(action, now)?;
        said(words, "words")?;
        let (by, role, words) = (permit.who().id(), permit.role(), words.to_owned());
        let decision = Some(ListingDecision { by, role, at: now, words });
        Ok(self.changed(permit, Self { decision, ..self.moved(state, now) }))
    }

    pub(super) fn dropped(&self, permit: &Permit, now: Moment) -> Refused<ListingChange> {
        permit.ensure(Action::ListingDrop)?;
        let state = self.step(Action::ListingDrop, now)?;
        Ok(self.changed(permit, self.moved(state, now)))
    }

    fn moved(&self, state: ListingState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    fn changed(&self, permit: &Permit, after: Self) -> ListingChange {
        ListingChange { before: self.state, after, permit: permit.clone() }
    }
}
