//! A calendar as it is kept (日历): its place, its week, and its years, each approved by two people.

use access::{Action, Actor, Duty, Permit, Relation, Role, ScopePath, Subject};
use chrono::Datelike as _;
use kernel::{AccountId, CalendarId, Fault, Moment, Refusal, Refused};

use crate::{Calendar, DayRule, Hours, Week, Written};

/// The most dates of one year's notice.
pub const MAX_DAYS_OF_YEAR: usize = 366;

kernel::words! {
    /// Where a year of a calendar stands.
    YearState {
        Proposed = "proposed", "待审核", "proposed";
        Approved = "approved", "已生效", "approved";
        /// Another proposal took its place.
        Replaced = "replaced", "已被替代", "replaced";
    }
}

/// A calendar of everywhere, or of an area over its parent's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Almanac {
    pub id: CalendarId,
    /// None for the calendar of everywhere.
    pub parent_id: Option<CalendarId>,
    pub name: String,
    pub zone: String,
    /// Windows by weekday; none where they are the parent's.
    pub hours: Option<Hours>,
    /// The area that it is for.
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

/// One year of a calendar, with the document that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    pub number: i32,
    pub year: i32,
    pub state: YearState,
    pub days: Vec<DayRule>,
    /// What the week becomes with the approval, where it changes.
    pub hours: Option<Hours>,
    pub source_no: String,
    pub source_url: String,
    /// None for what came with the product.
    pub proposed_by: Option<AccountId>,
    pub proposed_at: Moment,
    pub approved_by: Option<AccountId>,
    pub approved_at: Option<Moment>,
}

/// A year proposed or approved, with the calendar as it is then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearChange {
    pub after: Almanac,
    pub year: Year,
    pub permit: Permit,
    pub at: Moment,
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub year: i32,
    pub days: Vec<DayRule>,
    pub hours: Option<Hours>,
    pub source_no: String,
    pub source_url: String,
}

/// Who may change it: the calendar of everywhere belongs to the officers of every district, that of an area to those
/// whose duty covers the area. Nobody approves what they proposed.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    pub path: ScopePath,
    pub proposed_by: Option<AccountId>,
}

impl Desk {
    fn everywhere(&self) -> bool {
        self.path == ScopePath::default()
    }
}

impl Subject for Desk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => {
                duty.covers(&self.path) || (self.everywhere() && duty.role == Role::DistrictOfficer)
            }
            _ => false,
        }
    }

    fn bars(&self, actor: &Actor, action: Action) -> bool {
        action == Action::YearApprove
            && self.proposed_by.is_some()
            && self.proposed_by == actor.who.account()
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

impl Almanac {
    pub fn desk(&self, proposed_by: Option<AccountId>) -> Desk {
        Desk { path: self.path, proposed_by }
    }

    /// The calendar with the days of its approved years over its parent's; the years of the calendar of everywhere
    /// are those that are known.
    pub fn calendar<'a>(
        &self,
        parent: Option<Calendar>,
        years: impl Iterator<Item = &'a Year>,
    ) -> Refused<Calendar> {
        let own = self.hours.as_ref();
        let mut calendar = match parent {
            Some(parent) => {
                parent.with_week(own.map(|hours| Week::read(hours, "hours")).transpose()?)
            }
            None => Written {
                tz: self.zone.clone(),
                hours: own.cloned().unwrap_or_default(),
                years: Some(Vec::new()),
                ..Written::default()
            }
            .read("")?,
        };
        for year in years.filter(|year| year.state == YearState::Approved) {
            let days: Refused<Vec<_>> = year.days.iter().map(|day| day.read("days")).collect();
            calendar = calendar.with_days(days?);
            if self.parent_id.is_none() {
                calendar = calendar.with_years([year.year]);
            }
        }
        Ok(calendar)
    }

    /// A year put forward; its number is the next of the calendar.
    pub fn propose(
        &self,
        permit: &Permit,
        told: Proposal,
        number: i32,
        now: Moment,
    ) -> Refused<YearChange> {
        permit.ensure(Action::YearPropose)?;
        check(&told)?;
        let year = Year {
            number,
            year: told.year,
            state: YearState::Proposed,
            days: told.days,
            hours: told.hours,
            source_no: told.source_no,
            source_url: told.source_url,
            proposed_by: permit.who().account(),
            proposed_at: now,
            approved_by: None,
            approved_at: None,
        };
        Ok(self.changed(permit, year, self.hours.clone(), now))
    }

    /// The calendar and its year once they are in force.
    pub fn approve(&self, permit: &Permit, year: &Year, now: Moment) -> Refused<YearChange> {
        permit.ensure(Action::YearApprove)?;
        if year.state != YearState::Proposed {
            return Err(Refusal::not_now(year.state.as_str()));
        }
        let hours = year.hours.clone().or_else(|| self.hours.clone());
        let year = Year {
            state: YearState::Approved,
            approved_by: permit.who().account(),
            approved_at: Some(now),
            ..year.clone()
        };
        Ok(self.changed(permit, year, hours, now))
    }

    fn changed(&self, permit: &Permit, year: Year, hours: Option<Hours>, at: Moment) -> YearChange {
        let after = Self { hours, version: self.version + 1, updated_at: at, ..self.clone() };
        YearChange { after, year, permit: permit.clone(), at }
    }
}

fn check(told: &Proposal) -> Refused<()> {
    if !(2000..=2199).contains(&told.year) {
        return Err(Refusal::field("year", Fault::Range));
    }
    if told.days.len() > MAX_DAYS_OF_YEAR {
        return Err(Refusal::field("days", Fault::Length));
    }
    let mut seen = std::collections::BTreeSet::new();
    for (number, rule) in told.days.iter().enumerate() {
        let here = format!("days/{number}");
        rule.read(&here)?;
        if rule.date.year() != told.year {
            return Err(Refusal::field(format!("{here}/date"), Fault::Range));
        }
        if !seen.insert(rule.date) {
            return Err(Refusal::field(format!("{here}/date"), Fault::Taken));
        }
    }
    match &told.hours {
        Some(hours) => Week::read(hours, "hours").map(|_| ()),
        None => Ok(()),
    }
}
