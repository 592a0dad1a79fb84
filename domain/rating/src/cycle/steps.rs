//! The steps of a cycle: each gives what is to be saved, or a refusal.

use access::{Action, Permit, ScopePath};
use chrono::{NaiveDate, TimeDelta};
use kernel::{Code, CycleId, Fault, Moment, Refusal, Refused, SchemeId, SheetId, Uuid};

use super::{
    CYCLE, Candidate, Cycle, CycleKind, CycleState, Document, Sheet, SheetState, Subject,
    SubjectStanding, evaluators,
};
use crate::{Scheme, evidence::said};

/// How far from today its period lies at most: house default.
const AROUND: TimeDelta = TimeDelta::days(732);
/// Days after the period in which its sheets are due at the latest: house default.
const LATEST: TimeDelta = TimeDelta::days(92);

/// A step of a cycle, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleChange {
    pub before: Option<CycleState>,
    pub after: Cycle,
    /// Indicators without a source that were confirmed to have none.
    pub without_source: Vec<String>,
    pub permit: Permit,
}

/// What is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    pub id: CycleId,
    pub name: String,
    pub kind: CycleKind,
    pub first_on: NaiveDate,
    /// A district or a street.
    pub path: ScopePath,
    /// The last day for the sheets.
    pub due_on: NaiveDate,
    /// The end of that day.
    pub sheets_due: Moment,
}

/// What an opened cycle consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub change: CycleChange,
    pub subjects: Vec<Subject>,
    pub sheets: Vec<Sheet>,
}

impl Cycle {
    /// A cycle that is not open yet; `others` are those of its kind and period there that were not cancelled.
    ///
    /// # Errors
    /// `validation_failed` at what makes no sense, `cycle_overlaps` where there is another.
    pub fn plan(
        permit: &Permit,
        told: Planning,
        others: &[CycleId],
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CycleChange> {
        permit.ensure(Action::CyclePlan)?;
        let last_on = told.checked(today)?;
        if !others.is_empty() {
            return Err(Refusal::new(Code::CycleOverlaps));
        }
        let after = told.planned(last_on, permit.who().id(), now);
        Ok(CycleChange { before: None, after, without_source: Vec::new(), permit: permit.clone() })
    }

    /// Fixes the scheme and the estates, and makes a sheet for each estate and evaluator. `id` makes ids in their order.
    ///
    /// # Errors
    /// `not_allowed_now` in another state, `no_scheme_in_force`, `untimely` where its sheets would have been due.
    pub fn open(
        &self,
        permit: &Permit,
        scheme: Option<(SchemeId, &Scheme)>,
        (estates, mut id): (Vec<Candidate>, impl FnMut() -> Uuid),
        now: Moment,
    ) -> Refused<Opening> {
        permit.ensure(Action::CycleOpen)?;
        let state = CYCLE.step(self.state, Action::CycleOpen, self.state.as_str())?;
        let (of, scheme) = scheme.ok_or_else(|| Refusal::new(Code::NoSchemeInForce))?;
        if self.sheets_due <= now {
            return Err(Refusal::new(Code::Untimely));
        }
        let opened_by = Some(permit.who().id());
        let moved =
            Self { scheme: Some(of), opened_by, opened_at: Some(now), ..self.moved(state, now) };
        let (mut subjects, mut sheets) = (Vec::with_capacity(estates.len()), Vec::new());
        for estate in estates {
            let acting = !estate.has_members;
            let subject = Subject::of(id(), &moved, estate);
            if subject.standing == SubjectStanding::Rated {
                let made = evaluators(scheme, &subject.facts).into_iter();
                let blank =
                    |evaluator| moved.blank(SheetId(id()), &subject, (evaluator, acting), of);
                sheets.extend(made.filter_map(blank));
            }
            subjects.push(subject);
        }
        let rated = subjects.iter().filter(|one| one.standing == SubjectStanding::Rated).count();
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let unrated = number(subjects.len() - rated);
        let after = Self { rated: number(rated), unrated, sheets: number(sheets.len()), ..moved };
        Ok(Opening { change: self.changed(permit, after), subjects, sheets })
    }

    fn blank(
        &self,
        id: SheetId,
        subject: &Subject,
        (evaluator, acting): (super::SheetEvaluator, bool),
        scheme: SchemeId,
    ) -> Option<Sheet> {
        Some(Sheet {
            id,
            cycle: self.id,
            cycle_state: self.state,
            scheme,
            last_on: self.last_on,
            facts: subject.facts.clone(),
            enterprise: subject.enterprise?,
            evaluator,
            acting: acting && evaluator == super::SheetEvaluator::OwnersCommittee,
            path: subject.path,
            state: SheetState::Blank,
            document: Document::default(),
            due: self.sheets_due,
            reminded_at: None,
            late_at: None,
            filled_by: None,
            signed: None,
            ruled: None,
            version: 1,
            updated_at: self.updated_at,
        })
    }

    /// # Errors
    /// `not_allowed_now` in another state, `untimely` before the period is over.
    pub fn start(
        &self,
        permit: &Permit,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<CycleChange> {
        permit.ensure(Action::CycleStart)?;
        let state = CYCLE.step(self.state, Action::CycleStart, self.state.as_str())?;
        if today <= self.last_on {
            return Err(Refusal::new(Code::Untimely));
        }
        let after = Self { scoring_at: Some(now), ..self.moved(state, now) };
        Ok(self.changed(permit, after))
    }

    /// # Errors
    /// `not_allowed_now` where it is at an end.
    pub fn cancel(&self, permit: &Permit, reason: &str, now: Moment) -> Refused<CycleChange> {
        permit.ensure(Action::CycleCancel)?;
        let state = CYCLE.step(self.state, Action::CycleCancel, self.state.as_str())?;
        said(reason, "reason")?;
        let after = Self {
            cancelled_by: Some(permit.who().id()),
            cancelled_at: Some(now),
            cancel_reason: Some(reason.to_owned()),
            ..self.moved(state, now)
        };
        Ok(self.changed(permit, after))
    }

    pub(super) fn moved(&self, state: CycleState, now: Moment) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    pub(super) fn changed(&self, permit: &Permit, after: Self) -> CycleChange {
        let (before, permit) = (Some(self.state), permit.clone());
        CycleChange { before, after, without_source: Vec::new(), permit }
    }
}

impl Planning {
    fn planned(self, last_on: NaiveDate, by: Uuid, now: Moment) -> Cycle {
        Cycle {
            id: self.id,
            name: self.name,
            kind: self.kind,
            first_on: self.first_on,
            last_on,
            path: self.path,
            scheme: None,
            state: CycleState::Planned,
            sheets_due: self.sheets_due,
            planned_by: by,
            planned_at: now,
            opened_by: None,
            opened_at: None,
            scoring_at: None,
            disclosed_by: None,
            disclosed_at: None,
            objections_until: None,
            finalized_by: None,
            finalized_at: None,
            cancelled_by: None,
            cancelled_at: None,
            cancel_reason: None,
            rated: 0,
            unrated: 0,
            sheets: 0,
            version: 1,
            updated_at: now,
        }
    }

    /// The last day of its period.
    fn checked(&self, today: NaiveDate) -> Refused<NaiveDate> {
        said(&self.name, "name")?;
        if (self.first_on - today).abs() > AROUND {
            return Err(Refusal::field("first_on", Fault::Range));
        }
        let last = self.kind.last_of(self.first_on);
        let last = last.ok_or_else(|| Refusal::field("first_on", Fault::NotAllowed))?;
        if self.due_on <= last || self.due_on < today {
            return Err(Refusal::field("due_on", Fault::Order));
        }
        if self.due_on > (last + LATEST).max(today + LATEST) {
            return Err(Refusal::field("due_on", Fault::Range));
        }
        Ok(last)
    }
}
