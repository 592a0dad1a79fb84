//! Making records and taking them back: each step gives what is to be saved, or a refusal.

use access::{Action, Permit, Role, ScopePath};
use chrono::NaiveDate;
use kernel::{CreditEntryId, Moment, OrganizationId, Refusal, Refused, TicketId, Uuid};

use super::{
    CREDIT, CreditCause, CreditClaim, CreditEntry, CreditKind, CreditRecord, CreditRules,
    CreditState, Recording, term_of,
};
use crate::evidence::said;

/// A step of a record, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditChange {
    pub before: Option<CreditState>,
    pub after: CreditRecord,
    /// The entry that takes it back.
    pub counter: Option<CreditEntry>,
    /// The claim that was made or changed.
    pub claim: Option<CreditClaim>,
    pub permit: Permit,
}

/// A card that an enterprise was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carded {
    pub id: CreditEntryId,
    pub enterprise: OrganizationId,
    pub path: ScopePath,
    pub card: (TicketId, i32),
    pub red: bool,
    pub note: String,
    /// Who answers for it.
    pub by: Uuid,
    /// In which role it was shown.
    pub role: Role,
}

impl CreditRecord {
    /// # Errors
    /// `validation_failed` at what makes no sense.
    pub fn record(
        permit: &Permit,
        told: Recording,
        rules: &CreditRules,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CreditChange> {
        permit.ensure(Action::CreditAdd)?;
        let until = told.checked(today)?;
        let path = told.path;
        let entry = CreditEntry {
            id: told.id,
            enterprise: told.enterprise,
            kind: told.kind,
            cause: CreditCause::Found,
            counters: None,
            points: told.points,
            basis: told.basis,
            facts: told.facts,
            evidence: told.evidence,
            from: told.from,
            until,
            repairable_from: (told.kind == CreditKind::Bad).then(|| rules.repairable(told.from)),
            card: None,
            by: permit.who().id(),
            role: permit.role(),
            at: now,
        };
        Ok(begun(permit, entry, path))
    }

    /// The bad record of a card.
    pub fn of_card(
        permit: &Permit,
        shown: Carded,
        rules: &CreditRules,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CreditChange> {
        permit.ensure(Action::CreditCard)?;
        let (cause, rule) = match shown.red {
            true => (CreditCause::RedCard, rules.red_card),
            false => (CreditCause::YellowCard, rules.yellow_card),
        };
        let label = cause.label().zh;
        let (number, months) = (shown.card.1, rule.months);
        let entry = CreditEntry {
            id: shown.id,
            enterprise: shown.enterprise,
            kind: CreditKind::Bad,
            cause,
            counters: None,
            points: rule.points,
            basis: format!(
                "督单黄红牌记入诚信台账的规则:{label}记{}分,有效期{months}个月",
                rule.points
            ),
            facts: shown.note,
            evidence: format!("所附工单的第{number}次督单"),
            from: today,
            until: term_of(today, months),
            repairable_from: Some(rules.repairable(today)),
            card: Some(shown.card),
            by: shown.by,
            role: shown.role,
            at: now,
        };
        Ok(begun(permit, entry, shown.path))
    }

    /// Takes it back as if it had never been; what was asked of it has no object any more.
    ///
    /// # Errors
    /// `not_allowed_now` where that was done before.
    pub fn reverse(
        &self,
        permit: &Permit,
        (counter, reason): (CreditEntryId, &str),
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CreditChange> {
        let uncard = permit.action() == Action::CreditUncard;
        permit.ensure(if uncard { Action::CreditUncard } else { Action::CreditReverse })?;
        let state = self.step(permit.action(), today)?;
        said(reason, "reason")?;
        let cause = if uncard { CreditCause::CardWithdrawn } else { CreditCause::Reversal };
        let made = (counter, cause, self.entry.from);
        let counter = self.entry.countered(permit, made, (reason, ""), now);
        let claim = self.open.as_ref().map(|open| closed(open, permit, now));
        let after = Self { open: None, ..self.moved(state, now).ended(&counter) };
        Ok(self.changed(permit, after, (Some(counter), claim)))
    }

    /// Whether it can be done now.
    ///
    /// # Errors
    /// `not_allowed_now`.
    pub fn legally(&self, action: Action, today: NaiveDate) -> Refused<()> {
        self.step(action, today).map(|_| ())
    }

    pub(super) fn step(&self, action: Action, today: NaiveDate) -> Refused<CreditState> {
        let state = self.state.as_str();
        let target = CREDIT.step(self.state, action, state)?;
        if self.legal(today).any(|legal| legal == action) {
            Ok(target)
        } else {
            Err(Refusal::not_now(state))
        }
    }

    pub(super) fn moved(&self, state: CreditState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    pub(super) fn ended(self, counter: &CreditEntry) -> Self {
        let before = counter.from.pred_opt().unwrap_or(counter.from);
        Self {
            effective_until: before.min(self.effective_until),
            counter: Some(counter.id),
            ..self
        }
    }

    pub(super) fn changed(
        &self,
        permit: &Permit,
        after: Self,
        (counter, claim): (Option<CreditEntry>, Option<CreditClaim>),
    ) -> CreditChange {
        CreditChange { before: Some(self.state), after, counter, claim, permit: permit.clone() }
    }
}

pub(super) fn closed(open: &CreditClaim, permit: &Permit, now: Moment) -> CreditClaim {
    CreditClaim {
        decided_by: Some(permit.who().id()),
        decided_role: Some(permit.role()),
        decided_at: Some(now),
        ..open.clone()
    }
}

fn begun(permit: &Permit, entry: CreditEntry, path: ScopePath) -> CreditChange {
    let after = CreditRecord {
        path,
        state: CreditState::Recorded,
        effective_until: entry.until,
        counter: None,
        claims: 0,
        open: None,
        version: 1,
        updated_at: entry.at,
        entry,
    };
    CreditChange { before: None, after, counter: None, claim: None, permit: permit.clone() }
}
