//! What a resident replies to a bulletin, and what the branch answers.

use access::{Action, Permit};
use kernel::{AccountId, BulletinId, Moment, OpinionId, Refusal, Refused, Uuid};

use crate::{Bulletin, said};

/// One for each resident and bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    pub id: OpinionId,
    pub bulletin_id: BulletinId,
    pub account: AccountId,
    pub text: String,
    /// Whether the branch is shown who says so.
    pub signed: bool,
    pub answer: Option<String>,
    pub answered_by: Option<Uuid>,
    pub answered_at: Option<Moment>,
    pub version: i32,
    pub updated_at: Moment,
}

/// What is replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opining {
    pub text: String,
    pub signed: bool,
}

impl Opinion {
    /// A first reply under the id, or a changed one.
    ///
    /// # Errors
    /// `not_allowed_now` where no replies are taken any more, or the branch has answered; `forbidden` to who is no account;
    /// `validation_failed` where the text is empty.
    pub fn give(
        permit: &Permit,
        (bulletin, known): (&Bulletin, Option<&Self>),
        (id, told): (OpinionId, Opining),
        now: Moment,
    ) -> Refused<Self> {
        permit.ensure(Action::OpinionGive)?;
        let account = permit.who().account().ok_or_else(Refusal::forbidden)?;
        let answered = known.is_some_and(|known| known.answer.is_some());
        if answered || !bulletin.takes_replies(now) {
            return Err(Refusal::not_now(if answered {
                "answered"
            } else {
                bulletin.state.as_str()
            }));
        }
        said(&told.text, "text")?;
        Ok(Self {
            id: known.map_or(id, |known| known.id),
            bulletin_id: bulletin.id,
            account,
            text: told.text,
            signed: told.signed,
            answer: None,
            answered_by: None,
            answered_at: None,
            version: known.map_or(1, |known| known.version + 1),
            updated_at: now,
        })
    }

    /// # Errors
    /// `not_allowed_now` once it is answered, `validation_failed` where the text is empty.
    pub fn answer(&self, permit: &Permit, text: String, now: Moment) -> Refused<Self> {
        permit.ensure(Action::OpinionAnswer)?;
        if self.answer.is_some() {
            return Err(Refusal::not_now("answered"));
        }
        said(&text, "text")?;
        Ok(Self {
            answer: Some(text),
            answered_by: Some(permit.who().id()),
            answered_at: Some(now),
            version: self.version + 1,
            updated_at: now,
            ..self.clone()
        })
    }
}
