//! Amend (更正): what was filed under the wrong heading.

use access::Action;
use kernel::{Fault, Refusal, Refused};
use serde_json::json;

use crate::{
    Category, Kind, Priority, Visibility,
    change::{Draft, said},
};

/// What is put right; at least one of the four.
#[derive(Debug, Clone, PartialEq)]
pub struct Amendment {
    pub category: Option<Category>,
    pub kind: Option<Kind>,
    pub priority: Option<Priority>,
    pub visibility: Option<Visibility>,
    pub reason: String,
}

impl Draft<'_> {
    pub(crate) fn amend(&mut self, told: &Amendment) -> Refused<()> {
        let Amendment { category, kind, priority, visibility, reason } = told;
        said(reason, "reason")?;
        if category.is_none() && kind.is_none() && priority.is_none() && visibility.is_none() {
            return Err(Refusal::field("category_id", Fault::Required));
        }
        if category.as_ref().is_some_and(|category| !category.active) {
            return Err(Refusal::field("category_id", Fault::NotAllowed));
        }
        // What stays as it was is no change that anyone would have to be told.
        let visibility = visibility.filter(|visibility| *visibility != self.after.visibility);
        let category_id = category.as_ref().map(|category| category.id);
        let detail = json!({
            "category_id": category_id, "kind": kind, "priority": priority,
            "visibility": visibility, "reason": reason,
        });
        self.step(Action::Amend, detail)?;
        let after = &mut self.after;
        after.category_id = category_id.unwrap_or(after.category_id);
        after.kind = kind.unwrap_or(after.kind);
        after.priority = priority.unwrap_or(after.priority);
        after.visibility = visibility.unwrap_or(after.visibility);
        Ok(())
    }
}
