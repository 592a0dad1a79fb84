//! Figures: what a ticket adds as it stands is what its steps added one by one, whatever way it took.

use std::collections::BTreeMap;

use access::{Action, Actor, ScopePath};
use kernel::{CategoryId, Hundredths, OrganizationId, TicketId, Uuid};

use super::{beside::returns, deeds::declining, fixture::*, past::is_retold};
use crate::*;

/// Random numbers, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

fn calls() -> Vec<Detail> {
    let call = |reached, solved, satisfied| {
        Detail::FollowUp(Call { reached, solved, satisfied, note: None })
    };
    vec![
        call(false, None, None),
        call(true, Some(true), None),
        call(true, Some(true), Some(false)),
        call(true, Some(false), Some(true)),
    ]
}

fn amended(category: u128) -> Detail {
    let category =
        Category { id: CategoryId(Uuid::from_u128(category)), ..super::fixture::category() };
    Detail::Amend(Amendment {
        category: Some(category),
        kind: None,
        priority: None,
        visibility: None,
        reason: why(),
    })
}

/// What moves it on, or back.
fn moves() -> Vec<Detail> {
    vec![
        Detail::Dispatch(to(Target::Organization(ENTERPRISE))),
        Detail::Dispatch(to(Target::Account(account(21)))),
        Detail::Dispatch(to(Target::Pool)),
        Detail::Redispatch(to(Target::Account(account(30)))),
        Detail::Accept,
        Detail::Accept,
        Detail::Refuse { reason: why() },
        Detail::Progress { note: why() },
        resolving(),
        resolving(),
        Detail::Reopen { reason: why() },
        Detail::Close,
        Detail::Unmerge { reason: why() },
        declining(),
        Detail::Object { reason: why() },
        Detail::Release { reason: why() },
    ]
}

/// What may be tried at any time.
fn tries(ticket: &Ticket) -> Vec<Detail> {
    let rate =
        |solved, stars| Detail::Rate(Rating { solved, stars, reasons: Vec::new(), comment: None });
    let rule = |granted| {
        Detail::Rule(Ruling { number: ticket.course.request_count, granted, words: why() })
    };
    let main = Some((State::Submitted, ticket.estate_id));
    let into = Merging { into: TicketId(Uuid::from_u128(77)), main, leads: false };
    let mut all = moves();
    all.extend([rate(true, 5), rate(true, 3), rate(false, 2), rule(true), rule(false)]);
    all.extend([asking(RequestKind::Return), asking(RequestKind::Suspension)]);
    all.extend([amended(700), amended(701), Detail::Merge(into)]);
    all.extend(calls());
    if ticket.version > 12 {
        all.push(Detail::Withdraw { reason: None });
    }
    all
}

/// What was said since the last resolution, told from the story alone.
fn said(story: &[(Vec<Entry>, Vec<Addition>)]) -> (Option<bool>, Option<bool>) {
    let last =
        story.iter().rposition(|(steps, _)| steps.iter().any(|e| e.action == Action::Resolve));
    let since = last.map_or(&[][..], |at| &story[at..]);
    let adds = || since.iter().flat_map(|(_, adds)| adds);
    let rated = adds().find_map(|add| match add {
        Addition::Rating { solved, stars, .. } => Some((*solved, *stars >= SATISFIED)),
        _ => None,
    });
    let called = |which: fn(&Addition) -> Option<bool>| adds().filter_map(which).next_back();
    let solved = called(|add| match add {
        Addition::FollowUp { solved, .. } => *solved,
        _ => None,
    });
    let satisfied = called(|add| match add {
        Addition::FollowUp { satisfied, .. } => *satisfied,
        _ => None,
    });
    let reopened = since.iter().flat_map(|(steps, _)| steps).any(|e| e.action == Action::Reopen);
    let solved = solved.or(rated.map(|(solved, _)| solved));
    (if reopened { Some(false) } else { solved }, satisfied.or(rated.map(|(_, yes)| yes)))
}

type Sums = BTreeMap<Heading, Counts>;

fn add(sums: &mut Sums, tally: &Tally) {
    sums.entry(tally.heading).or_default().add(&tally.counts);
    sums.retain(|_, counts| !counts.is_zero());
}

fn walk(seed: u64) -> usize {
    let mut dice = Dice(seed);
    let people: Vec<Actor> = everyone().into_iter().filter(|who| *who != stranger()).collect();
    let opening = Opening { path: path(), on_behalf: false };
    let permit = access::authorize(&resident(), Action::Submit, &opening).unwrap();
    let mut change = submit(&permit, submission(false), at(0)).unwrap();
    let (mut sums, mut story, mut ruled) = (Sums::new(), Vec::new(), Vec::new());
    let mut now = 0;
    for _ in 0..400 {
        change.figures.iter().for_each(|tally| add(&mut sums, tally));
        let ticket = change.after.clone();
        story.push((change.entries.clone(), change.adds.clone()));
        let mut expected = Sums::new();
        add(&mut expected, &Counted::from(&ticket).tally());
        ruled.iter().for_each(|tally| add(&mut expected, tally));
        assert_eq!(sums, expected, "seed {seed}, after {:?}", change.entries);
        is_retold(&ticket, &story);
        if ticket.course.marks.finished_at.is_some() {
            let marks = ticket.course.marks;
            assert_eq!((marks.solved(), marks.satisfied()), said(&story), "seed {seed}");
        }
        let next = (0..200).find_map(|_| {
            let mut all = tries(&ticket);
            let detail = all.swap_remove(dice.below(all.len()));
            let who = &people[dice.below(people.len())];
            now += i64::try_from(dice.below(900)).unwrap();
            act(&ticket, who, detail, at(now)).ok()
        });
        let Some(next) = next else { break };
        ruled.extend(returns(&ticket, &next));
        change = next;
    }
    story.len()
}

#[test]
fn what_steps_add_one_by_one_is_what_the_ticket_adds_as_it_stands() {
    let longest = (0..400).map(walk).max().unwrap();
    assert!(longest > 12, "some go a long way: {longest}");
}

fn counted(ticket: &Ticket) -> Counts {
    Counted::from(ticket).tally().counts
}

#[test]
fn silence_is_not_a_yes_and_a_follow_up_outweighs_the_rating() {
    let silent = counted(&resolved());
    assert_eq!((silent.resolution().numerator, silent.resolution().denominator), (0, 1));
    assert_eq!(silent.satisfaction(), silent.resolution());
    let rated = done(&resolved(), &resident(), rating(true));
    assert_eq!(counted(&rated).resolution().numerator, 1);
    assert_eq!(counted(&rated).satisfaction().numerator, 1);
    let no = Call { reached: true, solved: Some(false), satisfied: Some(false), note: None };
    let called = done(&rated, &branch(), Detail::FollowUp(no));
    let counts = counted(&called);
    assert_eq!((counts.resolution().numerator, counts.satisfaction().numerator), (0, 0));
    assert_eq!((counts.follow_up().numerator, counts.reopening().numerator), (1, 1));
    let unreached = Call { reached: false, solved: None, satisfied: None, note: None };
    let tried = counted(&done(&rated, &branch(), Detail::FollowUp(unreached)));
    assert_eq!((tried.resolution().numerator, tried.get(Measure::Reached)), (1, 0));
}

#[test]
fn a_reopening_keeps_the_ticket_with_who_had_it_and_a_return_takes_it_away() {
    let reopened = done(&resolved(), &resident(), Detail::Reopen { reason: why() });
    assert_eq!(reopened.course.organization_id, None);
    assert_eq!(reopened.course.marks.organization, Some(ENTERPRISE));
    let asked = done(&dispatched(), &manager(), asking(RequestKind::Return));
    let granted = Ruling { number: 1, granted: true, words: why() };
    let back = act(&asked, &community(), Detail::Rule(granted), at(0)).unwrap();
    assert_eq!(back.after.course.marks.organization, None);
    let under: Vec<Option<OrganizationId>> = back
        .figures
        .iter()
        .filter(|t| t.counts.get(Measure::Returned) == 1)
        .map(|t| t.heading.organization)
        .collect();
    assert_eq!(under, [Some(ENTERPRISE)]);
}

#[test]
fn the_score_weighs_thirty_and_twice_thirty_five() {
    let mut counts = Counts::default();
    assert_eq!(score(&counts), None);
    for (measure, number) in [
        (Measure::Filed, 12),
        (Measure::Withdrawn, 2),
        (Measure::Accepted, 9),
        (Measure::Finished, 8),
        (Measure::Solved, 6),
        (Measure::Satisfied, 1),
    ] {
        counts.put(measure, number);
    }
    assert_eq!(counts.response().percent(), Some(Hundredths(9000)));
    assert_eq!(counts.satisfaction().percent(), Some(Hundredths(1250)));
    // 30 × 0.9 + 35 × 0.75 + 35 × 0.125
    assert_eq!(score(&counts), Some(Hundredths(5763)));
    let third = Rate { numerator: 2, denominator: 3 };
    assert_eq!(third.percent(), Some(Hundredths(6667)));
}

#[test]
fn a_tally_goes_into_the_day_and_the_month_of_each_place_and_organisation() {
    let ticket = resolved();
    let heading = Counted::from(&ticket).tally().heading;
    let all = counters(&path(), &heading);
    assert_eq!(all.len(), 12);
    assert_eq!(
        counters(&ScopePath::default(), &Heading { organization: None, ..heading }).len(),
        2
    );
    let apart = all.iter().filter(|counter| !counter.category.is_nil());
    assert!(apart.clone().all(|counter| counter.span == Span::Month));
    assert_eq!(apart.count(), 6);
}
