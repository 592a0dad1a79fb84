//! Reopen (重办): back to be dispatched; the third time raised to the community.

use access::Action;
use kernel::Refused;
use serde_json::{Value, json};

use crate::{
    Raised,
    change::{Draft, said},
    ticket::LAST_REOPENING,
};

impl Draft<'_> {
    pub(crate) fn reopen(&mut self, reason: &str) -> Refused<()> {
        said(reason, "reason")?;
        self.again(json!({ "reason": reason }))
    }

    pub(crate) fn again(&mut self, detail: Value) -> Refused<()> {
        self.step(Action::Reopen, detail)?;
        let after = &mut self.after;
        after.let_go();
        after.course.reopened_resolution = after.course.resolution;
        after.course.reopen_count += 1;
        after.course.verdict = None;
        after.course.resolved_at = None;
        after.course.rate_until = None;
        if after.course.reopen_count >= LAST_REOPENING {
            after.course.raised = after.course.raised.max(Some(Raised::Community));
        }
        Ok(())
    }
}
