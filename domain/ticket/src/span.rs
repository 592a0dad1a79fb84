//! What one community cannot settle: raised by a level, or a matter of several communities (跨社区事项), which is one
//! ticket that each of them sees and reports on.

use access::{Action, Actor, Duty, Level, Reach, ScopePath, area_party, party_area};
use kernel::{AreaId, Fault, Refusal, Refused};
use serde_json::json;

use crate::{
    Part, Raised, Raising, Ticket,
    change::{Draft, said},
};

/// Areas that a ticket concerns besides its own, at most.
pub(crate) const MOST_CONCERNED: usize = 10;

/// An area that is named, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concerned {
    pub id: AreaId,
    pub key: i32,
    pub level: Level,
    pub path: ScopePath,
}

/// What goes beyond one community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beyond {
    Raise(Raising),
    Span(Spanning),
    Unspan(Unspanning),
    Report(Reporting),
}

impl Beyond {
    pub const fn action(&self) -> Action {
        match self {
            Self::Raise(_) => Action::Raise,
            Self::Span(_) => Action::Span,
            Self::Unspan(_) => Action::Unspan,
            Self::Report(_) => Action::ReportPart,
        }
    }
}

/// Which areas the matter concerns besides its own, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanning {
    pub areas: Vec<Concerned>,
    pub reason: String,
}

/// An area that it does not concern after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unspanning {
    pub area: Concerned,
    pub reason: String,
}

/// What was done in one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporting {
    pub area: AreaId,
    pub note: String,
}

impl Ticket {
    /// The keys of the areas that it concerns besides its own.
    pub fn concerned(&self) -> impl Iterator<Item = i32> {
        self.current(Part::Concerned).filter_map(|party| party_area(party.party))
    }

    /// The key of the area concerned for which the duty is held.
    pub(crate) fn concerns(&self, duty: &Duty) -> Option<i32> {
        let Reach::Area { key, .. } = duty.reach else { return None };
        self.concerned().find(|concerned| *concerned == key)
    }

    /// The key of the area for which the actor reports.
    pub fn reported_for(&self, actor: &Actor) -> Option<i32> {
        actor.duties.iter().find_map(|duty| self.concerns(duty))
    }
}

impl Draft<'_> {
    pub(crate) fn beyond(&mut self, told: &Beyond) -> Refused<()> {
        match told {
            Beyond::Raise(told) => self.raise(told.clone()),
            Beyond::Span(told) => self.span(told),
            Beyond::Unspan(told) => self.unspan(told),
            Beyond::Report(told) => self.report(told),
        }
    }

    /// From now on those areas see it too, and the level above them all has it in hand.
    fn span(&mut self, told: &Spanning) -> Refused<()> {
        said(&told.reason, "reason")?;
        self.may_concern(&told.areas)?;
        let here = self.after.path.street;
        let near = told.areas.iter().all(|area| area.path.street == here);
        let to = if near { Raised::Street } else { Raised::District };
        let ids: Vec<AreaId> = told.areas.iter().map(|area| area.id).collect();
        self.step(Action::Span, json!({ "areas": ids, "to": to, "reason": told.reason }))?;
        self.after.course.raised = self.after.course.raised.max(Some(to));
        for area in &told.areas {
            self.after.take(area_party(area.key), Part::Concerned, None);
        }
        Ok(())
    }

    fn may_concern(&self, areas: &[Concerned]) -> Refused<()> {
        let mut known: Vec<i32> = self.after.concerned().collect();
        if areas.is_empty() || known.len() + areas.len() > MOST_CONCERNED {
            return Err(Refusal::field("area_ids", Fault::Length));
        }
        let path = self.after.path;
        for (at, area) in areas.iter().enumerate() {
            let fault = |fault| Err(Refusal::field(format!("area_ids/{at}"), fault));
            let level = matches!(area.level, Level::Street | Level::Community);
            let around = path.at(area.level) == Some(area.key);
            if !level || around || area.path.district != path.district {
                return fault(Fault::NotAllowed);
            }
            if known.contains(&area.key) {
                return fault(Fault::Taken);
            }
            known.push(area.key);
        }
        Ok(())
    }

    /// `validation_failed` for an area that was not named.
    fn unspan(&mut self, told: &Unspanning) -> Refused<()> {
        said(&told.reason, "reason")?;
        if !self.after.concerned().any(|key| key == told.area.key) {
            return Err(Refusal::field("area_id", Fault::NotFound));
        }
        self.step(Action::Unspan, json!({ "area_id": told.area.id, "reason": told.reason }))?;
        let party = area_party(told.area.key);
        for known in &mut self.after.parties {
            known.ended |= known.part == Part::Concerned && known.party == party;
        }
        Ok(())
    }

    fn report(&mut self, told: &Reporting) -> Refused<()> {
        said(&told.note, "note")?;
        self.step(Action::ReportPart, json!({ "area_id": told.area, "note": told.note }))
    }
}
