//! What a list of tickets is narrowed to.

use ::ticket::{Channel, Kind, Priority, State};
use access::{Level, ScopePath};
use chrono::NaiveDate;
use kernel::{CategoryId, Moment, OutageId, TicketId, Uuid};

/// A place: its own key, and where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `path` holds the area itself and everything above it.
    Area {
        level: Level,
        key: i32,
        path: ScopePath,
    },
    Estate {
        key: i32,
        path: ScopePath,
    },
}

impl Place {
    pub(super) const fn path(&self) -> &ScopePath {
        match self {
            Self::Area { path, .. } | Self::Estate { path, .. } => path,
        }
    }

    pub(super) const fn column(&self) -> (&'static str, i32) {
        match self {
            Self::Area { level, key, .. } => (level.as_str(), *key),
            Self::Estate { key, .. } => ("estate", *key),
        }
    }
}

/// A box on the map: WGS-84 decimal degrees as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    pub west: String,
    pub south: String,
    pub east: String,
    pub north: String,
}

/// The filters of a list; the default lets everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    pub place: Option<Place>,
    /// Any of these; all where empty.
    pub states: Vec<State>,
    /// Only open ones, or only those at an end.
    pub open: Option<bool>,
    pub category: Option<CategoryId>,
    pub kind: Option<Kind>,
    pub priority: Option<Priority>,
    pub channel: Option<Channel>,
    /// Raised at a meeting of this day.
    pub meeting_on: Option<NaiveDate>,
    /// Reported or filed by the caller, whose id this is.
    pub mine: Option<Uuid>,
    /// The caller is handler, helper or the person dispatched to.
    pub assigned: bool,
    /// About this outage.
    pub outage: Option<OutageId>,
    /// Only those that lie stuck in a hand-over.
    pub stuck: bool,
    /// Created at this moment or later.
    pub created_from: Option<Moment>,
    /// Created before this moment.
    pub created_to: Option<Moment>,
    /// Holds this text, as far as the caller may read it; newest first alone.
    pub text: Option<kernel::search::Query>,
    /// Located within this box.
    pub area_on_earth: Option<Bounds>,
    /// The number and the deployment's offset from UTC in seconds.
    pub number: Option<(String, i32)>,
    /// This ticket alone.
    pub only: Option<TicketId>,
}

impl Filter {
    pub(super) fn own(&self) -> bool {
        self.assigned || self.mine.is_some()
    }

    pub(super) fn within_estate(&self) -> bool {
        matches!(self.place, Some(Place::Estate { .. }))
    }

    /// The states asked for, in the order of the lifecycle.
    pub(super) fn wanted(&self) -> Vec<State> {
        let open = |state: State| !::ticket::LIFECYCLE.is_end(state);
        State::ALL
            .iter()
            .copied()
            .filter(|state| self.states.is_empty() || self.states.contains(state))
            .filter(|state| self.open.is_none_or(|wanted| wanted == open(*state)))
            .collect()
    }

    /// The lowest id, and the first that is too high.
    pub(super) fn bounds(&self) -> (Option<Uuid>, Option<Uuid>) {
        let number = self.number.as_ref().map(|(text, offset)| {
            kernel::TicketNumber::id_range(text, *offset).unwrap_or((Uuid::max(), Uuid::nil()))
        });
        let only = self.only.map(|id| id.0);
        let low = self.created_from.map(first_id).max(number.map(|(low, _)| low)).max(only);
        let high =
            [self.created_to.map(first_id), number.map(|(_, high)| next(high)), only.map(next)];
        (low, high.into_iter().flatten().min())
    }

    /// Whether the id carries the very number asked for; a range of ids shares most of it.
    pub(super) fn fits(&self, id: Uuid) -> bool {
        self.number.as_ref().is_none_or(|(text, offset)| {
            kernel::TicketNumber::of(id, *offset).as_str().eq_ignore_ascii_case(text)
        })
    }
}

const fn next(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128().saturating_add(1))
}

/// The lowest id of a millisecond.
fn first_id(at: Moment) -> Uuid {
    Uuid::from_u128(u128::from(at.timestamp_millis().max(0).unsigned_abs()) << 80)
}
