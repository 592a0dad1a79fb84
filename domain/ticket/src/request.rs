//! What is requested beside the work: suspension (挂账), extension (延期), return (退单), a ruling on whose
//! duty it is (权责争议), and a question to the reporter.

use access::{Action, Permit, Role};
use chrono::TimeDelta;
use kernel::{Fault, Moment, OrganizationId, Refusal, Refused, Uuid};
use serde_json::json;

use crate::{
    Addition, Raised, RequestKind, State,
    change::{Draft, said},
};

/// How often the reporter can be asked.
pub const MOST_QUESTIONS: i32 = 3;
/// How long the reporter can be waited for.
const LONGEST_QUESTION: TimeDelta = TimeDelta::hours(5 * 24);
/// How far ahead the review of a suspended ticket can be.
const LONGEST_SUSPENSION: TimeDelta = TimeDelta::hours(365 * 24);
/// How much later an extension can end.
const LONGEST_EXTENSION: TimeDelta = TimeDelta::hours(30 * 24);

/// A request that nobody ruled on yet, or a question without a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRequest {
    pub number: i32,
    pub kind: RequestKind,
    pub by: Uuid,
    /// For which it was asked; `None` for a volunteer.
    pub organization: Option<OrganizationId>,
    pub until: Option<Moment>,
}

/// What is asked for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The reason; of a question its words.
    pub reason: String,
    /// What is done meanwhile; needed for a suspension.
    pub measures: Option<String>,
    /// The review date of a suspension, the new date of an extension, the last moment for a reply.
    pub until: Option<Moment>,
    /// Whose duty it is said to be.
    pub towards: Option<OrganizationId>,
}

/// What is ruled on a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    pub number: i32,
    pub granted: bool,
    pub words: String,
}

impl RequestKind {
    pub const fn action(self) -> Action {
        match self {
            Self::Suspension => Action::AskSuspension,
            Self::Extension => Action::AskExtension,
            Self::Return => Action::AskReturn,
            Self::Dispute => Action::Dispute,
            Self::Question => Action::Ask,
        }
    }

    const fn longest(self) -> Option<TimeDelta> {
        match self {
            Self::Suspension => Some(LONGEST_SUSPENSION),
            Self::Extension => Some(LONGEST_EXTENSION),
            Self::Question => Some(LONGEST_QUESTION),
            Self::Return | Self::Dispute => None,
        }
    }

    /// The name of the field that holds `until`.
    const fn field(self) -> &'static str {
        match self {
            Self::Suspension => "review_on",
            Self::Question => "answer_by",
            Self::Extension | Self::Return | Self::Dispute => "until",
        }
    }
}

impl OpenRequest {
    /// Whether the permit lets its holder rule on it: never who asked; whose duty a ticket is, the estate's
    /// own branch does not decide.
    pub(crate) fn ruled_by(&self, permit: &Permit) -> bool {
        let own = permit.who().id() == self.by;
        let fits = match self.kind {
            RequestKind::Suspension | RequestKind::Extension => true,
            RequestKind::Return | RequestKind::Dispute => permit.role() != Role::BranchSecretary,
            RequestKind::Question => false,
        };
        fits && !own
    }
}

impl Draft<'_> {
    pub(crate) fn request(&mut self, kind: RequestKind, asking: Asking) -> Refused<()> {
        let question = kind == RequestKind::Question;
        said(&asking.reason, if question { "question" } else { "reason" })?;
        if kind == RequestKind::Suspension {
            said(asking.measures.as_deref().unwrap_or_default(), "measures")?;
        }
        self.in_time(kind, asking.until)?;
        let number = self.after.course.request_count + 1;
        let detail = json!({
            "number": number, "kind": kind, "reason": asking.reason, "measures": asking.measures,
            "until": asking.until, "towards": asking.towards,
        });
        self.step(kind.action(), detail)?;
        self.after.course.request_count = number;
        self.after.course.question_count += i32::from(question);
        let (by, organization) = (self.permit.who().id(), self.permit.organization());
        let open = OpenRequest { number, kind, by, organization, until: asking.until };
        self.after.open_requests.push(open);
        if kind == RequestKind::Return {
            self.beside.asked.push(organization);
        }
        self.add(Addition::Request { number, kind, asking, organization });
        Ok(())
    }

    fn in_time(&self, kind: RequestKind, until: Option<Moment>) -> Refused<()> {
        let Some(longest) = kind.longest() else { return Ok(()) };
        let until = until.ok_or_else(|| Refusal::field(kind.field(), Fault::Required))?;
        if until <= self.now || until > self.now + longest {
            return Err(Refusal::field(kind.field(), Fault::Range));
        }
        Ok(())
    }

    /// `not_found` where nothing was requested under the number, `not_allowed_now` where it is settled,
    /// `forbidden` where the caller may not rule on it.
    pub(crate) fn rule(&mut self, told: Ruling) -> Refused<()> {
        let Ruling { number, granted, words } = told;
        let open = self.waiting(number)?;
        if !open.ruled_by(self.permit) {
            return Err(Refusal::forbidden());
        }
        said(&words, "words")?;
        let detail =
            json!({ "number": number, "kind": open.kind, "granted": granted, "words": words });
        self.step(Action::Rule, detail)?;
        self.settle(number, Some(granted), Some(words));
        if open.kind == RequestKind::Return {
            self.beside.returned.push((open.organization, granted));
        }
        if granted { self.grant(open) } else { Ok(()) }
    }

    fn grant(&mut self, open: OpenRequest) -> Refused<()> {
        let because = json!({ "request": open.number });
        match open.kind {
            RequestKind::Suspension => {
                self.step(Action::Suspend, because)?;
                self.after.course.review_at = open.until;
                Ok(())
            }
            RequestKind::Return | RequestKind::Dispute => {
                if self.after.state != State::Submitted {
                    self.step(Action::Release, because)?;
                }
                let own = open.organization.is_some() && open.organization == self.enterprise();
                self.after.let_go();
                self.after.course.marks.organization = None;
                if own {
                    self.after.course.raised =
                        self.after.course.raised.max(Some(Raised::Community));
                }
                Ok(())
            }
            RequestKind::Extension => {
                self.extended = open.until;
                Ok(())
            }
            RequestKind::Question => Ok(()),
        }
    }

    fn enterprise(&self) -> Option<OrganizationId> {
        self.after.facts.enterprise
    }

    fn waiting(&self, number: i32) -> Refused<OpenRequest> {
        if !(1..=self.after.course.request_count).contains(&number) {
            return Err(Refusal::missing());
        }
        let open = self.after.open_requests.iter().find(|open| open.number == number);
        open.copied().ok_or_else(|| Refusal::not_now(self.after.state.as_str()))
    }

    fn settle(&mut self, number: i32, granted: Option<bool>, words: Option<String>) {
        self.after.open_requests.retain(|open| open.number != number);
        self.add(Addition::Ruling { number, granted, words });
    }

    pub(crate) fn resume(&mut self, reason: Option<&str>) -> Refused<()> {
        self.step(Action::Resume, json!({ "reason": reason }))?;
        self.stood_until = self.after.course.review_at.take();
        Ok(())
    }

    pub(crate) fn reply(&mut self, answer: String) -> Refused<()> {
        said(&answer, "answer")?;
        self.end_question(Action::Reply, Some(answer))
    }

    /// Nobody replied in time: the work goes on without.
    pub(crate) fn lapse(&mut self) -> Refused<()> {
        self.end_question(Action::Lapse, None)
    }

    fn end_question(&mut self, action: Action, words: Option<String>) -> Refused<()> {
        let mut open = self.after.open_requests.iter();
        let open = open.find(|open| open.kind == RequestKind::Question).copied();
        let OpenRequest { number, until, .. } =
            open.ok_or_else(|| Refusal::not_now(self.after.state.as_str()))?;
        self.stood_until = until;
        self.step(action, json!({ "number": number, "answer": words }))?;
        self.settle(number, None, words);
        Ok(())
    }
}
