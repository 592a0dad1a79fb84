//! An entry of the ledger, which never changes once it is written.

use access::{Permit, Role, ScopePath};
use chrono::{Months, NaiveDate, TimeDelta};
use kernel::{
    CreditEntryId, Fault, Hundredths, Moment, OrganizationId, Refusal, Refused, TicketId, Uuid,
};

use super::{CreditCause, CreditKind, term_of};
use crate::evidence::said;

/// Months of a record that names no end of its own: one year, after 烟台市物业服务企业信用信息管理办法.
const TERM: u32 = 12;
/// Years that a record has effect at most.
const LONGEST: u32 = 5;
/// How far from today its effect begins.
const AROUND: TimeDelta = TimeDelta::days(366);
const POINTS: std::ops::RangeInclusive<i64> = 1..=10_000;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditEntry {
    pub id: CreditEntryId,
    pub enterprise: OrganizationId,
    pub kind: CreditKind,
    pub cause: CreditCause,
    /// The entry that this one takes back.
    pub counters: Option<CreditEntryId>,
    /// Below zero in a counter-entry, so that both make nothing on the days of the counter-entry.
    pub points: Hundredths,
    /// The article of a law or rule, or the clause of a contract.
    pub basis: String,
    pub facts: String,
    pub evidence: String,
    /// The first day of its effect.
    pub from: NaiveDate,
    /// The last one.
    pub until: NaiveDate,
    /// Of a bad record: from when repair may be sought.
    pub repairable_from: Option<NaiveDate>,
    /// The card that it stands for: the ticket, and the number of the supervision in it.
    pub card: Option<(TicketId, i32)>,
    /// Who answers for it: who recorded it or showed the card; of a red card that the system showed, who showed the last
    /// yellow one; nobody where a clock did.
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    pub id: CreditEntryId,
    pub enterprise: OrganizationId,
    /// The estate that it is about.
    pub path: ScopePath,
    pub kind: CreditKind,
    pub points: Hundredths,
    pub basis: String,
    pub facts: String,
    pub evidence: String,
    pub from: NaiveDate,
    /// A year in all where none is named.
    pub until: Option<NaiveDate>,
}

impl Recording {
    /// The term of its effect. `validation_failed` at what makes no sense.
    pub(super) fn checked(&self, today: NaiveDate) -> Refused<NaiveDate> {
        for (text, field) in
            [(&self.basis, "basis"), (&self.facts, "facts"), (&self.evidence, "evidence")]
        {
            said(text, field)?;
        }
        if !POINTS.contains(&self.points.0) {
            return Err(Refusal::field("points", Fault::Range));
        }
        if (self.from - today).abs() > AROUND {
            return Err(Refusal::field("effective_from", Fault::Range));
        }
        let until = self.until.unwrap_or_else(|| term_of(self.from, TERM));
        let latest = self.from.checked_add_months(Months::new(12 * LONGEST));
        if until < self.from || latest.is_some_and(|latest| until >= latest) {
            return Err(Refusal::field("effective_until", Fault::Range));
        }
        Ok(until)
    }
}

impl CreditEntry {
    /// The entry that takes this one back from a day on.
    pub(super) fn countered(
        &self,
        permit: &Permit,
        (id, cause, from): (CreditEntryId, CreditCause, NaiveDate),
        (why, evidence): (&str, &str),
        at: Moment,
    ) -> Self {
        Self {
            id,
            cause,
            counters: Some(self.id),
            points: Hundredths(-self.points.0),
            facts: why.to_owned(),
            evidence: evidence.to_owned(),
            from,
            repairable_from: None,
            card: None,
            by: permit.who().id(),
            role: permit.role(),
            at,
            ..self.clone()
        }
    }
}
