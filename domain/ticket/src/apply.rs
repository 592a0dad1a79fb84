//! One door for everything that happens to a ticket.

use access::{Action, Permit};
use kernel::{AccountId, Moment, Refusal, Refused, TicketId};
use serde_json::json;

use crate::{
    Amendment, Answering, Asking, Assignment, Beyond, Blowing, Call, Change, Declining, FileStep,
    Fired, Informing, Merging, Rating, RequestKind, Resolving, Ruling, Supervising, Ticket,
    Whistling,
    change::{Draft, said},
};

/// What comes with an action.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    Dispatch(Assignment),
    Redispatch(Assignment),
    Accept,
    Refuse {
        reason: String,
    },
    Progress {
        note: String,
    },
    Resolve(Resolving),
    Rate(Rating),
    FollowUp(Call),
    Reopen {
        reason: String,
    },
    Close,
    Withdraw {
        reason: Option<String>,
    },
    Decline(Declining),
    Object {
        reason: String,
    },
    Supervise(Supervising),
    Answer(Answering),
    Amend(Amendment),
    Release {
        reason: String,
    },
    Beyond(Beyond),
    Revoke {
        number: i32,
        reason: String,
    },
    Request {
        kind: RequestKind,
        asking: Asking,
    },
    Rule(Ruling),
    Resume {
        reason: Option<String>,
    },
    Reply {
        answer: String,
    },
    Lapse,
    Merge(Merging),
    Unmerge {
        reason: String,
    },
    /// The new tickets.
    Split {
        parts: Vec<TicketId>,
        reason: String,
    },
    Support,
    Renew {
        by: TicketId,
        reason: String,
    },
    Blow(Blowing),
    /// The account that proved the caller's phone becomes the reporter.
    Claim {
        account: AccountId,
    },
    /// Of the whistle with this number.
    Whistle {
        number: i32,
        told: Whistling,
    },
    /// Whoever knows the new secret reads how the ticket stands.
    ShareStatus,
    /// What clocks reached, by the system.
    Reached(Vec<Fired>),
    /// Of an outage, by the system.
    Inform(Informing),
    File(FileStep),
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
            Self::Beyond(told) => told.action(),
            Self::Revoke { .. } => Action::Revoke,
            Self::Request { kind, .. } => kind.action(),
            Self::Rule(_) => Action::Rule,
            Self::Resume { .. } => Action::Resume,
            Self::Reply { .. } => Action::Reply,
            Self::Lapse => Action::Lapse,
            Self::Merge(_) => Action::Merge,
            Self::Unmerge { .. } => Action::Unmerge,
            Self::Split { .. } => Action::Split,
            Self::Support => Action::Support,
            Self::Renew { .. } => Action::Renew,
            Self::Claim { .. } => Action::Claim,
            Self::Blow(_) => Action::BlowWhistle,
            Self::Whistle { told, .. } => told.action(),
            Self::ShareStatus => Action::ShareStatus,
            Self::Reached(_) => Action::ClockReach,
            Self::Inform(_) => Action::Inform,
            Self::File(told) => told.action(),
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
        draft.follow(detail)?;
        Ok(draft.done())
    }
}

impl Draft<'_> {
    fn follow(&mut self, detail: Detail) -> Refused<()> {
        let draft = self;
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
            Detail::Beyond(told) => draft.beyond(&told),
            Detail::Revoke { number, reason } => draft.revoke(number, &reason),
            Detail::Request { kind, asking } => draft.request(kind, asking),
            Detail::Rule(told) => draft.rule(told),
            Detail::Resume { reason } => draft.resume(reason.as_deref()),
            Detail::Reply { answer } => draft.reply(answer),
            Detail::Lapse => draft.lapse(),
            Detail::ShareStatus => draft.step(Action::ShareStatus, json!({})),
            Detail::Reached(fired) => draft.reached(fired),
            Detail::File(FileStep::Attach(told)) => draft.attach(told),
            Detail::File(FileStep::Detach(told)) => draft.detach(&told),
            other => draft.relate(other),
        }
    }

    /// To other tickets, to outages, and to departments.
    fn relate(&mut self, detail: Detail) -> Refused<()> {
        match detail {
            Detail::Merge(told) => self.merge(&told),
            Detail::Unmerge { reason } => self.unmerge(&reason),
            Detail::Split { parts, reason } => self.split(&parts, &reason),
            Detail::Support => self.support(),
            Detail::Renew { by, reason } => self.renew(by, &reason),
            Detail::Inform(told) => self.inform(told),
            Detail::Claim { account } => self.claim(account),
            Detail::Blow(told) => self.blow(told),
            Detail::Whistle { number, told } => self.whistle(number, told),
            _ => Err(Refusal::forbidden()),
        }
    }

    fn progress(&mut self, note: &str) -> Refused<()> {
        said(note, "note")?;
        self.step(Action::Progress, json!({ "note": note }))
    }
}
