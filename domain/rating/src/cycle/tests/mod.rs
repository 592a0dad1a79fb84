//! Cycles: their periods, their steps, and which estates they rate.

mod disclosing;
mod estates;
mod sheets;
mod signing;

use std::collections::BTreeSet;

use access::{Action, Actor, Duty, Level, Reach, Role, ScopePath, Who, authorize, may};
use chrono::NaiveDate;
use kernel::{AccountId, Code, Moment, OrganizationId, SchemeId, Uuid};
use proptest::prelude::*;

use super::*;
use crate::{Fact, Scheme, shipped};

const HERE: ScopePath = ScopePath {
    district: Some(1),
    street: Some(2),
    community: Some(3),
    grid: None,
    estate: Some(7),
};
const DISTRICT: ScopePath =
    ScopePath { district: Some(1), street: None, community: None, grid: None, estate: None };

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> Moment {
    format!("{text}T00:00:00Z").parse().unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn enterprise() -> OrganizationId {
    OrganizationId(id(900))
}

fn template() -> &'static Scheme {
    &shipped()[0].scheme
}

fn actor(n: u128, role: Role) -> Actor {
    let reach = match role {
        Role::Manager => Reach::Organization { id: enterprise(), estates: vec![7] },
        Role::DistrictOfficer => Reach::Area { level: Level::District, key: 1 },
        Role::StreetOfficer | Role::PropertyOffice => Reach::Area { level: Level::Street, key: 2 },
        Role::CommunitySecretary | Role::CommunityOfficer => {
            Reach::Area { level: Level::Community, key: 3 }
        }
        _ => Reach::Estate(7),
    };
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(id(n))), vec![duty])
}

fn planning(kind: CycleKind, first_on: &str, due_on: &str) -> Planning {
    Planning {
        id: id(1).into(),
        name: "2026年第四季度星级评价".to_owned(),
        kind,
        first_on: day(first_on),
        path: DISTRICT,
        due_on: day(due_on),
        sheets_due: at("2027-01-16"),
    }
}

fn plan(told: Planning) -> kernel::Refused<CycleChange> {
    let district = actor(10, Role::DistrictOfficer);
    let permit = authorize(&district, Action::CyclePlan, &CycleDesk { path: DISTRICT }).unwrap();
    Cycle::plan(&permit, told, &[], (at("2026-10-08"), day("2026-10-08")))
}

fn planned() -> Cycle {
    plan(planning(CycleKind::Quarter, "2026-10-01", "2027-01-15")).unwrap().after
}

fn candidate(from: &str, last: Option<&str>) -> Candidate {
    let service = Service {
        contract: id(50).into(),
        enterprise: enterprise(),
        from: day(from),
        last: last.map(day),
    };
    Candidate {
        path: HERE,
        services: vec![service],
        facts: BTreeSet::from([Fact::HasBranch]),
        has_members: false,
    }
}

fn opening(cycle: &Cycle, estates: Vec<Candidate>) -> kernel::Refused<Opening> {
    let permit = authorize(&actor(10, Role::DistrictOfficer), Action::CycleOpen, cycle).unwrap();
    let mut next = 100;
    let ids = || {
        next += 1;
        id(next)
    };
    let scheme = Some((SchemeId(id(2)), template()));
    cycle.open(&permit, scheme, (estates, ids), at("2026-10-08"))
}

fn opened() -> Opening {
    opening(&planned(), vec![candidate("2025-01-01", None)]).unwrap()
}

fn at_state(state: CycleState) -> Cycle {
    Cycle { state, ..planned() }
}

#[test]
fn the_tables_are_sound() {
    assert_eq!(process::faults(&CYCLE), Vec::<String>::new());
    assert_eq!(process::faults(&SHEET), Vec::<String>::new());
    assert_eq!(CYCLE.states, CycleState::ALL);
    assert_eq!(SHEET.states, SheetState::ALL);
}

#[test]
fn every_step_of_a_cycle_from_every_state() {
    let district = actor(10, Role::DistrictOfficer);
    let today = day("2027-01-04");
    let now = at("2027-01-04");
    for state in CycleState::ALL {
        let cycle = at_state(*state);
        let permit = |action| authorize(&district, action, &cycle).unwrap();
        let scheme = Some((SchemeId(id(2)), template()));
        let none = (Vec::new(), || id(1));
        let steps = [
            (
                Action::CycleOpen,
                cycle.open(&permit(Action::CycleOpen), scheme, none, now).map(|one| one.change),
            ),
            (Action::CycleStart, cycle.start(&permit(Action::CycleStart), (now, today))),
            (Action::CycleCompute, cycle.compute(&permit(Action::CycleCompute), now)),
            (Action::CycleDisclose, cycle.disclose(&permit(Action::CycleDisclose), now, now)),
            (Action::CycleFinalize, disclosing::ended(&cycle, &permit(Action::CycleFinalize), now)),
            (Action::CycleCancel, cycle.cancel(&permit(Action::CycleCancel), "停办", now)),
        ];
        for (action, done) in steps {
            match CYCLE.target(*state, action) {
                Some(target) => {
                    let after = done.unwrap().after;
                    assert_eq!((after.state, after.version), (target, 2), "{state} {action}");
                }
                None => {
                    let no = done.unwrap_err();
                    assert_eq!((no.code, no.state), (Code::NotAllowedNow, Some(state.as_str())));
                }
            }
        }
        let legal: Vec<Action> = cycle.legal(today).collect();
        assert!(legal.iter().all(|action| CYCLE.target(*state, *action).is_some()));
    }
}

#[test]
fn whole_quarters_and_years_alone() {
    assert_eq!(planned().last_on, day("2026-12-31"));
    let year = plan(planning(CycleKind::Year, "2026-01-01", "2027-01-15")).unwrap().after;
    assert_eq!(year.last_on, day("2026-12-31"));
    for (kind, first_on, due_on, field) in [
        (CycleKind::Quarter, "2026-10-02", "2027-01-15", "first_on"),
        (CycleKind::Quarter, "2026-11-01", "2027-01-31", "first_on"),
        (CycleKind::Year, "2026-04-01", "2027-04-15", "first_on"),
        (CycleKind::Quarter, "2023-10-01", "2027-01-15", "first_on"),
        (CycleKind::Quarter, "2026-10-01", "2026-12-31", "due_on"),
        (CycleKind::Quarter, "2026-10-01", "2027-04-03", "due_on"),
        (CycleKind::Quarter, "2026-07-01", "2026-10-07", "due_on"),
    ] {
        let no = plan(planning(kind, first_on, due_on)).unwrap_err();
        let pointer = kernel::At::Pointer(format!("#/{field}"));
        assert_eq!(no.errors[0].at, pointer, "{first_on} {due_on}");
    }
    let blank = Planning {
        name: " ".to_owned(),
        ..planning(CycleKind::Quarter, "2026-10-01", "2027-01-15")
    };
    assert_eq!(plan(blank).unwrap_err().code, Code::ValidationFailed);
}

#[test]
fn another_of_the_period_is_refused() {
    let district = actor(10, Role::DistrictOfficer);
    let permit = authorize(&district, Action::CyclePlan, &CycleDesk { path: DISTRICT }).unwrap();
    let told = planning(CycleKind::Quarter, "2026-10-01", "2027-01-15");
    let no = Cycle::plan(&permit, told, &[id(8).into()], (at("2026-10-08"), day("2026-10-08")));
    assert_eq!(no.unwrap_err().code, Code::CycleOverlaps);
}

#[test]
fn an_opening_needs_a_scheme_and_time_and_scoring_the_period_over() {
    let district = actor(10, Role::DistrictOfficer);
    let cycle = planned();
    let permit = authorize(&district, Action::CycleOpen, &cycle).unwrap();
    let no = cycle.open(&permit, None, (Vec::new(), || id(1)), at("2026-10-08"));
    assert_eq!(no.unwrap_err().code, Code::NoSchemeInForce);
    let scheme = Some((SchemeId(id(2)), template()));
    let no = cycle.open(&permit, scheme, (Vec::new(), || id(1)), cycle.sheets_due);
    assert_eq!(no.unwrap_err().code, Code::Untimely);
    let open = opened().change.after;
    let permit = authorize(&district, Action::CycleStart, &open).unwrap();
    let no = open.start(&permit, (at("2026-12-31"), open.last_on));
    assert_eq!(no.unwrap_err().code, Code::Untimely);
    assert!(!open.legal(open.last_on).any(|action| action == Action::CycleStart));
    assert!(open.start(&permit, (at("2027-01-01"), day("2027-01-01"))).is_ok());
}

#[test]
fn a_district_plans_and_nobody_below() {
    let may_plan = |role| may(&actor(1, role), Action::CyclePlan, &CycleDesk { path: DISTRICT });
    assert!(may_plan(Role::DistrictOfficer));
    for role in [Role::StreetOfficer, Role::PropertyOffice, Role::Manager, Role::BranchSecretary] {
        assert!(!may_plan(role), "{role}");
    }
}

proptest! {
    #[test]
    fn every_day_lies_in_its_period(days in 0_i64..40_000) {
        let on = day("1990-01-01") + chrono::TimeDelta::days(days);
        for kind in CycleKind::ALL {
            let first = kind.first_of(on);
            let last = kind.last_of(first).unwrap();
            prop_assert!(first <= on && on <= last);
            prop_assert_eq!(kind.first_of(last), first);
            prop_assert_eq!(kind.first_of(last.succ_opt().unwrap()), last.succ_opt().unwrap());
        }
    }
}
