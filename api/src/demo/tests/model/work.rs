//! The work itself: what the handler and the helpers do until it is resolved.

use super::{
    super::super::{
        categories::CATEGORIES,
        plan::{Act, Step},
    },
    Model,
};

impl Model<'_> {
    pub(super) fn work(&mut self, step: &Step) {
        let lead = self.handler == Some(step.by);
        if let Act::Resolve { result, outcome } = &step.act {
            self.must(self.photos == self.asked_photos(), step);
            let known = ["done", "partly", "explained", "impossible"].contains(outcome);
            self.must(lead && known && !result.is_empty(), step);
            (self.state, self.resolved_at) = ("resolved", step.after_minutes);
            self.resolutions += 1;
            self.photos.retain(|kind| *kind == "before");
            self.verdict = false;
        } else if let Act::Attach { kind } = &step.act {
            self.must(lead, step);
            self.photos.push(kind);
        } else {
            self.must(lead || self.helpers.contains(&step.by), step);
        }
    }

    fn asked_photos(&self) -> &'static [&'static str] {
        if CATEGORIES[self.plan.category].needs_photos { &["before", "after"] } else { &[] }
    }
}
