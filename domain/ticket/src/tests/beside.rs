//! Returns and whistles in the figures: what their steps add one by one is what they add as they stand.

use std::collections::BTreeMap;

use access::{Action, Actor};

use super::{deeds::whistling, fixture::*};
use crate::*;

/// What a change does to returns.
pub(super) fn returns(ticket: &Ticket, next: &Change) -> Vec<Tally> {
    let heading = Heading::of(ticket.id, ticket.category_id);
    let one = |add: &Addition| match add {
        Addition::Request { kind: RequestKind::Return, organization, .. } => {
            Some(heading.asked(*organization))
        }
        Addition::Ruling { number, granted: Some(granted), .. } => {
            let open = ticket.open_requests.iter().find(|open| open.number == *number).unwrap();
            let by = open.organization;
            (open.kind == RequestKind::Return).then(|| heading.returned(by, *granted))
        }
        _ => None,
    };
    next.adds.iter().filter_map(one).collect()
}

type Sums = BTreeMap<Heading, Counts>;

/// A ticket with what its changes added to the measures of whistles.
struct Told {
    ticket: Ticket,
    sums: Sums,
}

const OWN: [Measure; 11] = [
    Measure::WhistlesBlown,
    Measure::WhistlesApproved,
    Measure::WhistlesRejected,
    Measure::WhistlesStuck,
    Measure::Called,
    Measure::CalledStuck,
    Measure::ReportedIn,
    Measure::ReportedInTime,
    Measure::TasksFinished,
    Measure::TasksRated,
    Measure::Stars,
];

fn add(sums: &mut Sums, tally: &Tally) {
    let mut own = Counts::default();
    OWN.iter().for_each(|measure| own.put(*measure, tally.counts.get(*measure)));
    sums.entry(tally.heading).or_default().add(&own);
    sums.retain(|_, counts| !counts.is_zero());
}

impl Told {
    fn begin() -> Self {
        Self { ticket: accepted(), sums: Sums::new() }
    }

    fn step(&mut self, who: &Actor, detail: Detail, seconds: i64) {
        let change = act(&self.ticket, who, detail, at(seconds)).unwrap();
        change.figures.iter().for_each(|tally| add(&mut self.sums, tally));
        self.ticket = change.after;
        let heading = Heading::of(self.ticket.id, self.ticket.category_id);
        let mut expected = Sums::new();
        for whistle in &self.ticket.whistles {
            add(&mut expected, &heading.blown(whistle.into()));
            let tasks = whistle.tasks.iter();
            let called = tasks.filter_map(|task| heading.called(whistle.into(), &task.into()));
            called.for_each(|tally| add(&mut expected, &tally));
        }
        assert_eq!(self.sums, expected);
    }

    fn of(&self, measure: Measure) -> i64 {
        self.sums.values().map(|counts| counts.get(measure)).sum()
    }
}

fn deed(action: Action) -> Detail {
    whistling(action).unwrap()
}

#[test]
fn both_sides_are_counted_from_the_whistle_to_the_rating() {
    let mut told = Told::begin();
    told.step(&community(), deed(Action::BlowWhistle), 10_000);
    assert_eq!((told.of(Measure::WhistlesBlown), told.of(Measure::Called)), (1, 0));
    told.step(&secretary(), deed(Action::ApproveWhistle), 10_100);
    assert_eq!((told.of(Measure::WhistlesApproved), told.of(Measure::Called)), (1, 1));
    told.step(&department(), deed(Action::ReportIn), 10_200);
    told.step(&department(), deed(Action::FinishTask), 10_300);
    told.step(&community(), deed(Action::RateDepartment), 10_400);
    let counted =
        [Measure::ReportedIn, Measure::TasksFinished, Measure::TasksRated, Measure::Stars];
    assert_eq!(counted.map(|measure| told.of(measure)), [1, 1, 1, 5]);
}

#[test]
fn what_lies_stuck_is_counted_until_it_goes_on() {
    let mut told = Told::begin();
    told.step(&community(), deed(Action::BlowWhistle), 10_000);
    told.step(&Actor::system(), deed(Action::WhistleStuck), 10_000 + 24 * 3_600);
    assert_eq!(told.of(Measure::WhistlesStuck), 1);
    told.step(&secretary(), deed(Action::ApproveWhistle), 10_000 + 25 * 3_600);
    assert_eq!(told.of(Measure::WhistlesStuck), 0);
}

#[test]
fn what_was_refused_called_nobody() {
    let mut told = Told::begin();
    told.step(&community(), deed(Action::BlowWhistle), 10_000);
    let refused = Whistling::Approve { granted: false, words: Some(why()) };
    told.step(&secretary(), Detail::Whistle { number: 1, told: refused }, 10_100);
    assert_eq!((told.of(Measure::WhistlesRejected), told.of(Measure::Called)), (1, 0));
}
