//! A ticket as it stood at a moment, told anew from its history: what happened later is not in it.

use access::Action;
use kernel::{Moment, OrganizationId, Uuid};
use serde_json::Value;

use super::Marks;
use crate::{Addition, Kind, RequestKind, State};

/// An entry of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub action: Action,
    pub at: Moment,
    pub to: State,
    /// Nothing once it was erased.
    pub detail: Value,
    /// The rating or the follow-up that came with it.
    pub heard: Option<Addition>,
}

/// What was asked for again: a reopening, or a closed matter filed anew; and who had the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    pub at: Moment,
    pub organization: Option<OrganizationId>,
}

/// The ticket then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    pub marks: Marks,
    pub kind: Option<Kind>,
    /// Neither merged, split, withdrawn nor declined.
    pub handled: bool,
    /// Nobody dispatched it, and it was not taken out of the enterprise's hands.
    pub waiting: bool,
    pub again: Vec<Again>,
}

impl Past {
    /// The ticket after these entries, from its first on. `employer` is the organisation for which a person was sent to it.
    pub fn after(history: &[Told], employer: impl Fn(Uuid) -> Option<OrganizationId>) -> Self {
        let mut past = Self { waiting: true, ..Self::default() };
        let mut gone = false;
        for told in history {
            past.marks.step(told.action, told.at, told.heard.as_slice());
            past.given(told, &employer);
            past.told_again(told);
            match told.action {
                Action::Merge | Action::Split => gone = true,
                Action::Unmerge => gone = false,
                Action::Raise | Action::Object => past.waiting = false,
                _ => {}
            }
            past.kind = word(told, "kind").filter(|_| says_kind(told.action)).or(past.kind);
            past.handled = !gone && !matches!(told.to, State::Withdrawn | State::Declined);
        }
        past.waiting &= past.marks.dispatched_at.is_none();
        past
    }

    /// Whom it went to: an organisation, a person of one, or the pool.
    fn given(&mut self, told: &Told, employer: impl Fn(Uuid) -> Option<OrganizationId>) {
        let id = |value: &Value| value.as_str().and_then(|text| text.parse::<Uuid>().ok());
        let detail = &told.detail;
        match told.action {
            Action::Dispatch | Action::Redispatch => {
                let unit = id(&detail["to"]["organization_id"]).map(OrganizationId);
                let person = id(&detail["to"]["account_id"]);
                self.marks.organization = unit.or_else(|| employer(person?));
            }
            Action::Accept => {
                self.marks.organization = id(&detail["organization_id"]).map(OrganizationId);
            }
            Action::Rule if detail["granted"] == true && hands_over(told) => {
                self.marks.organization = None;
                self.waiting = false;
            }
            _ => {}
        }
    }

    fn told_again(&mut self, told: &Told) {
        if matches!(told.action, Action::Reopen | Action::Renew) {
            self.again.push(Again { at: told.at, organization: self.marks.organization });
        }
    }
}

const fn says_kind(action: Action) -> bool {
    matches!(action, Action::Submit | Action::RegisterCall | Action::Amend)
}

fn word<T: std::str::FromStr>(told: &Told, field: &str) -> Option<T> {
    told.detail[field].as_str()?.parse().ok()
}

/// A return or a dispute that is granted takes the ticket from who had it.
fn hands_over(told: &Told) -> bool {
    matches!(word(told, "kind"), Some(RequestKind::Return | RequestKind::Dispute))
}
