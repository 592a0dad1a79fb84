//! How findings count towards the rate of rectifications in time, and the house default of the due day.

use calendar::{Calendar, Day};
use chrono::{Datelike as _, Weekday};
use proptest::prelude::*;

use super::*;

/// What happens to a finding, day by day.
#[derive(Debug, Clone, Copy)]
enum Event {
    Rectify,
    Accept,
    Reject,
    Withdraw,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => Just(Event::Rectify),
        3 => Just(Event::Accept),
        3 => Just(Event::Reject),
        1 => Just(Event::Withdraw),
    ]
}

/// The finding after the events, of which those do nothing that are not allowed, and what was done about it.
fn played(events: &[(Event, i64)]) -> (Finding, Vec<Rectification>) {
    let (mut finding, mut history, mut day) = (filed(), Vec::<Rectification>::new(), 0);
    for (event, wait) in events {
        day += wait;
        let (at, on) = (now() + days(day), today() + days(day));
        let done = match event {
            Event::Rectify => rectified(&finding, at, on),
            Event::Accept => judged(&finding, true, at),
            Event::Reject => judged(&finding, false, at),
            Event::Withdraw => withdrawn(&finding, at),
        };
        let Ok(done) = done else { continue };
        if let Some(one) = done.rectification {
            history.retain(|known| known.number != one.number);
            history.push(one);
        }
        finding = done.after;
    }
    (finding, history)
}

fn on(day: i64) -> (Moment, NaiveDate) {
    (now() + days(day), today() + days(day))
}

#[test]
fn a_finding_is_in_time_by_the_day_of_the_rectification_that_was_accepted() {
    use Event::{Accept, Rectify, Reject, Withdraw};
    let due = 9;
    for (events, at, wanted) in [
        (&[][..], due, None),
        (&[], due + 1, Some(Outcome::Late)),
        (&[(Rectify, due)], due, Some(Outcome::Waiting)),
        (&[(Rectify, due)], due + 5, Some(Outcome::Waiting)),
        (&[(Rectify, due), (Accept, 4)], due + 3, Some(Outcome::Waiting)),
        (&[(Rectify, due), (Accept, 4)], due + 4, Some(Outcome::OnTime)),
        (&[(Rectify, due + 1), (Accept, 0)], due + 4, Some(Outcome::Late)),
        (&[(Rectify, 2), (Reject, 1)], 5, None),
        (&[(Rectify, 2), (Reject, 1)], due + 1, Some(Outcome::Late)),
        (&[(Rectify, 2), (Reject, 1), (Rectify, 3), (Accept, 30)], 40, Some(Outcome::OnTime)),
        (&[(Rectify, 2), (Reject, 1), (Rectify, 30), (Accept, 0)], 40, Some(Outcome::Late)),
        (&[(Withdraw, 20)], 19, Some(Outcome::Late)),
        (&[(Withdraw, 20)], 20, None),
    ] {
        let (finding, history) = played(events);
        assert_eq!(outcome(&finding, &history, on(at)), wanted, "{events:?} after {at} days");
    }
    let (finding, history) = played(&[]);
    assert_eq!(outcome(&finding, &history, on(-1)), None, "not filed yet");
}

#[test]
fn seven_working_days_are_given_where_no_day_is() {
    let weekend = |day: &NaiveDate| [Weekday::Sat, Weekday::Sun].contains(&day.weekday());
    let off = today().iter_days().take(60).filter(weekend).map(|day| (day, Day::Off));
    let calendar = Calendar::around_the_clock().with_days(off);
    let office = actor(10, Role::PropertyOffice);
    let filing = Filing { due_on: None, ..told("D4") };
    let permit = authorize(&office, Action::FindingFile, &desk(&filing)).unwrap();
    let due = |calendar: &Calendar| {
        let filing = filing.clone();
        let done = Finding::file(&permit, filing, Some(calendar), (now(), today())).unwrap();
        assert!(done.after.due_by_default);
        done.after.due_on
    };
    let plain = due(&calendar);
    let open = today().iter_days().skip(1).take_while(|day| *day <= plain);
    assert_eq!(open.filter(|day| !weekend(day)).count(), DUE_WORKDAYS);
    let holiday = [(today() + days(1), Day::Off)];
    assert!(due(&calendar.with_days(holiday)) > plain, "a holiday puts it off");
}

proptest! {
    #[test]
    fn sums_are_those_of_each_finding_in_any_order(
        stories in prop::collection::vec(prop::collection::vec((event(), 0i64..6), 0..8), 0..8),
        at in 0i64..40,
    ) {
        let mut findings: Vec<_> = stories.iter().map(|events| played(events)).collect();
        let period = (today(), today() + days(90));
        let sums = |of: &[(Finding, Vec<Rectification>)]| {
            let each = of.iter().map(|(finding, history)| (finding, history.as_slice()));
            Rectified::of(each, period, on(at))
        };
        let forwards = sums(&findings);
        let count = |wanted| {
            let counts = findings.iter();
            counts.filter(|(one, history)| outcome(one, history, on(at)) == Some(wanted)).count()
        };
        prop_assert_eq!(usize::try_from(forwards.on_time).unwrap(), count(Outcome::OnTime));
        prop_assert_eq!(usize::try_from(forwards.late).unwrap(), count(Outcome::Late));
        prop_assert!(forwards.on_time <= forwards.whole());
        findings.reverse();
        prop_assert_eq!(sums(&findings), forwards);
        let later = (today() + days(91), today() + days(180));
        let each = findings.iter().map(|(finding, history)| (finding, history.as_slice()));
        prop_assert_eq!(Rectified::of(each, later, on(at)), Rectified::default());
    }

    #[test]
    fn what_happens_later_changes_nothing_of_how_things_stood(
        events in prop::collection::vec((event(), 0i64..6), 0..10), cut in 0usize..10,
    ) {
        let cut = cut.min(events.len());
        let day: i64 = events[..cut].iter().map(|(_, wait)| wait).sum();
        let later: Vec<_> = events[cut..].iter().map(|(event, wait)| (*event, wait + 1)).collect();
        let whole: Vec<_> = events[..cut].iter().copied().chain(later).collect();
        let (before, after) = (played(&events[..cut]), played(&whole));
        prop_assert_eq!(
            outcome(&before.0, &before.1, on(day)),
            outcome(&after.0, &after.1, on(day))
        );
    }
}
