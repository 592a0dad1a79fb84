//! Claim (认领): who proves the caller's phone number becomes the reporter of what was filed for them.

use access::Action;
use kernel::{AccountId, Refusal, Refused};
use serde_json::json;

use crate::{Part, change::Draft};

impl Draft<'_> {
    /// Never somebody who works, or has worked, on the ticket: its reporter judges the work.
    pub(crate) fn claim(&mut self, account: AccountId) -> Refused<()> {
        let works = |part: Part| matches!(part, Part::Handler | Part::Helper);
        if self.after.parties.iter().any(|one| one.party == account.0 && works(one.part)) {
            return Err(Refusal::forbidden());
        }
        self.step(Action::Claim, json!({ "account_id": account }))?;
        self.after.reporter_id = Some(account);
        self.after.take(account.0, Part::Reporter, None);
        Ok(())
    }
}
