//! Resolve (办结), rate (评价) and follow up (回访).

use access::Action;
use kernel::{Code, Fault, Refusal, Refused};
use serde_json::json;

use crate::{
    Addition, Outcome, Photos, RatingReason,
    change::{Draft, said},
    ticket::{LAST_REOPENING, WINDOW},
};

/// What the handler says was done. After the third reopening `result` gives the grounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolving {
    pub result: String,
    pub outcome: Outcome,
    /// What the category asks for, and what is attached.
    pub photos: Photos,
}

/// The reporter's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    pub solved: bool,
    /// 1 to 5.
    pub stars: u8,
    pub reasons: Vec<RatingReason>,
    pub comment: Option<String>,
}

/// What a call to the person concerned brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub reached: bool,
    /// Required where somebody was reached, and only there.
    pub solved: Option<bool>,
    pub satisfied: Option<bool>,
    pub note: Option<String>,
}

impl Draft<'_> {
    pub(crate) fn resolve(&mut self, told: Resolving) -> Refused<()> {
        said(&told.result, "result")?;
        if told.outcome == Outcome::Done && told.photos.lacking() {
            return Err(Refusal::new(Code::PhotoNeeded));
        }
        let is_final = self.after.course.reopen_count >= LAST_REOPENING;
        let detail = json!({ "result": told.result, "outcome": told.outcome, "final": is_final });
        self.step(Action::Resolve, detail)?;
        self.after.course.resolution += 1;
        self.after.course.is_final = is_final;
        self.after.course.verdict = None;
        self.after.course.resolved_at = Some(self.now);
        self.after.course.rate_until = Some(self.now + WINDOW);
        self.add(Addition::Resolution { result: told.result, outcome: told.outcome });
        Ok(())
    }

    /// "Not solved" reopens, as a second step, unless the resolution is final.
    pub(crate) fn rate(&mut self, told: Rating) -> Refused<()> {
        if !(1..=5).contains(&told.stars) {
            return Err(Refusal::field("stars", Fault::Range));
        }
        for (at, reason) in told.reasons.iter().enumerate() {
            if told.reasons.iter().take(at).any(|other| other == reason) {
                return Err(Refusal::field(format!("reasons/{at}"), Fault::Taken));
            }
        }
        let detail = json!({
            "solved": told.solved, "stars": told.stars, "reasons": told.reasons, "comment": told.comment,
        });
        self.step(Action::Rate, detail)?;
        self.after.course.rated_resolution = self.after.course.resolution;
        self.after.course.verdict = Some(told.solved);
        let Rating { solved, stars, reasons, comment } = told;
        self.add(Addition::Rating { solved, stars, reasons, comment });
        if solved { Ok(()) } else { self.reopen_unless_final(Action::Rate) }
    }

    /// The same for a follow-up; its "solved" is the verdict only where there is no reporter account.
    pub(crate) fn follow_up(&mut self, told: Call) -> Refused<()> {
        match (told.reached, told.solved) {
            (true, None) => return Err(Refusal::field("solved", Fault::Required)),
            (false, Some(_)) => return Err(Refusal::field("solved", Fault::NotAllowed)),
            _ => {}
        }
        if !told.reached && told.satisfied.is_some() {
            return Err(Refusal::field("satisfied", Fault::NotAllowed));
        }
        let detail = json!({
            "reached": told.reached, "solved": told.solved, "satisfied": told.satisfied, "note": told.note,
        });
        self.step(Action::FollowUp, detail)?;
        if self.after.reporter_id.is_none() {
            self.after.course.verdict = told.solved.or(self.after.course.verdict);
        }
        let Call { reached, solved, satisfied, note } = told;
        self.add(Addition::FollowUp { reached, solved, satisfied, note });
        if solved == Some(false) { self.reopen_unless_final(Action::FollowUp) } else { Ok(()) }
    }

    fn reopen_unless_final(&mut self, because: Action) -> Refused<()> {
        if !self.after.can_reopen() {
            return Ok(());
        }
        self.again(json!({ "because": because.as_str() }))
    }
}
