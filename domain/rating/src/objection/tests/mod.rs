//! The way of an objection: who may step when, and the days.

mod barring;
mod correcting;

use access::{Action, Actor, Duty, Level, Permit, Reach, Role, ScopePath, Who, authorize, may};
use calendar::{Calendar, Day};
use chrono::NaiveDate;
use kernel::{AccountId, Code, CycleId, Moment, OrganizationId, Refused, Uuid};

use super::*;
use crate::{Evidence, Inputs, Scheme, Written, cycle::CycleState, shipped};

const HERE: ScopePath = ScopePath {
    district: Some(1),
    street: Some(2),
    community: Some(3),
    grid: None,
    estate: Some(7),
};

fn at(text: &str) -> Moment {
    format!("{text}+08:00").parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap().to_utc()
}

fn filed_at() -> Moment {
    at("2026-04-28T10:00:00")
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn enterprise() -> OrganizationId {
    OrganizationId(id(900))
}

fn scheme() -> &'static Scheme {
    &shipped()[0].scheme
}

/// Working days but for the weekends and the first three days of May.
fn calendar() -> Calendar {
    let off = [1, 2, 3, 9, 10, 16, 17];
    let off = off.map(|day| (NaiveDate::from_ymd_opt(2026, 5, day).unwrap(), Day::Off));
    Calendar::around_the_clock().with_days(off)
}

fn actor(n: u128, role: Role) -> Actor {
    let reach = match role {
        Role::Manager => Reach::Organization { id: enterprise(), estates: vec![7] },
        Role::DistrictOfficer => Reach::Area { level: Level::District, key: 1 },
        Role::StreetOfficer | Role::PropertyOffice => Reach::Area { level: Level::Street, key: 2 },
        _ => Reach::Estate(7),
    };
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(id(n))), vec![duty])
}

fn filed() -> Objection {
    Objection {
        id: id(1).into(),
        cycle: CycleId(id(2)),
        cycle_state: CycleState::Disclosed,
        score: id(3),
        path: HERE,
        enterprise: enterprise(),
        item: Disputed { kind: ItemKind::Indicator, code: "B1".to_owned() },
        side: ObjectionSide::Enterprise,
        grounds: "合同已备案".to_owned(),
        evidence: Evidence { words: "回执".to_owned(), links: Vec::new() },
        scorers: vec![id(40)],
        by: id(10),
        role: Role::Manager,
        at: filed_at(),
        due: calendar().add_workdays(filed_at(), 2).unwrap(),
        extended: None,
        overdue_at: None,
        decision: None,
        recheck_until: None,
        recheck: None,
        state: ObjectionState::Filed,
        version: 1,
        updated_at: filed_at(),
    }
}

fn told(upheld: bool) -> DecidingObjection {
    let correction = upheld.then(|| of_tier(1));
    DecidingObjection::of(upheld, "经核实".to_owned(), correction).unwrap()
}

fn of_tier(tier: u32) -> Correction {
    let input = Written { indicator: "B1".to_owned(), tier: Some(tier), ..Written::default() };
    Correction { input: Some(input), ..Correction::default() }
}

/// Whatever they had a part in before.
fn permit(n: u128, role: Role, action: Action, on: &Objection) -> Permit {
    let fresh = Objection { decision: None, extended: None, ..on.clone() };
    authorize(&actor(n, role), action, &fresh).unwrap()
}

fn decide(on: &Objection, upheld: bool, now: Moment) -> Refused<Objection> {
    let action = if upheld { Action::ObjectionDecide } else { Action::ObjectionReject };
    let permit = permit(20, Role::StreetOfficer, action, on);
    let from = (scheme(), &Inputs::default());
    Ok(on.decide(&permit, told(upheld), from, (Some(&calendar()), now))?.0.after)
}

fn ask(on: &Objection, now: Moment) -> Refused<Objection> {
    let permit = permit(10, Role::Manager, Action::RecheckAsk, on);
    let asked = ("未核对备案系统".to_owned(), false);
    Ok(on.ask_recheck(&permit, asked, Some(&calendar()), now)?.after)
}

fn recheck(on: &Objection, upheld: bool, now: Moment) -> Refused<Objection> {
    let action = if upheld { Action::RecheckDecide } else { Action::RecheckReject };
    let permit = permit(30, Role::DistrictOfficer, action, on);
    let from = (scheme(), &Inputs::default());
    Ok(on.decide_recheck(&permit, told(upheld), from, now)?.0.after)
}

fn extend(on: &Objection, now: Moment) -> Refused<Objection> {
    let permit = permit(30, Role::DistrictOfficer, Action::ObjectionExtend, on);
    Ok(on.extend(&permit, "须会同复核".to_owned(), Some(&calendar()), now)?.after)
}

#[test]
fn the_table_is_sound() {
    assert_eq!(process::faults(&OBJECTION), Vec::<String>::new());
    assert_eq!(OBJECTION.states.len(), ObjectionState::ALL.len());
}

/// An objection in a state, with what a step from there needs.
fn in_state(state: ObjectionState) -> Objection {
    let rejected = decide(&filed(), false, filed_at()).unwrap();
    let asked = ask(&rejected, filed_at()).unwrap();
    match state {
        ObjectionState::Filed => filed(),
        ObjectionState::Upheld => decide(&filed(), true, filed_at()).unwrap(),
        ObjectionState::Rejected => rejected,
        ObjectionState::Rechecking => asked,
        ObjectionState::RecheckUpheld => recheck(&asked, true, filed_at()).unwrap(),
        ObjectionState::RecheckRejected => recheck(&asked, false, filed_at()).unwrap(),
    }
}

#[test]
fn every_step_from_every_state_and_none_outside_a_disclosure() {
    let now = filed_at();
    for state in ObjectionState::ALL {
        let one = in_state(*state);
        assert_eq!(one.state, *state);
        for cycle in CycleState::ALL {
            let one = Objection { cycle_state: *cycle, ..one.clone() };
            let steps = [
                (Action::ObjectionExtend, extend(&one, now)),
                (Action::ObjectionDecide, decide(&one, true, now)),
                (Action::ObjectionReject, decide(&one, false, now)),
                (Action::RecheckAsk, ask(&one, now)),
                (Action::RecheckDecide, recheck(&one, true, now)),
                (Action::RecheckReject, recheck(&one, false, now)),
            ];
            for (action, done) in steps {
                let open = *cycle == CycleState::Disclosed;
                match OBJECTION.target(*state, action).filter(|_| open) {
                    Some(target) => {
                        let after = done.unwrap();
                        assert_eq!((after.state, after.version), (target, one.version + 1));
                        assert!(one.legal(now).any(|legal| legal == action));
                    }
                    None => {
                        let no = done.unwrap_err();
                        assert_eq!(
                            (no.code, no.state),
                            (Code::NotAllowedNow, Some(state.as_str()))
                        );
                        assert!(!one.legal(now).any(|legal| legal == action), "{state} {action}");
                    }
                }
            }
        }
    }
}

#[test]
fn days_are_counted_by_the_calendar_with_the_holiday_between() {
    // Tuesday the 28th; Friday to Sunday are off.
    let days = calendar();
    assert_eq!(disclosed_until(Some(&days), filed_at()).unwrap(), at("2026-05-08T10:00:00"));
    assert_eq!(filed().due, at("2026-04-30T10:00:00"));
    assert_eq!(extend(&filed(), filed_at()).unwrap().due, at("2026-05-06T10:00:00"));
    let decided = decide(&filed(), false, at("2026-04-30T09:00:00")).unwrap();
    assert_eq!(decided.recheck_until, Some(at("2026-05-08T09:00:00")));
    let asked = ask(&decided, at("2026-05-08T08:59:59")).unwrap();
    assert_eq!(asked.recheck.unwrap().due, at("2026-05-22T08:59:59"));
    assert_eq!(ask(&decided, at("2026-05-08T09:00:00")).unwrap_err().code, Code::NotAllowedNow);
    assert_eq!(disclosed_until(None, filed_at()).unwrap_err().code, Code::Untimely);
}

#[test]
fn more_time_is_given_once_and_while_there_is_time() {
    let more = extend(&filed(), filed_at()).unwrap();
    assert_eq!(extend(&more, filed_at()).unwrap_err().code, Code::NotAllowedNow);
    let late = at("2026-04-30T10:00:01");
    assert_eq!(extend(&filed(), late).unwrap_err().code, Code::NotAllowedNow);
    let who = actor(30, Role::DistrictOfficer);
    let asked = ask(&decide(&more, false, filed_at()).unwrap(), filed_at()).unwrap();
    assert!(!may(&who, Action::RecheckDecide, &asked), "decided something of it before");
}

#[test]
fn what_is_late_is_marked_once_for_each_of_the_two() {
    let lapse = |on: &Objection, now| {
        let permit = authorize(&Actor::system(), Action::ObjectionLapse, on).unwrap();
        on.lapse(&permit, now).unwrap().map(|change| change.after)
    };
    let (due, late) = (at("2026-04-30T10:00:00"), at("2026-04-30T10:00:01"));
    assert_eq!(lapse(&filed(), due), None);
    let marked = lapse(&filed(), late).unwrap();
    assert_eq!((marked.overdue_at, marked.watched()), (Some(late), None));
    assert_eq!(lapse(&marked, late), None);
    let decided = decide(&marked, false, late).unwrap();
    assert_eq!(lapse(&decided, at("2027-01-01T00:00:00")), None);
    let asked = ask(&decided, late).unwrap();
    let again = lapse(&asked, at("2027-01-01T00:00:00")).unwrap();
    assert!(again.recheck.as_ref().unwrap().overdue_at.is_some());
    assert_eq!(lapse(&again, at("2027-01-02T00:00:00")), None);
}
