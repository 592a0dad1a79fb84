//! Every opening and closing of 2024 to 2026, a minute to either side, and the days of the notices one by one.

use chrono::{Datelike as _, NaiveDate, TimeDelta};

use super::{at, named};
use crate::Pauses;

fn dates() -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    first.iter_days().take_while(|date| date.year() < 2027)
}

#[test]
fn every_opening_and_closing_is_kept() {
    let (calendar, minute) = (named("CN"), TimeDelta::minutes(1));
    let add = |from, amount| calendar.add(from, amount, &Pauses::NONE).unwrap();
    let mut open = 0;
    for date in dates().filter(|date| calendar.is_open(*date)) {
        open += 1;
        for (from, to) in [("09:00", "12:00"), ("14:00", "18:00")] {
            let (from, to) =
                (at(&calendar, &format!("{date}T{from}")), at(&calendar, &format!("{date}T{to}")));
            assert_eq!(
                add(from - minute, minute),
                from + minute,
                "a start before the opening counts from it"
            );
            assert_eq!(add(from, to - from), to, "exactly on closing time it stays there");
            assert_eq!(add(to - minute, minute), to);
            assert_eq!(
                add(to, TimeDelta::zero()),
                to,
                "the closing moment belongs to what it closes"
            );
            assert!(add(to, minute) > to + minute, "after closing nothing counts");
            let back = calendar.subtract(to, to - from, &Pauses::NONE);
            assert_eq!(back, Some(from), "exactly on opening time it stays there");
        }
    }
    assert_eq!(open, 251 + 248 + 248, "workdays of 2024, 2025 and 2026");
}

#[test]
fn the_holidays_of_three_years() {
    let calendar = named("CN");
    for (start, wanted) in [
        ("2024-02-09T10:00", "2024-02-18T10:00"),
        ("2025-09-28T10:00", "2025-09-29T10:00"),
        ("2026-02-14T10:00", "2026-02-24T10:00"),
        ("2026-09-20T10:00", "2026-09-21T10:00"),
        ("2026-09-30T10:00", "2026-10-08T10:00"),
    ] {
        let found = calendar.add_workdays(at(&calendar, start), 1);
        assert_eq!(found, Some(at(&calendar, wanted)), "{start}");
    }
}

#[test]
fn around_the_clock_working_time_is_time() {
    let written = r#"{"tz": "+08:00", "hours": {"0": [["00:00", "24:00"]], "1": [["00:00", "24:00"]],
        "2": [["00:00", "24:00"]], "3": [["00:00", "24:00"]], "4": [["00:00", "24:00"]],
        "5": [["00:00", "24:00"]], "6": [["00:00", "24:00"]]}}"#;
    let written: crate::Written = serde_json::from_str(written).unwrap();
    let calendar = written.read("").unwrap();
    let start = at(&calendar, "2026-12-31T23:59:59");
    for seconds in [0, 1, 59, 86_400, 20 * 365 * 86_400] {
        let amount = TimeDelta::seconds(seconds);
        assert_eq!(calendar.add(start, amount, &Pauses::NONE), Some(start + amount));
        assert_eq!(calendar.subtract(start, amount, &Pauses::NONE), Some(start - amount));
    }
    assert_eq!(calendar.add(start, TimeDelta::days(30 * 365), &Pauses::NONE), None, "too far");
}
