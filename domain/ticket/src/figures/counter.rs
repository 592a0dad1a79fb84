//! The counters that figures are read from: sums of all that has the same place, time, organisation and category.

use access::ScopePath;
use chrono::{Datelike as _, Days, NaiveDate};
use kernel::Uuid;

use super::Heading;

kernel::words! {
    /// What a counter is the sum of.
    Whole {
        Everything = "everything", "全部", "everything";
        District = "district", "区", "a district";
        Street = "street", "街道", "a street";
        Community = "community", "社区", "a community";
        Estate = "estate", "小区", "an estate";
        Organization = "organization", "单位", "an organisation";
    }
}

kernel::words! {
    /// The time of a counter. Days are summed over all categories and organisations; months tell both apart.
    Span {
        Day = "day", "日", "a day";
        Month = "month", "月", "a month";
    }
}

/// What tells one counter from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Counter {
    pub whole: Whole,
    /// Of the area or estate; 0 of others.
    pub key: i32,
    pub span: Span,
    /// The first day, in days since 1970-01-01.
    pub start: i32,
    /// Nil where it is not told apart, and for what no organisation has.
    pub organization: Uuid,
    /// Nil where it is not told apart.
    pub category: Uuid,
}

/// The date of a day counted from 1970-01-01.
pub fn date_of(day: i32) -> NaiveDate {
    let days = u64::try_from(day).unwrap_or(0);
    NaiveDate::default().checked_add_days(Days::new(days)).unwrap_or_default()
}

/// The first day of a day's month.
pub fn month_of(day: i32) -> i32 {
    day - i32::try_from(date_of(day).day0()).unwrap_or(0)
}

/// Every counter that a tally under the heading goes into, of a ticket filed at the place.
pub fn counters(path: &ScopePath, heading: &Heading) -> Vec<Counter> {
    let organization = heading.organization.map_or_else(Uuid::nil, |id| id.0);
    let places = [
        (Whole::Everything, Some(0)),
        (Whole::District, path.district),
        (Whole::Street, path.street),
        (Whole::Community, path.community),
        (Whole::Estate, path.estate),
    ];
    let mut found = Vec::with_capacity(12);
    let mut put = |whole, key, of_day: Uuid| {
        let (category, nil) = (heading.category.0, Uuid::nil());
        let day = Counter {
            whole,
            key,
            span: Span::Day,
            start: heading.day,
            organization: of_day,
            category: nil,
        };
        let start = month_of(heading.day);
        found.push(day);
        found.push(Counter { span: Span::Month, start, organization, category, ..day });
    };
    for (whole, key) in places {
        if let Some(key) = key {
            put(whole, key, Uuid::nil());
        }
    }
    if !organization.is_nil() {
        put(Whole::Organization, 0, organization);
    }
    found
}
