//! Properties, and an oracle that asks of every minute whether it is open.

use chrono::{Datelike as _, TimeDelta, Timelike as _};
use kernel::Moment;
use proptest::prelude::*;

use crate::{Calendar, Day, Pauses, Span, Week, Window, Zone};

/// Windows of a day as the generator made them, in minutes, so that the oracle reads no code of the calendar.
type Hours = Vec<(u16, u16)>;

#[derive(Debug, Clone)]
struct Plan {
    zone: &'static str,
    week: [Hours; 7],
    off: Vec<i64>,
    work: Vec<i64>,
    pauses: Vec<(i64, i64)>,
}

/// Monday 2026-03-02 00:00 UTC; the clocks of New York and Berlin change within the four weeks after it.
const BASE: i64 = 1_772_409_600;
/// Four weeks.
const MINUTES: i64 = 28 * 24 * 60;

fn moment(minute: i64) -> Moment {
    chrono::DateTime::from_timestamp(BASE + minute * 60, 0).unwrap()
}

fn hours() -> impl Strategy<Value = Hours> {
    let cuts = prop::collection::btree_set(0_u16..=24, 0..=4);
    cuts.prop_map(|cuts| {
        let cuts: Vec<u16> = cuts.into_iter().map(|hour| hour * 60).collect();
        cuts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    })
}

fn plan() -> impl Strategy<Value = Plan> {
    let zones =
        prop::sample::select(vec!["+08:00", "Asia/Shanghai", "America/New_York", "Europe/Berlin"]);
    let days = || prop::collection::vec(0_i64..28, 0..4);
    let pauses = prop::collection::vec((0..MINUTES, 1_i64..4000), 0..4);
    (zones, prop::array::uniform7(hours()), days(), days(), pauses)
        .prop_map(|(zone, week, off, work, pauses)| Plan { zone, week, off, work, pauses })
        .prop_filter("open on some day", |plan| plan.week.iter().any(|day| !day.is_empty()))
}

impl Plan {
    fn date(&self, offset: i64) -> chrono::NaiveDate {
        (moment(0) + TimeDelta::days(offset)).date_naive()
    }

    fn calendar(&self) -> Calendar {
        let read = |(from, to): &(u16, u16)| {
            let text = |at: &u16| format!("{:02}:{:02}", at / 60, at % 60);
            Window::read(&text(from), &text(to)).unwrap()
        };
        let week = Week::of(self.week.clone().map(|day| day.iter().map(read).collect()));
        let off = self.off.iter().map(|day| (self.date(*day), Day::Off));
        let work = self.work.iter().map(|day| (self.date(*day), Day::Work));
        let zone: Zone = self.zone.parse().unwrap();
        Calendar::new(zone, week, "").unwrap().with_days(off.chain(work))
    }

    fn pauses(&self) -> Pauses {
        let spans = self.pauses.iter();
        spans.map(|(from, long)| Span { from: moment(*from), to: moment(from + long) }).collect()
    }

    /// Whether the minute is open and not in a pause.
    fn open(&self, calendar: &Calendar, minute: i64, paused: bool) -> bool {
        let at = moment(minute);
        let local = calendar.zone.local(at);
        let worked = self.work.iter().any(|day| self.date(*day) == local.date());
        let off = !worked && self.off.iter().any(|day| self.date(*day) == local.date());
        let weekday = local.date().weekday().num_days_from_monday() as usize;
        let mut hours = &self.week[weekday];
        if worked && hours.is_empty() {
            hours = self.week.iter().find(|day| !day.is_empty()).unwrap();
        }
        let minutes = (local.hour() * 60 + local.minute()) as u16;
        let pausing = self.pauses.iter().any(|(from, long)| (*from..from + long).contains(&minute));
        !(off || paused && pausing)
            && hours.iter().any(|(from, to)| (*from..*to).contains(&minutes))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_oracle(plan in plan(), start in 0..MINUTES, amount in 0_i64..6000, end in 0..MINUTES) {
        let (calendar, pauses) = (plan.calendar(), plan.pauses());
        let open = |minute: &i64| plan.open(&calendar, *minute, true);
        let (from, to) = (start.min(end), start.max(end));
        let between = calendar.between(moment(from), moment(to), &pauses).unwrap();
        prop_assert_eq!(between.num_minutes(), (from..to).filter(open).count() as i64);

        let mut left = amount;
        let passed = (start..start + MINUTES).find(|minute| {
            left -= i64::from(open(minute));
            left == 0 && open(minute)
        });
        if let Some(last) = passed.filter(|_| amount > 0) {
            let found = calendar.add(moment(start), TimeDelta::minutes(amount), &pauses);
            prop_assert_eq!(found, Some(moment(last + 1)));
        }
        let mut left = amount;
        let before = (start - MINUTES..start).rev().find(|minute| {
            left -= i64::from(open(minute));
            left == 0 && open(minute)
        });
        if let Some(first) = before.filter(|_| amount > 0) {
            let found = calendar.subtract(moment(start), TimeDelta::minutes(amount), &pauses);
            prop_assert_eq!(found, Some(moment(first)));
        }
    }

    #[test]
    fn workdays_are_those_that_are_open(plan in plan(), start in 0..MINUTES, number in 0_u32..12) {
        let calendar = plan.calendar();
        let local = |at| calendar.zone.local(at);
        let open = |day: i64| {
            let date = local(moment(start)).date() + TimeDelta::days(day);
            let noon = |hour: i64| (date.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp() - BASE) / 60 + hour * 60;
            let shift = (local(moment(noon(12))) - moment(noon(12)).naive_utc()).num_minutes();
            (-24 * 60..48 * 60).any(|minute| {
                let minute = noon(0) + minute - shift;
                local(moment(minute)).date() == date && plan.open(&calendar, minute, false)
            })
        };
        let Some(first) = (0..60).find(|day| open(*day)) else { return Ok(()) };
        let mut days = (first..first + 200).filter(|day| open(*day));
        let Some(last) = days.nth(number as usize) else { return Ok(()) };
        let found = local(calendar.add_workdays(moment(start), number).unwrap());
        let wanted = local(moment(start)).date() + TimeDelta::days(last);
        prop_assert_eq!(found.date(), wanted);
        if first > 0 {
            prop_assert_eq!(found.time(), chrono::NaiveTime::MIN);
        }
    }

    #[test]
    fn what_is_added_is_what_lies_between(plan in plan(), start in 0..MINUTES, a in 0_i64..3000, b in 0_i64..3000) {
        let (calendar, pauses) = (plan.calendar(), plan.pauses());
        let add = |at, minutes| calendar.add(at, TimeDelta::minutes(minutes), &pauses).unwrap();
        let start = moment(start);
        let target = add(start, a);
        prop_assert_eq!(calendar.between(start, target.max(start), &pauses).unwrap().num_minutes(), a);
        prop_assert_eq!(add(target, b), add(start, a + b));
        prop_assert!(add(start, a + b) >= target);
        prop_assert!(add(start + TimeDelta::minutes(1), a) >= target);
        let back = calendar.subtract(target, TimeDelta::minutes(a), &pauses).unwrap();
        prop_assert_eq!(add(back, a), target);
    }
}
