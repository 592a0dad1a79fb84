//! Decline (不予受理), the objection to it, and withdrawing (撤单).

use access::Action;
use kernel::Refused;
use serde_json::json;

use crate::{
    DeclineGround, Part, Raised,
    change::{Draft, said},
};

/// Why the matter is not handled here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declining {
    pub ground: DeclineGround,
    pub reason: String,
}

impl Draft<'_> {
    pub(crate) fn decline(&mut self, told: &Declining) -> Refused<()> {
        said(&told.reason, "reason")?;
        self.step(Action::Decline, json!({ "ground": told.ground, "reason": told.reason }))?;
        self.after.course.declined_ground = Some(told.ground);
        Ok(())
    }

    /// Raises to the street, which alone can decline it again.
    pub(crate) fn object(&mut self, reason: &str) -> Refused<()> {
        said(reason, "reason")?;
        self.step(Action::Object, json!({ "reason": reason }))?;
        self.after.course.objected = true;
        self.after.course.declined_ground = None;
        self.after.course.raised = self.after.course.raised.max(Some(Raised::Street));
        Ok(())
    }

    pub(crate) fn withdraw(&mut self, reason: Option<&str>) -> Refused<()> {
        self.step(Action::Withdraw, json!({ "reason": reason }))?;
        self.after.end(&[Part::Asked]);
        Ok(())
    }

    pub(crate) fn close(&mut self) -> Refused<()> {
        self.step(Action::Close, json!({ "verdict": self.after.course.verdict }))?;
        self.after.end(&[Part::Asked]);
        Ok(())
    }
}
