//! What a branch makes known, and for how long it asks for replies.

use access::{Action, Actor, Duty, Permit, Relation, ScopePath, Subject, roles_of};
use chrono::TimeDelta;
use kernel::{BulletinId, Fault, Moment, Refusal, Refused};
use process::{Lifecycle, Step};

use crate::said;

/// How long replies can be asked for.
const LONGEST: TimeDelta = TimeDelta::days(90);

kernel::words! {
    /// Where a bulletin stands.
    BulletinState {
        Open = "open", "征集中", "open";
        Closed = "closed", "已截止", "closed";
        Withdrawn = "withdrawn", "已撤回", "withdrawn";
    }
}

/// From its publication on; what was withdrawn stays for those who hear the replies.
pub const BULLETIN: Lifecycle<Action, BulletinState> = Lifecycle {
    steps: &[
        Step::begin(Action::BulletinPublish, BulletinState::Open, "a title and a text"),
        Step::to(Action::BulletinClose, &[BulletinState::Open], BulletinState::Closed, ""),
        Step::to(
            Action::BulletinWithdraw,
            &[BulletinState::Open, BulletinState::Closed],
            BulletinState::Withdrawn,
            "a reason",
        ),
    ],
    states: BulletinState::ALL,
    ends: &[BulletinState::Withdrawn],
};

/// A bulletin (支部公告).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulletin {
    pub id: BulletinId,
    pub path: ScopePath,
    pub state: BulletinState,
    pub title: String,
    pub body: String,
    /// Replies are taken before this moment; until it is closed where there is none.
    pub reply_until: Option<Moment>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    pub version: i32,
    pub updated_at: Moment,
}

/// What is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publishing {
    pub id: BulletinId,
    pub path: ScopePath,
    pub title: String,
    pub body: String,
    pub reply_until: Option<Moment>,
}

impl Bulletin {
    /// # Errors
    /// `validation_failed` where a text is empty, or replies are asked for until a moment that is over or too far off.
    pub fn publish(permit: &Permit, told: Publishing, now: Moment) -> Refused<Self> {
        permit.ensure(Action::BulletinPublish)?;
        said(&told.title, "title")?;
        said(&told.body, "body")?;
        if told.reply_until.is_some_and(|until| until <= now || until > now + LONGEST) {
            return Err(Refusal::field("reply_until", Fault::Range));
        }
        Ok(Self {
            id: told.id,
            path: told.path,
            state: BulletinState::Open,
            title: told.title,
            body: told.body,
            reply_until: told.reply_until,
            reason: None,
            version: 1,
            updated_at: now,
        })
    }

    /// # Errors
    /// `not_allowed_now` unless it is open.
    pub fn close(&self, permit: &Permit, now: Moment) -> Refused<Self> {
        self.step(permit, Action::BulletinClose, now)
    }

    /// # Errors
    /// `not_allowed_now` once it is withdrawn, `validation_failed` without a reason.
    pub fn withdraw(&self, permit: &Permit, reason: String, now: Moment) -> Refused<Self> {
        let after = self.step(permit, Action::BulletinWithdraw, now)?;
        said(&reason, "reason")?;
        Ok(Self { reason: Some(reason), ..after })
    }

    /// Whether residents can reply, and change what they replied.
    pub fn takes_replies(&self, now: Moment) -> bool {
        self.state == BulletinState::Open && self.reply_until.is_none_or(|until| now < until)
    }

    fn step(&self, permit: &Permit, action: Action, now: Moment) -> Refused<Self> {
        permit.ensure(action)?;
        let state = BULLETIN.step(self.state, action, self.state.as_str())?;
        Ok(Self { state, version: self.version + 1, updated_at: now, ..self.clone() })
    }
}

impl Subject for Bulletin {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        let shown = self.state != BulletinState::Withdrawn
            || roles_of(Action::OpinionRead).contains(&duty.role);
        relation == Relation::Within && shown && duty.covers(&self.path)
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::BulletinRead)
    }
}
