//! What an enterprise asks of a record, and by when it is decided.

use access::Role;
use calendar::Calendar;
use kernel::{CreditEntryId, Moment, Uuid};

use super::ClaimKind;

/// Working days that the decision may take longer, once, with approval.
pub const EXTENSION_WORKDAYS: u32 = 3;

/// More time that was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub by: Uuid,
    pub at: Moment,
    pub reason: String,
}

/// An objection, or a request for repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditClaim {
    /// Counted within the record, from 1.
    pub number: i32,
    pub kind: ClaimKind,
    pub reason: String,
    /// What proves it: of a repair, what was done to make good.
    pub evidence: String,
    pub by: Uuid,
    pub at: Moment,
    pub extended: Option<Extension>,
    /// `None` while it waits, and where the record was taken back for another reason.
    pub upheld: Option<bool>,
    pub words: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_role: Option<Role>,
    pub decided_at: Option<Moment>,
}

impl CreditClaim {
    /// By when it is to be decided, by the calendar as it is known now.
    pub fn due(&self, calendar: &Calendar) -> Option<Moment> {
        let more = if self.extended.is_some() { EXTENSION_WORKDAYS } else { 0 };
        calendar.add_workdays(self.at, self.kind.workdays() + more)
    }
}

impl ClaimKind {
    /// Working days for the decision: 深圳经济特区社会信用条例 arts. 51 and 82.
    pub const fn workdays(self) -> u32 {
        match self {
            Self::Objection => 2,
            Self::Repair => 3,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claiming {
    pub reason: String,
    pub evidence: String,
}

/// What is decided; the id is that of the counter-entry where it is upheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deciding {
    pub counter: CreditEntryId,
    pub upheld: bool,
    pub words: String,
}
