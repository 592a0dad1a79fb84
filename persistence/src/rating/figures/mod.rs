//! The automatic figures as of the end of a period, for all estates that are asked about in one pass.
//!
//! A ticket that nothing has happened to since the end is counted where it lies, by the engine; one that something has
//! is told anew from its journal up to the end, by [`ticket::Past`]. Both make a [`Fate`], and fates the figures.

mod beside;
mod later;
mod others;
mod settled;

use std::collections::{BTreeMap, HashMap};

use ::rating::{Fate, Input, Measured, Period, Share, TicketSums};
use ::ticket::State;
use chrono::{NaiveDate, TimeDelta};
use kernel::{Moment, OrganizationId, Uuid};
use sea_orm::Value;

use super::Extent;
use crate::{Conn, StoreError, sql::Bound};

/// Which estates, and as of when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub extent: Extent,
    pub period: Period,
    /// The end of the period, or now where that comes first: what happens at it or later is not counted.
    pub until: Moment,
    /// As of when sheets are late, and reports of the period verified.
    pub now: Moment,
}

/// What was measured, by estate and by who had the tickets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EstateFigures {
    tickets: HashMap<(i32, Holder), TicketSums>,
    volunteers: HashMap<i32, Share>,
    repeats: HashMap<(i32, OrganizationId), u32>,
    returns: HashMap<(i32, OrganizationId), u32>,
    bad_records: HashMap<OrganizationId, u32>,
    rectified: HashMap<(i32, OrganizationId), Share>,
    reports: HashMap<(i32, OrganizationId), Share>,
    reported: HashMap<(i32, OrganizationId), BTreeMap<String, Input>>,
}

/// Who has a ticket, or had it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Holder {
    Organization(OrganizationId),
    /// It waits for the dispatch of the enterprise under contract.
    Undispatched,
    Nobody,
}

impl Holder {
    fn of(organization: Option<Uuid>, waiting: bool) -> Self {
        match (organization, waiting) {
            (Some(id), _) => Self::Organization(OrganizationId(id)),
            (None, true) => Self::Undispatched,
            (None, false) => Self::Nobody,
        }
    }
}

impl EstateFigures {
    /// Those of the enterprise that serves the estate at the end.
    pub fn of(&self, estate: i32, enterprise: OrganizationId) -> Measured {
        let own = |holder| self.tickets.get(&(estate, holder)).copied().unwrap_or_default();
        let mut tickets = own(Holder::Organization(enterprise));
        tickets.join(&own(Holder::Undispatched));
        let count = |of: &HashMap<_, u32>| of.get(&(estate, enterprise)).copied().unwrap_or(0);
        Measured {
            tickets,
            volunteers: self.volunteers.get(&estate).copied().unwrap_or_default(),
            repeats: count(&self.repeats),
            improper_returns: count(&self.returns),
            bad_records: self.bad_records.get(&enterprise).copied().unwrap_or(0),
            rectified: self.rectified.get(&(estate, enterprise)).copied().unwrap_or_default(),
            reported: self.reported.get(&(estate, enterprise)).cloned().unwrap_or_default(),
            reports: self.reports.get(&(estate, enterprise)).copied().unwrap_or_default(),
        }
    }

    fn add(&mut self, estate: i32, holder: Holder, fate: &Fate, tickets: u32) {
        self.tickets.entry((estate, holder)).or_default().add(fate, tickets);
    }
}

/// Everything that is measured here. One state of the database gives one answer, whatever happens later.
pub async fn estate_figures(db: &impl Conn, wanted: &Wanted) -> Result<EstateFigures, StoreError> {
    let mut figures = EstateFigures::default();
    settled::count(db, wanted, &mut figures).await?;
    later::count(db, wanted, &mut figures).await?;
    beside::count(db, wanted, &mut figures).await?;
    others::count(db, wanted, &mut figures).await?;
    Ok(figures)
}

/// All of them, so that the index of estates and states is read.
fn states() -> String {
    let states: Vec<String> = State::ALL.iter().map(|state| format!("'{state}'")).collect();
    states.join(", ")
}

impl Wanted {
    /// Tickets `t` of the estates, which are reached by their index of places and states.
    fn tickets(&self, bound: &mut Bound) -> String {
        format!("t.{} AND t.state IN ({})", self.extent.condition(bound), states())
    }

    /// Tickets filed in the period, and before the end.
    fn filed(&self, bound: &mut Bound) -> String {
        let (from, to) = (first_id(self.period.begins()), first_id(self.until));
        let tickets = self.tickets(bound);
        format!("{tickets} AND t.id >= {} AND t.id < {}", bound.put(from), bound.put(to))
    }

    fn until(&self) -> Value {
        self.until.timestamp_millis().into()
    }

    /// The period's last day, or today.
    fn last_day(&self) -> NaiveDate {
        ::ticket::date_of(::ticket::day_of(self.last_moment()))
    }

    fn last_moment(&self) -> Moment {
        self.until - TimeDelta::milliseconds(1)
    }

    fn since(&self) -> Value {
        self.period.begins().timestamp_millis().into()
    }
}

/// What lies before every id of the moment and after those before.
fn first_id(at: Moment) -> Uuid {
    Uuid::from_u128(u128::from(at.timestamp_millis().max(0).unsigned_abs()) << 80)
}
