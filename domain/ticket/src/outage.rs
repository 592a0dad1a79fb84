//! Announced outages (停供公告): what is out of service on an estate, and what tickets about it are told.

use access::{Action, Actor, Duty, Permit, Relation, ScopePath, Subject};
use chrono::TimeDelta;
use kernel::{BuildingId, CategoryId, Fault, FieldError, Moment, OutageId, Refusal, Refused};
use process::{Lifecycle, Step};
use serde_json::json;

use crate::change::{Draft, said};

/// How long one can last, and how far ahead it can be announced.
const LONGEST: TimeDelta = TimeDelta::days(90);

kernel::words! {
    /// Where an outage stands.
    OutageState {
        Announced = "announced", "已公告", "announced";
        Ended = "ended", "已结束", "ended";
    }
}

/// It ends when someone says so, or by itself at its expected end.
pub const OUTAGE: Lifecycle<Action, OutageState> = Lifecycle {
    steps: &[
        Step::begin(Action::OutageAnnounce, OutageState::Announced, "an end that lies ahead"),
        Step::to(Action::OutageEnd, &[OutageState::Announced], OutageState::Ended, ""),
    ],
    states: OutageState::ALL,
    ends: &[OutageState::Ended],
};

/// What is out of service, where, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    pub id: OutageId,
    pub path: ScopePath,
    /// New tickets of this category, or of one right below it, are told.
    pub category_id: CategoryId,
    /// Only those about this building, where one is named.
    pub building_id: Option<BuildingId>,
    pub state: OutageState,
    pub title: String,
    pub note: String,
    pub from: Moment,
    /// When it is expected to end, and ends at the latest.
    pub until: Moment,
    pub ended_at: Option<Moment>,
    pub ended_note: Option<String>,
    pub version: i32,
    pub updated_at: Moment,
}

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcing {
    pub id: OutageId,
    pub path: ScopePath,
    pub category_id: CategoryId,
    pub building_id: Option<BuildingId>,
    pub title: String,
    pub note: String,
    /// Now where not said.
    pub from: Option<Moment>,
    pub until: Moment,
}

/// What a ticket keeps of the outage that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutOutage {
    pub id: OutageId,
    pub title: String,
    pub note: String,
    pub until: Moment,
    pub ended_at: Option<Moment>,
    /// The ticket was told that it is over.
    pub over: bool,
}

/// What a ticket is told of an outage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Informing {
    Begun(AboutOutage),
    Over { note: Option<String> },
}

impl Outage {
    /// # Errors
    /// `validation_failed` where a text is empty, or the end is not after the beginning, over already or too far off.
    pub fn announce(permit: &Permit, told: Announcing, now: Moment) -> Refused<Self> {
        permit.ensure(Action::OutageAnnounce)?;
        said(&told.title, "title")?;
        said(&told.note, "note")?;
        let from = told.from.unwrap_or(now);
        let fault = |field: &str, fault| {
            Refusal::new(kernel::Code::ValidationFailed).with(FieldError::body(field, fault))
        };
        if from > now + LONGEST {
            return Err(fault("from", Fault::Range));
        }
        if told.until <= from || told.until <= now {
            return Err(fault("until", Fault::Order));
        }
        if told.until > from + LONGEST {
            return Err(fault("until", Fault::Range));
        }
        Ok(Self {
            id: told.id,
            path: told.path,
            category_id: told.category_id,
            building_id: told.building_id,
            state: OutageState::Announced,
            title: told.title,
            note: told.note,
            from,
            until: told.until,
            ended_at: None,
            ended_note: None,
            version: 1,
            updated_at: now,
        })
    }

    /// # Errors
    /// `not_allowed_now` once it has ended.
    pub fn end(&self, permit: &Permit, note: Option<String>, now: Moment) -> Refused<Self> {
        permit.ensure(Action::OutageEnd)?;
        let state = OUTAGE.step(self.state, Action::OutageEnd, self.state.as_str())?;
        Ok(Self {
            state,
            ended_at: Some(now),
            ended_note: note,
            version: self.version + 1,
            updated_at: now,
            ..self.clone()
        })
    }

    /// Whether new tickets about it are told now.
    pub fn is_active(&self, now: Moment) -> bool {
        self.state == OutageState::Announced && self.from <= now && now < self.until
    }
}

impl Subject for Outage {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within | Relation::Contract => duty.covers(&self.path),
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::OutageRead)
    }
}

impl Draft<'_> {
    /// The system's answer to a ticket about an outage, and its word when that is over; once each.
    pub(crate) fn inform(&mut self, told: Informing) -> Refused<()> {
        let not_now = || Refusal::not_now(self.after.state.as_str());
        let outage = match (&told, &self.after.outage) {
            (Informing::Begun(outage), None) => outage.clone(),
            (Informing::Over { .. }, Some(known)) if !known.over => {
                AboutOutage { over: true, ..known.clone() }
            }
            _ => return Err(not_now()),
        };
        let note = match told {
            Informing::Begun(outage) => Some(outage.note),
            Informing::Over { note } => note,
        };
        let detail = json!({
            "outage_id": outage.id, "title": outage.title, "note": note, "until": outage.until,
            "over": outage.over,
        });
        self.step(Action::Inform, detail)?;
        self.after.outage = Some(outage);
        Ok(())
    }
}
