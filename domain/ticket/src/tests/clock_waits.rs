//! Clocks of departments that are called, of rulings and of answers; and how long others stand still.

use access::{Actor, Level as AreaLevel, Role};

use super::{
    clocks::{Life, rules},
    fixture::*,
};
use crate::*;

const DAY: i64 = 86_400;

fn secretary() -> Actor {
    in_area(52, Role::CommunitySecretary, AreaLevel::Community, 3)
}

fn called(kind: WhistleKind) -> Life {
    let mut life = Life::begin(rules());
    let (lead, departments) = (DEPARTMENT, vec![DEPARTMENT]);
    let blowing = Blowing { kind, reason: why(), lead, assisting: Vec::new(), departments };
    life.step(&community(), Detail::Blow(blowing), 60);
    let told = Whistling::Approve { granted: true, words: None };
    life.step(&secretary(), Detail::Whistle { number: 1, told }, 120);
    life
}

fn report(on_site: bool) -> Detail {
    Detail::Whistle { number: 1, told: Whistling::ReportIn { on_site, note: None } }
}

fn of_department(life: &Life) -> Vec<(ClockKind, bool)> {
    let own = life.clocks.iter().filter(|clock| clock.unit == Some(DEPARTMENT));
    own.map(|clock| (clock.kind, clock.runs())).collect()
}

fn task(life: &Life) -> &Task {
    &life.ticket.whistles[0].tasks[0]
}

#[test]
fn an_emergency_has_half_an_hour_to_report_in_and_two_to_be_on_site() {
    let mut life = called(WhistleKind::Emergency);
    assert_eq!(life.target(ClockKind::ReportIn), at(120 + 1800));
    assert_eq!(life.target(ClockKind::OnSite), at(120 + 7200));
    assert_eq!((task(&life).report_by, task(&life).on_site_by), (Some(at(1920)), Some(at(7320))));
    assert_eq!(life.ticket.whistles[0].due_at, Some(at(1920)));
    life.step(&department(), report(false), 600);
    assert_eq!(of_department(&life), [(ClockKind::OnSite, true), (ClockKind::ReportIn, false)]);
    life.step(&department(), report(true), 700);
    assert!(of_department(&life).iter().all(|(_, runs)| !runs));
    assert!(life.clocks.iter().all(|clock| clock.unit.is_none() || clock.met == Some(true)));
}

/// Approved on Monday evening: a workday later is Tuesday, two are Wednesday, ten the Monday after next.
#[test]
fn other_whistles_count_workdays_and_a_hard_case_has_ten_to_its_end() {
    let life = called(WhistleKind::Enforcement);
    assert_eq!(of_department(&life), [(ClockKind::ReportIn, true)]);
    assert_eq!(life.target(ClockKind::ReportIn), at(120 + DAY));
    let mut life = called(WhistleKind::HardCase);
    assert_eq!(life.target(ClockKind::ReportIn), at(120 + 2 * DAY));
    assert_eq!(life.target(ClockKind::Task), at(120 + 14 * DAY));
    life.step(&department(), report(true), 600);
    let finish = Whistling::Finish { result: why() };
    life.step(&department(), Detail::Whistle { number: 1, told: finish }, 700);
    assert!(of_department(&life).iter().all(|(_, runs)| !runs));
}

#[test]
fn a_department_that_does_not_come_is_reminded_itself_and_the_ticket_lies_stuck() {
    let mut life = called(WhistleKind::Emergency);
    assert_eq!(life.ticket.course.stuck_since, None);
    assert_eq!(life.sweep(1920), ["report_in 100 reminder", "supervise"]);
    let asked = life.ticket.open_supervisions[0];
    assert_eq!((asked.kind, asked.unit.id), (SupervisionKind::Reminder, DEPARTMENT.0));
    assert_eq!(life.ticket.course.stuck_since, Some(at(1920)));
    life.step(&department(), report(true), 2000);
    assert_eq!(life.ticket.course.stuck_since, None);
}

#[test]
fn merging_and_the_end_stop_what_departments_are_expected_to_do() {
    let mut life = called(WhistleKind::HardCase);
    let other = kernel::TicketId(kernel::Uuid::from_u128(77));
    let main = Some((State::Submitted, life.ticket.estate_id));
    life.step(&community(), Detail::Merge(Merging { into: other, main, leads: false }), 600);
    assert!(life.clocks.iter().all(|clock| !clock.runs()));
    assert_eq!(life.ticket.whistles[0].state, WhistleState::Lapsed);
    assert!(life.sweep(90 * DAY).is_empty());
}

#[test]
fn what_waits_to_be_dispatched_or_accepted_lies_stuck_once_its_time_is_over() {
    let mut life = Life::begin(rules());
    life.sweep(7199);
    assert_eq!(life.ticket.course.stuck_since, None);
    life.sweep(9000);
    assert_eq!(life.ticket.course.stuck_since, Some(at(7200)), "since its time was over");
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 9001);
    assert_eq!(life.ticket.course.stuck_since, None);
    life.sweep(9001 + DAY);
    assert_eq!(life.ticket.course.stuck_since, Some(at(9001 + DAY)));
    life.step(&worker(), Detail::Accept, 9002 + DAY);
    assert_eq!(life.ticket.course.stuck_since, None);
}

#[test]
fn a_request_waits_a_workday_for_its_ruling() {
    let mut life = Life::begin(rules());
    life.step(&manager(), asking(RequestKind::Return), 60);
    assert_eq!(life.target(ClockKind::Ruling), at(60 + DAY));
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 120);
    assert!(life.clocks.iter().all(|clock| clock.kind != ClockKind::Ruling || !clock.runs()));
    life.step(&manager(), asking(RequestKind::Dispute), 180);
    life.step(&worker(), Detail::Accept, 240);
    let fired = life.sweep(180 + DAY);
    assert_eq!(fired.last().map(String::as_str), Some("ruling 100 notice"));
    assert_eq!(life.ticket.course.stuck_since, Some(at(180 + DAY)));
    let ruling = Ruling { number: 2, granted: false, words: why() };
    life.step(&community(), Detail::Rule(ruling), 240 + DAY);
    assert_eq!(life.ticket.course.stuck_since, None);
}

fn accepted_life() -> Life {
    let mut life = Life::begin(rules());
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 60);
    life.step(&worker(), Detail::Accept, 120);
    life
}

#[test]
fn more_time_is_asked_for_before_the_time_is_over() {
    let mut life = accepted_life();
    assert_eq!(life.ticket.course.due_at, Some(at(3 * DAY)));
    let until = |seconds| {
        let asking =
            Asking { reason: why(), measures: None, until: Some(at(seconds)), towards: None };
        Detail::Request { kind: RequestKind::Extension, asking }
    };
    let late = life.try_step(&worker(), until(9 * DAY), 3 * DAY + 1);
    assert_eq!(late.unwrap_err().code, kernel::Code::NotAllowedNow);
    life.step(&worker(), until(9 * DAY), 3 * DAY);
    // Ruled on when the time is over: what followed the old date follows the new one, too.
    assert!(life.sweep(3 * DAY).contains(&"resolution 100 reminder".to_owned()));
    let ruling = Ruling { number: 1, granted: true, words: why() };
    life.step(&community(), Detail::Rule(ruling), 3 * DAY + 600);
    assert_eq!(life.ticket.course.due_at, Some(at(9 * DAY)));
    assert!(!life.sweep(9 * DAY - 1).iter().any(|word| word.starts_with("resolution")));
    assert!(life.sweep(9 * DAY).contains(&"resolution 100 reminder".to_owned()));
}

/// The server was down when the last moment for a reply came.
#[test]
fn a_question_stops_the_clocks_no_longer_than_it_may_wait() {
    let mut life = accepted_life();
    life.step(&worker(), asking(RequestKind::Question), 3600);
    assert_eq!(life.ticket.course.due_at, None, "it stands still");
    life.step(&Actor::system(), Detail::Lapse, 2 * DAY);
    assert_eq!(life.target(ClockKind::FirstContact), at(120 + DAY + (DAY - 3600)));
    assert!(life.ticket.course.due_at.is_some());
}

#[test]
fn a_suspension_stops_the_clocks_until_its_review_date() {
    let mut life = accepted_life();
    life.step(&worker(), asking(RequestKind::Suspension), 3600);
    let ruling = Ruling { number: 1, granted: true, words: why() };
    life.step(&branch(), Detail::Rule(ruling), 7200);
    assert!(life.sweep(80_000).is_empty());
    life.step(&Actor::system(), Detail::Resume { reason: None }, 3 * DAY);
    assert_eq!(life.target(ClockKind::FirstContact), at(120 + DAY + (DAY - 7200)));
}

#[test]
fn the_ladder_goes_from_rung_to_rung_where_nobody_answers() {
    let mut life = accepted_life();
    let told = |kind| Supervising { kind, note: why(), answer_by: Some(at(7200)) };
    life.step(&branch(), Detail::Supervise(told(SupervisionKind::Reminder)), 600);
    assert_eq!(life.sweep(7200), ["supervision_answer 100 order", "supervise"]);
    let answer_by = life.ticket.open_supervisions[1].answer_by.unwrap();
    assert_eq!(answer_by, at(7200 + DAY), "until the next workday");
    let of_answers = |fired: Vec<String>| -> Vec<String> {
        let own = |word: &String| word.starts_with("supervision") || word == "card";
        fired.into_iter().filter(own).collect()
    };
    let fired = life.sweep(7200 + DAY);
    assert_eq!(of_answers(fired), ["supervision_answer 100 card", "card"]);
    life.step(&manager(), Detail::Answer(Answering { number: 2, answer: why() }), 7300 + DAY);
    let fired = life.sweep(7200 + 2 * DAY);
    assert_eq!(of_answers(fired), ["supervision_answer 100 raise"]);
    assert_eq!(life.ticket.course.raised, Some(Raised::Community));
}
