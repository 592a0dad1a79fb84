//! What an action does: the ticket afterwards, one journal entry a step, and the records beside it.

use access::{Action, Permit, Role, Who};
use kernel::{DutyId, Moment, Refusal, Refused};
use serde_json::Value;

use crate::{LIFECYCLE, Outcome, RatingReason, State, SupervisionKind, Ticket, Unit};

/// One step for the journal; its number is the ticket's version after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub number: i32,
    pub action: Action,
    pub who: Who,
    pub role: Role,
    pub duty: Option<DutyId>,
    pub at: Moment,
    pub from: Option<State>,
    pub to: State,
    pub detail: Value,
}

/// A record beside the ticket.
#[derive(Debug, Clone, PartialEq)]
pub enum Addition {
    /// Of the ticket's present resolution.
    Resolution {
        result: String,
        outcome: Outcome,
    },
    Rating {
        solved: bool,
        stars: u8,
        reasons: Vec<RatingReason>,
        comment: Option<String>,
    },
    FollowUp {
        reached: bool,
        solved: Option<bool>,
        satisfied: Option<bool>,
        note: Option<String>,
    },
    Supervision {
        number: i32,
        kind: SupervisionKind,
        note: String,
        unit: Unit,
        answer_by: Option<Moment>,
    },
    Answer {
        number: i32,
        answer: String,
    },
}

/// What is to be saved, all of it or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub after: Ticket,
    pub entries: Vec<Entry>,
    pub adds: Vec<Addition>,
}

/// A change in the making.
pub(crate) struct Draft<'a> {
    pub(crate) permit: &'a Permit,
    pub(crate) now: Moment,
    pub(crate) after: Ticket,
    entries: Vec<Entry>,
    adds: Vec<Addition>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(before: &Ticket, permit: &'a Permit, now: Moment) -> Self {
        Self { permit, now, after: before.clone(), entries: Vec::new(), adds: Vec::new() }
    }

    /// The first step of a new ticket, whose state and version are already those after it.
    pub(crate) fn begun(mut self, detail: Value) -> Change {
        self.push(Action::Submit, None, detail);
        self.done()
    }

    /// Takes one step of the table.
    pub(crate) fn step(&mut self, action: Action, detail: Value) -> Refused<()> {
        let from = self.after.state;
        self.after.state = LIFECYCLE.step(from, action, from.as_str())?;
        self.after.version += 1;
        self.after.updated_at = self.now;
        self.push(action, Some(from), detail);
        Ok(())
    }

    fn push(&mut self, action: Action, from: Option<State>, detail: Value) {
        self.entries.push(Entry {
            number: self.after.version,
            action,
            who: self.permit.who(),
            role: self.permit.role(),
            duty: self.permit.duty(),
            at: self.now,
            from,
            to: self.after.state,
            detail,
        });
    }

    pub(crate) fn add(&mut self, addition: Addition) {
        self.adds.push(addition);
    }

    pub(crate) fn done(self) -> Change {
        Change { after: self.after, entries: self.entries, adds: self.adds }
    }
}

/// A text that has to say something.
pub(crate) fn said(text: &str, field: &str) -> Refused<()> {
    if text.trim().is_empty() {
        return Err(Refusal::field(field, kernel::Fault::Required));
    }
    Ok(())
}
