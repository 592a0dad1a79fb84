//! One door for everything that happens to a ticket.

use access::{Action, Permit};
use kernel::{Moment, Refusal, Refused};
use serde_json::json;

use crate::{
    Amendment, Answering, Assignment, Call, Change, Declining, Rating, Resolving, Supervising,
    Ticket,
    change::{Draft, said},
};

/// What comes with an action.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    Dispatch(Assignment),
    Redispatch(Assignment),
    Accept,
    Refuse { reason: String },
    Progress { note: String },
    Resolve(Resolving),
    Rate(Rating),
    FollowUp(Call),
    Reopen { reason: String },
    Close,
    Withdraw { reason: Option<String> },
    Decline(Declining),
    Object { reason: String },
    Supervise(Supervising),
    Answer(Answering),
    Amend(Amendment),
    Release { reason: String },
}

impl Detail {
    /// The action that has to be permitted for it.
    pub const fn action(&self) -> Action {
        match self {
            Self::Dispatch(_) => Action::Dispatch,
            Self::Redispatch(_) => Action::Redispatch,
            Self::Accept => Action::Accept,
            Self::Refuse { .. } => Action::Refuse,
            Self::Progress { .. } => Action::Progress,
            Self::Resolve(_) => Action::Resolve,
            Self::Rate(_) => Action::Rate,
            Self::FollowUp(_) => Action::FollowUp,
            Self::Reopen { .. } => Action::Reopen,
            Self::Close => Action::Close,
            Self::Withdraw { .. } => Action::Withdraw,
            Self::Decline(_) => Action::Decline,
            Self::Object { .. } => Action::Object,
            Self::Supervise(told) => told.kind.action(),
            Self::Answer(_) => Action::Answer,
            Self::Amend(_) => Action::Amend,
            Self::Release { .. } => Action::Release,
        }
    }
}

impl Ticket {
    /// What the permitted action makes of the ticket: `not_allowed_now` by [`Ticket::guard`], then
    /// `validation_failed`, `pool_empty` or `not_found` by what came with it. A permit for another
    /// action is `forbidden`.
    pub fn apply(&self, permit: &Permit, detail: Detail, now: Moment) -> Refused<Change> {
        if permit.action() != detail.action() {
            return Err(Refusal::forbidden());
        }
        self.guard(permit, now)?;
        let mut draft = Draft::new(self, permit, now);
        match detail {
            Detail::Dispatch(to) => draft.dispatch(to),
            Detail::Redispatch(to) => draft.redispatch(to),
            Detail::Accept => draft.accept(),
            Detail::Refuse { reason } => draft.put_back(Action::Refuse, &reason),
            Detail::Progress { note } => draft.progress(&note),
            Detail::Resolve(told) => draft.resolve(told),
            Detail::Rate(told) => draft.rate(told),
            Detail::FollowUp(told) => draft.follow_up(told),
            Detail::Reopen { reason } => draft.reopen(&reason),
            Detail::Close => draft.close(),
            Detail::Withdraw { reason } => draft.withdraw(reason.as_deref()),
            Detail::Decline(told) => draft.decline(&told),
            Detail::Object { reason } => draft.object(&reason),
            Detail::Supervise(told) => draft.supervise(told),
            Detail::Answer(told) => draft.answer(told),
            Detail::Amend(told) => draft.amend(&told),
            Detail::Release { reason } => draft.put_back(Action::Release, &reason),
        }?;
        Ok(draft.done())
    }
}

impl Draft<'_> {
    fn progress(&mut self, note: &str) -> Refused<()> {
        said(note, "note")?;
        self.step(Action::Progress, json!({ "note": note }))
    }
}
