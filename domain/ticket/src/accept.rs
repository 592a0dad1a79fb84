//! Accept (接单), and giving a ticket back: refuse (拒接) and release.

use access::Action;
use kernel::{Refusal, Refused};
use serde_json::json;

use crate::{
    Part,
    change::{Draft, said},
};

impl Draft<'_> {
    /// Whoever comes first becomes the handler, in the capacity of the duty that let them.
    pub(crate) fn accept(&mut self) -> Refused<()> {
        let account = self.permit.who().account().ok_or_else(Refusal::forbidden)?;
        let organization = self.permit.organization();
        self.step(Action::Accept, json!({ "handler": account, "organization_id": organization }))?;
        for party in &mut self.after.parties {
            party.ended |= party.part == Part::Helper && party.party == account.0;
        }
        self.after.course.handler_id = Some(account);
        self.after.course.organization_id = organization;
        self.after.take(account.0, Part::Handler, organization);
        Ok(())
    }

    /// Back to be dispatched, by whom it went to or because they left.
    pub(crate) fn put_back(&mut self, action: Action, reason: &str) -> Refused<()> {
        said(reason, "reason")?;
        self.step(action, json!({ "reason": reason }))?;
        self.after.let_go();
        Ok(())
    }
}
