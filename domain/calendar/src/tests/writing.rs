//! What may be written as a calendar, and how one lies over another.

use kernel::At;
use serde_json::{Value, json};

use super::at;
use crate::{Calendar, Pauses, Written};

fn read(over: Value) -> Result<Calendar, (String, &'static str)> {
    let mut written = json!({ "tz": "+08:00", "hours": { "0": [["09:00", "17:00"]] } });
    written.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    let written: Written = serde_json::from_value(written).unwrap();
    written.read("calendar").map_err(|refusal| match &refusal.errors[0].at {
        At::Pointer(pointer) => (pointer.clone(), refusal.errors[0].fault.as_str()),
        other => panic!("{other:?}"),
    })
}

#[test]
fn a_calendar_that_makes_no_sense_is_refused_with_its_place() {
    for (over, pointer, fault) in [
        (json!({ "hours": {} }), "#/calendar/hours", "not_allowed"),
        (json!({ "hours": { "0": [] } }), "#/calendar/hours", "not_allowed"),
        (json!({ "hours": { "7": [["09:00", "17:00"]] } }), "#/calendar/hours", "choice"),
        (json!({ "hours": { "0": [["09:00", "09:00"]] } }), "#/calendar/hours/0/0", "format"),
        (json!({ "hours": { "0": [["09:00", "24:01"]] } }), "#/calendar/hours/0/0", "format"),
        (json!({ "hours": { "0": [["9:00", "12:00"]] } }), "#/calendar/hours/0/0", "format"),
        (
            json!({ "hours": { "0": [["09:00", "12:00"], ["11:59", "13:00"]] } }),
            "#/calendar/hours/0",
            "order",
        ),
        (json!({ "hours": { "0": vec![["09:00", "12:00"]; 9] } }), "#/calendar/hours/0", "length"),
        (json!({ "tz": "Mars/Olympus" }), "#/calendar/tz", "choice"),
        (json!({ "tz": "+8" }), "#/calendar/tz", "choice"),
        (
            json!({ "holidays": ["2026-01-01"], "makeup_workdays": ["2026-01-01"] }),
            "#/calendar/makeup_workdays/0",
            "taken",
        ),
        (
            json!({ "days": [{ "date": "2026-01-01", "kind": "half" }] }),
            "#/calendar/days/0/windows",
            "required",
        ),
        (
            json!({ "days": [{ "date": "2026-01-01", "kind": "off", "windows": [["09:00", "12:00"]] }] }),
            "#/calendar/days/0/windows",
            "not_allowed",
        ),
    ] {
        assert_eq!(read(over.clone()).err(), Some((pointer.to_owned(), fault)), "{over}");
    }
    assert!(read(json!({ "hours": { "6": [["14:00", "24:00"], ["00:00", "12:00"]] } })).is_ok());
}

#[test]
fn years_that_are_not_listed_are_told() {
    let calendar = read(json!({ "years": [2026] })).unwrap();
    let unknown = |from, to| calendar.unknown_years(at(&calendar, from), at(&calendar, to));
    assert_eq!(unknown("2026-01-01T00:00", "2026-12-31T23:59"), Vec::<i32>::new());
    assert_eq!(unknown("2026-12-31T23:59", "2028-01-01T00:00"), [2027, 2028]);
    let taken = read(json!({})).unwrap();
    assert!(
        taken
            .unknown_years(at(&taken, "2000-01-01T00:00"), at(&taken, "2030-01-01T00:00"))
            .is_empty()
    );
}

#[test]
fn a_half_day_and_a_child_calendar_have_their_own_windows() {
    let half = json!([{ "date": "2026-03-02", "kind": "half", "name": "台风", "windows": [["09:00", "12:00"]] }]);
    let parent = read(json!({ "days": half })).unwrap();
    let between = |calendar: &Calendar| {
        let (from, to) = (at(calendar, "2026-03-02T00:00"), at(calendar, "2026-03-10T00:00"));
        calendar.between(from, to, &Pauses::NONE).unwrap().num_hours()
    };
    assert_eq!(between(&parent), 3 + 8);
    let typhoon = ("2026-03-09".parse().unwrap(), crate::Day::Off);
    let child = parent.clone().with_days([typhoon]);
    assert_eq!(between(&child), 3);
    let weekend = read(json!({ "hours": { "6": [["10:00", "12:00"]] } })).unwrap();
    assert_eq!(between(&parent.with_week(Some(weekend.week().clone()))), 3 + 2);
}
