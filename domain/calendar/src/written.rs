//! A calendar as it is written in a request and kept in the database.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kernel::{Fault, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Calendar, Day, DayRule, Week, Zone, window::windows};

/// The most dates that one list holds.
pub const MAX_DAYS_LISTED: usize = 2000;

/// Windows by weekday: `0` is Monday.
pub type Hours = BTreeMap<String, Vec<[String; 2]>>;

/// A calendar in full.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "tz": "Asia/Shanghai", "hours": {"0": [["09:00", "12:00"], ["14:00", "18:00"]], "1": [["09:00", "12:00"]]},
    "holidays": ["2026-02-16"], "makeup_workdays": ["2026-02-14"]
}))]
pub struct Written {
    /// A name of the IANA database such as `Asia/Shanghai`, or an offset such as `+08:00`.
    #[schema(max_length = 64)]
    pub tz: String,
    /// The windows of each weekday that has any: `0` is Monday, `6` Sunday; a window ends at 24:00 at the latest.
    #[schema(value_type = Object)]
    pub hours: Hours,
    /// Closed whatever their weekday.
    #[serde(default)]
    #[schema(max_items = 2000)]
    pub holidays: Vec<NaiveDate>,
    /// Open whatever their weekday (调休上班).
    #[serde(default)]
    #[schema(max_items = 2000)]
    pub makeup_workdays: Vec<NaiveDate>,
    /// Dates with hours of their own, or written with their names.
    #[serde(default)]
    #[schema(max_items = 2000)]
    pub days: Vec<DayRule>,
    /// The years whose holidays are listed; a result that touches another is provisional. Not given: all years.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub years: Option<Vec<i32>>,
}

/// The week that is written as windows by weekday; `at` is where it stands in the request.
pub(crate) fn week(hours: &Hours, at: &str) -> Refused<Week> {
    let mut days: [Vec<crate::Window>; 7] = Default::default();
    for (weekday, written) in hours {
        let number = weekday.parse::<usize>().ok().filter(|_| weekday.len() == 1);
        let Some(day) = number.and_then(|number| days.get_mut(number)) else {
            return Err(Refusal::field(at, Fault::Choice));
        };
        *day = windows(written, &format!("{at}/{weekday}"))?;
    }
    Ok(Week::of(days))
}

impl Week {
    /// From windows by weekday, `0` is Monday; refused where no day is open.
    pub fn read(hours: &Hours, at: &str) -> Refused<Self> {
        let week = week(hours, at)?;
        if week.is_empty() { Err(Refusal::field(at, Fault::NotAllowed)) } else { Ok(week) }
    }
}

impl Written {
    /// The calendar; `at` is where it stands in the request.
    pub fn read(&self, at: &str) -> Refused<Calendar> {
        let zone: Zone =
            self.tz.parse().map_err(|_| Refusal::field(format!("{at}/tz"), Fault::Choice))?;
        let hours = format!("{at}/hours");
        let calendar = Calendar::new(zone, week(&self.hours, &hours)?, &hours)?;
        let mut days = BTreeMap::new();
        let lists = [
            ("holidays", &self.holidays, Day::Off),
            ("makeup_workdays", &self.makeup_workdays, Day::Work),
        ];
        for (name, dates, day) in lists {
            for (number, date) in bounded(dates, &format!("{at}/{name}"))?.iter().enumerate() {
                put(&mut days, (*date, day.clone()), &format!("{at}/{name}/{number}"))?;
            }
        }
        for (number, rule) in bounded(&self.days, &format!("{at}/days"))?.iter().enumerate() {
            let here = format!("{at}/days/{number}");
            put(&mut days, rule.read(&here)?, &here)?;
        }
        let calendar = calendar.with_days(days);
        match &self.years {
            None => Ok(calendar),
            Some(years) => {
                let years: BTreeSet<i32> =
                    bounded(years, &format!("{at}/years"))?.iter().copied().collect();
                Ok(calendar.with_years(years))
            }
        }
    }
}

fn bounded<'a, T>(list: &'a [T], at: &str) -> Refused<&'a [T]> {
    if list.len() > MAX_DAYS_LISTED {
        return Err(Refusal::field(at, Fault::Length));
    }
    Ok(list)
}

/// A date is listed once, or twice as the same.
fn put(
    days: &mut BTreeMap<NaiveDate, Day>,
    (date, day): (NaiveDate, Day),
    at: &str,
) -> Refused<()> {
    match days.insert(date, day.clone()) {
        Some(before) if before != day => Err(Refusal::field(at, Fault::Taken)),
        _ => Ok(()),
    }
}
