//! By which rule a result comes onto a list.

use kernel::{Fault, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ListKind, Listable};

/// The rule of a list. No source fixes score lines for the lists: the defaults are of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"stars": 5, "clean": true, "vetoed": false}))]
pub struct ListRule {
    /// Of a red list the least stars, 1 to 5; of a black list the most, 0 to 4.
    #[schema(maximum = 5)]
    pub stars: u8,
    /// Of a red list: only enterprises without a bad record in effect, on the day of the proposal and of the publication.
    pub clean: bool,
    /// Of a black list: results with a veto too, whatever their stars.
    pub vetoed: bool,
}

impl ListRule {
    /// Red: five stars and no bad record in effect. Black: no star, or a veto.
    pub const fn of(kind: ListKind) -> Self {
        match kind {
            ListKind::Red => Self { stars: 5, clean: true, vetoed: false },
            ListKind::Black => Self { stars: 0, clean: false, vetoed: true },
        }
    }

    /// # Errors
    /// `validation_failed` at what makes no sense for the kind.
    pub fn check(self, kind: ListKind) -> Refused<()> {
        let (stars, other) = match kind {
            ListKind::Red => (1..=5, self.vetoed.then_some("rule/vetoed")),
            ListKind::Black => (0..=4, self.clean.then_some("rule/clean")),
        };
        if let Some(field) = other {
            return Err(Refusal::field(field, Fault::NotAllowed));
        }
        if stars.contains(&self.stars) {
            Ok(())
        } else {
            Err(Refusal::field("rule/stars", Fault::Range))
        }
    }

    /// Whether a result comes onto the list. What was not rated comes onto none.
    pub fn lists(self, kind: ListKind, one: &Listable) -> bool {
        let Some(stars) = one.stars else { return false };
        match kind {
            ListKind::Red => {
                stars >= self.stars && one.vetoes.is_empty() && self.holds(one.bad_records)
            }
            ListKind::Black => stars <= self.stars || (self.vetoed && !one.vetoes.is_empty()),
        }
    }

    /// Whether what can change after the result is still as the rule asks.
    pub const fn holds(self, bad_records: i32) -> bool {
        !self.clean || bad_records == 0
    }
}
