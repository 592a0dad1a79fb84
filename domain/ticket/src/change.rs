//! What an action does: the ticket afterwards, one journal entry a step, and the records beside it.

use access::{Action, Permit, Role, Who};
use kernel::{AttachmentId, DutyId, Moment, OrganizationId, Refusal, Refused};
use serde_json::Value;

use crate::{
    Asking, Attachment, Clock, Counted, Detail, Heading, LIFECYCLE, Outcome, RatingReason,
    RequestKind, State, SupervisionKind, Tally, Ticket, Unit, Whistle,
    figures::{self, Beside},
};

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
    /// A supervision that was taken back.
    Revoked {
        number: i32,
        reason: String,
    },
    Request {
        number: i32,
        kind: RequestKind,
        asking: Asking,
        organization: Option<OrganizationId>,
    },
    /// A resident's "me too".
    Support,
    /// What became of a request: neither granted nor refused are replies, and what lapsed.
    Ruling {
        number: i32,
        granted: Option<bool>,
        words: Option<String>,
    },
    Attachment(Attachment),
    /// The file of this id is taken away.
    Removal(AttachmentId),
}

/// What is to be saved, all of it or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub after: Ticket,
    pub entries: Vec<Entry>,
    pub adds: Vec<Addition>,
    /// Those that changed, as they are now.
    pub whistles: Vec<Whistle>,
    /// Clocks that begin or change with it.
    pub clocks: Vec<Clock>,
    /// The later date that was granted for the resolution.
    pub extended: Option<Moment>,
    /// When the wait was over for which clocks stood still, where they go on.
    pub stood_until: Option<Moment>,
    /// When the system looked, where it did.
    pub swept_at: Option<Moment>,
    /// What it adds to the figures and takes from them.
    pub figures: Vec<Tally>,
    /// Whether the ticket's marks changed.
    pub marked: bool,
    /// What the ticket was counted under before; none of a new one.
    pub before: Option<Heading>,
}

impl Change {
    /// This change with a further step after it.
    pub fn and(mut self, permit: &Permit, detail: Detail, now: Moment) -> Refused<Self> {
        let next = self.after.apply(permit, detail, now)?;
        self.entries.extend(next.entries);
        self.adds.extend(next.adds);
        self.figures.extend(next.figures);
        Ok(Self { after: next.after, marked: self.marked || next.marked, ..self })
    }
}

/// A change in the making.
pub(crate) struct Draft<'a> {
    pub(crate) permit: &'a Permit,
    pub(crate) now: Moment,
    pub(crate) after: Ticket,
    entries: Vec<Entry>,
    adds: Vec<Addition>,
    pub(crate) whistles: Vec<Whistle>,
    pub(crate) extended: Option<Moment>,
    pub(crate) stood_until: Option<Moment>,
    counted: Option<Counted>,
    /// What is counted of returns and whistles.
    pub(crate) beside: Beside,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(before: &Ticket, permit: &'a Permit, now: Moment) -> Self {
        Self {
            permit,
            now,
            after: before.clone(),
            entries: Vec::new(),
            adds: Vec::new(),
            whistles: Vec::new(),
            extended: None,
            stood_until: None,
            counted: Some(before.into()),
            beside: Beside::default(),
        }
    }

    /// The first step of a new ticket, whose state and version are already those after it.
    pub(crate) fn begun(mut self, detail: Value) -> Change {
        self.counted = None;
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
        if self.after.state != from || action == Action::Redispatch {
            let gone = matches!(self.after.state, State::Merged | State::Split);
            if gone || LIFECYCLE.is_end(self.after.state) {
                self.end_whistles();
            }
            self.let_lapse(|kind| action == Action::Accept && kind == RequestKind::Dispute);
        }
        Ok(())
    }

    /// What was requested of the state before has no object any more.
    fn let_lapse(&mut self, keeps: impl Fn(RequestKind) -> bool) {
        let (kept, lapsed) = std::mem::take(&mut self.after.open_requests)
            .into_iter()
            .partition::<Vec<_>, _>(|open| keeps(open.kind));
        self.after.open_requests = kept;
        for open in lapsed {
            self.add(Addition::Ruling { number: open.number, granted: None, words: None });
        }
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

    pub(crate) fn done(mut self) -> Change {
        let course = &self.after.course;
        self.after.course.marks = course.marks.after(course, &self.entries, &self.adds);
        let now = Counted::from(&self.after);
        Change {
            before: self.counted.map(|before| before.heading()),
            marked: self.counted.is_some_and(|before| before.marks != now.marks),
            figures: figures::deltas(self.counted.as_ref(), &now, &self.beside),
            after: self.after,
            entries: self.entries,
            adds: self.adds,
            whistles: self.whistles,
            clocks: Vec::new(),
            extended: self.extended,
            stood_until: self.stood_until,
            swept_at: None,
        }
    }
}

/// A text that has to say something.
pub(crate) fn said(text: &str, field: &str) -> Refused<()> {
    if text.trim().is_empty() {
        return Err(Refusal::field(field, kernel::Fault::Required));
    }
    Ok(())
}
