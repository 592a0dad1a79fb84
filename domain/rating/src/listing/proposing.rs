//! Proposing a list: which final results come onto it.

use access::{Action, Permit, ScopePath};
use calendar::Calendar;
use kernel::{
    Code, Fault, Hundredths, ListId, ListingId, Moment, OrganizationId, Refusal, Refused, Uuid,
};

use super::{ListChange, ListKind, ListRule, ListState, Listing, RatingList};
use crate::{
    cycle::{Cycle, CycleState},
    objection::disclosed_until,
};

/// Results on one list at most.
const MOST: usize = 2000;

/// A final result, with the bad records of its enterprise that are in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listable {
    pub score: Uuid,
    pub path: ScopePath,
    pub enterprise: OrganizationId,
    pub total: Hundredths,
    /// None where nothing was rated.
    pub stars: Option<u8>,
    /// Codes of the vetoes that were found.
    pub vetoes: Vec<String>,
    pub bad_records: i32,
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposing {
    pub id: ListId,
    pub kind: ListKind,
    pub rule: ListRule,
}

impl Proposing {
    /// The list, and what is on it: of a red list the highest total first, of a black list the lowest.
    ///
    /// # Errors
    /// `not_allowed_now` where the cycle is not final, `forbidden` where who proposes works for one of them, `validation_failed` at a rule that makes no sense or that lists more
    /// than two thousand, `nothing_to_list` where it lists none, `untimely` where the calendar does not reach so far.
    pub fn propose(
        self,
        (permit, employed): (&Permit, impl Fn(OrganizationId) -> bool),
        cycle: &Cycle,
        (results, mut id): (Vec<Listable>, impl FnMut() -> Uuid),
        (calendar, now): (Option<&Calendar>, Moment),
    ) -> Refused<(ListChange, Vec<Listing>)> {
        permit.ensure(Action::ListPropose)?;
        if cycle.state != CycleState::Final {
            return Err(Refusal::not_now(cycle.state.as_str()));
        }
        let rule = self.rule;
        rule.check(self.kind)?;
        let mut found: Vec<Listable> =
            results.into_iter().filter(|one| rule.lists(self.kind, one)).collect();
        if found.is_empty() {
            return Err(Refusal::new(Code::NothingToList));
        }
        // Nobody makes a list that their employer is on.
        if found.iter().any(|one| employed(one.enterprise)) {
            return Err(Refusal::new(Code::Forbidden));
        }
        if found.len() > MOST {
            return Err(Refusal::field("rule", Fault::Range));
        }
        found.sort_by_key(|one| (one.total, one.path.estate));
        if self.kind == ListKind::Red {
            found.reverse();
        }
        let until = disclosed_until(calendar, now)?;
        let after = self.proposed(permit, (cycle, rule), (&found, until), now);
        let listings = found.into_iter().map(|one| Listing::of(ListingId(id()), &after, one));
        let listings = listings.collect();
        Ok((ListChange { before: None, after, permit: permit.clone() }, listings))
    }

    fn proposed(
        &self,
        permit: &Permit,
        (cycle, rule): (&Cycle, ListRule),
        (found, until): (&[Listable], Moment),
        now: Moment,
    ) -> RatingList {
        RatingList {
            id: self.id,
            kind: self.kind,
            cycle: cycle.id,
            path: cycle.path,
            rule,
            state: ListState::Proposed,
            proposed_by: permit.who().id(),
            proposed_at: now,
            objections_until: until,
            published_by: None,
            published_at: None,
            withdrawn_by: None,
            withdrawn_at: None,
            withdraw_reason: None,
            listings: i32::try_from(found.len()).unwrap_or(i32::MAX),
            enterprises: found.iter().map(|one| one.enterprise).collect(),
            version: 1,
            updated_at: now,
        }
    }
}
