//! Tickets that belong together: merging (并单) and undoing it, splitting (拆单), "me too" (附议), and filing anew after
//! the end.

use access::Action;
use kernel::{EstateId, Fault, Refusal, Refused, TicketId};
use serde_json::json;

use crate::{
    Addition, State,
    change::{Draft, said},
};

/// Into so many parts a ticket can be split.
const MIN_PARTS: usize = 2;
const MAX_PARTS: usize = 10;

/// The ticket that another is merged into, as the database knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merging {
    pub into: TicketId,
    /// Where it stands, and on which estate; `None` where the caller may not know of it.
    pub main: Option<(State, EstateId)>,
    /// Whether others were merged into the one that is to be merged.
    pub leads: bool,
}

impl Draft<'_> {
    /// Both keep their timelines; the merged one follows the other to its end.
    pub(crate) fn merge(&mut self, told: &Merging) -> Refused<()> {
        let wrong = |fault| Err(Refusal::field("into", fault));
        let Some((state, estate)) = told.main else { return wrong(Fault::NotFound) };
        let open =
            !crate::LIFECYCLE.is_end(state) && !matches!(state, State::Merged | State::Split);
        let fits = open && estate == self.after.estate_id && told.into != self.after.id;
        if !fits || told.leads {
            return wrong(Fault::NotAllowed);
        }
        self.step(Action::Merge, json!({ "into": told.into }))?;
        self.after.let_go();
        self.after.course.merged_into = Some(told.into);
        self.after.facts.main = Some(state);
        Ok(())
    }

    /// Back to be dispatched by itself.
    pub(crate) fn unmerge(&mut self, reason: &str) -> Refused<()> {
        said(reason, "reason")?;
        let from = self.after.course.merged_into;
        self.step(Action::Unmerge, json!({ "from": from, "reason": reason }))?;
        self.after.course.merged_into = None;
        self.after.facts.main = None;
        Ok(())
    }

    /// It names its parts, each of which goes its own way, and ends when all of them have ended.
    pub(crate) fn split(&mut self, parts: &[TicketId], reason: &str) -> Refused<()> {
        said(reason, "reason")?;
        if !(MIN_PARTS..=MAX_PARTS).contains(&parts.len()) {
            return Err(Refusal::field("parts", Fault::Length));
        }
        self.step(Action::Split, json!({ "parts": parts, "reason": reason }))?;
        self.after.let_go();
        self.after.course.part_count = i32::try_from(parts.len()).unwrap_or(0);
        self.after.facts.open_parts = i64::from(self.after.course.part_count);
        Ok(())
    }

    pub(crate) fn support(&mut self) -> Refused<()> {
        let count = self.after.course.support_count + 1;
        self.step(Action::Support, json!({ "count": count }))?;
        self.after.course.support_count = count;
        self.after.facts.supported = true;
        self.add(Addition::Support);
        Ok(())
    }

    /// The new ticket names this one, and this one the new.
    pub(crate) fn renew(&mut self, by: TicketId, reason: &str) -> Refused<()> {
        said(reason, "reason")?;
        self.step(Action::Renew, json!({ "by": by, "reason": reason }))?;
        self.after.course.followed_by = Some(by);
        Ok(())
    }
}
