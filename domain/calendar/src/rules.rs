//! What one date is: off, worked, or open at hours of its own.

use chrono::NaiveDate;
use kernel::{Fault, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Window, window::windows};

/// What a date is in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    Off,
    /// A make-up workday.
    Work,
    /// Half a day, a duty roster: these windows and no others.
    Own(Vec<Window>),
}

kernel::words! {
    /// What a listed date is.
    DayKind {
        Off = "off", "休息", "off";
        Work = "work", "上班", "worked";
        Half = "half", "半天或值班", "open at hours of its own";
    }
}

/// A date that is not as its weekday says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"date": "2026-02-14", "kind": "work", "name": "春节调休上班"}))]
pub struct DayRule {
    #[schema(value_type = String, format = Date, max_length = 10)]
    pub date: NaiveDate,
    pub kind: DayKind,
    #[serde(default)]
    #[schema(max_length = 100)]
    pub name: Option<String>,
    /// The windows of a `half` day, such as `["09:00", "12:00"]`; of no other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Vec<String>>, max_items = 8)]
    pub windows: Vec<[String; 2]>,
}

impl DayRule {
    /// `at` is where it stands in the request.
    pub fn read(&self, at: &str) -> Refused<(NaiveDate, Day)> {
        let windows = windows(&self.windows, &format!("{at}/windows"))?;
        if self.name.as_ref().is_some_and(|name| name.chars().count() > 100) {
            return Err(Refusal::field(format!("{at}/name"), Fault::Length));
        }
        let day = match (self.kind, windows.is_empty()) {
            (DayKind::Off, true) => Day::Off,
            (DayKind::Work, true) => Day::Work,
            (DayKind::Half, false) => Day::Own(windows),
            (DayKind::Half, true) => {
                return Err(Refusal::field(format!("{at}/windows"), Fault::Required));
            }
            (DayKind::Off | DayKind::Work, false) => {
                return Err(Refusal::field(format!("{at}/windows"), Fault::NotAllowed));
            }
        };
        Ok((self.date, day))
    }
}
