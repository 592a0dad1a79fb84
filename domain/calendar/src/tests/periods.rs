//! The periods of the Civil Code, article by article.

use super::{at, named};
use crate::{Close, Period};

#[test]
fn the_civil_code_counts_days_months_and_years() {
    let calendar = named("CN");
    for (event, period, last, why) in [
        (
            "2026-03-02",
            Period::Days(1),
            "2026-03-03",
            "art. 201: the day of the event is not counted",
        ),
        ("2026-03-02", Period::Days(15), "2026-03-17", "art. 201"),
        (
            "2026-03-02",
            Period::Days(5),
            "2026-03-09",
            "art. 203: Saturday 7 March is put off to Monday",
        ),
        (
            "2026-01-31",
            Period::Months(1),
            "2026-02-28",
            "art. 202: no corresponding day; that Saturday is worked",
        ),
        ("2024-02-29", Period::Years(1), "2025-02-28", "art. 202: no corresponding day"),
        ("2026-03-10", Period::Months(2), "2026-05-11", "art. 203: 10 May is a Sunday"),
        ("2025-09-20", Period::Days(11), "2025-10-09", "art. 203: 1 to 8 October are off"),
        ("2025-09-18", Period::Days(10), "2025-09-28", "art. 203: that Sunday is a workday"),
        ("2026-08-10", Period::Years(0), "2026-08-10", "nothing to wait for"),
    ] {
        let last_day = calendar.last_day(event.parse().unwrap(), period);
        assert_eq!(last_day, Some(last.parse().unwrap()), "{event}: {why}");
    }
}

#[test]
fn the_last_day_ends_at_midnight_or_when_business_closes() {
    let calendar = named("CN");
    let end = |close| calendar.end_of_period("2026-03-02".parse().unwrap(), Period::Days(1), close);
    assert_eq!(end(Close::Midnight), Some(at(&calendar, "2026-03-04T00:00")));
    assert_eq!(end(Close::Business), Some(at(&calendar, "2026-03-03T18:00")));
}
