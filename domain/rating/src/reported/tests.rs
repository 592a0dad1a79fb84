//! The way of a reported figure, its period, and what may be written of it.

use access::{Action, Actor, Duty, Level, Reach, Role, ScopePath, Who, authorize, may};
use chrono::NaiveDate;
use kernel::{AccountId, ClientId, Code, Moment, OrganizationId, Refused, Uuid};
use proptest::prelude::*;

use super::*;
use crate::Period;
use crate::{Evidence, MAX_INPUT, Unit};

const HERE: ScopePath = ScopePath {
    district: Some(1),
    street: Some(2),
    community: Some(3),
    grid: None,
    estate: Some(7),
};
const FEES: &str = "finance.fee_collection_rate";

fn now() -> Moment {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn today() -> NaiveDate {
    "2026-09-21".parse().unwrap()
}

fn enterprise() -> OrganizationId {
    OrganizationId(Uuid::from_u128(900))
}

fn actor(number: u128, role: Role) -> Actor {
    let reach = match role {
        Role::Manager => Reach::Organization { id: enterprise(), estates: vec![7] },
        _ => Reach::Area { level: Level::Street, key: 2 },
    };
    let scopes = vec!["ratings:report".to_owned()];
    let who = match role {
        Role::SystemClient => Who::Client(ClientId(Uuid::from_u128(number))),
        _ => Who::Account(AccountId(Uuid::from_u128(number))),
    };
    Actor::new(who, vec![Duty { id: None, role, reach, scopes }])
}

fn desk() -> ReportedDesk {
    ReportedDesk { path: HERE, enterprise: Some(enterprise()) }
}

fn reported_by(who: &Actor, value: ReportedValue) -> ReportedFigure {
    let permit = authorize(who, Action::ReportFigure, &desk()).unwrap();
    let told = Reporting {
        id: Uuid::from_u128(1).into(),
        path: HERE,
        enterprise: enterprise(),
        figure: FEES.to_owned(),
        period: Period::of(2026, Some(2)).unwrap(),
        value,
        evidence: Evidence { words: "收费台账".to_owned(), links: Vec::new() },
    };
    ReportedFigure::report(&permit, told, now()).unwrap().after
}

fn reported() -> ReportedFigure {
    reported_by(&actor(20, Role::Manager), ReportedValue::Share { part: 9, whole: 10 })
}

fn judged(figure: &ReportedFigure, action: Action) -> Refused<ReportedFigure> {
    let permit = authorize(&actor(10, Role::PropertyOffice), action, figure).unwrap();
    figure.judge(&permit, "核对一致".to_owned(), now()).map(|change| change.after)
}

fn replaced(figure: &ReportedFigure) -> Refused<ReportedFigure> {
    let permit = authorize(&Actor::system(), Action::ReportedReplace, figure).unwrap();
    let by = Uuid::from_u128(2).into();
    figure.replace(&permit, by, now()).map(|change| change.after)
}

#[test]
fn the_table_is_sound() {
    assert_eq!(process::faults(&REPORTED), Vec::<String>::new());
}

#[test]
fn a_figure_is_decided_on_once_and_gives_way_to_a_newer_one() {
    let verified = judged(&reported(), Action::ReportedVerify).unwrap();
    let rejected = judged(&reported(), Action::ReportedReject).unwrap();
    assert_eq!(
        [verified.state, rejected.state],
        [ReportedState::Verified, ReportedState::Rejected]
    );
    for done in [&verified, &rejected] {
        for action in [Action::ReportedVerify, Action::ReportedReject] {
            assert_eq!(judged(done, action).unwrap_err().code, Code::NotAllowedNow);
        }
    }
    let old = replaced(&verified).unwrap();
    assert_eq!((old.state, old.version), (ReportedState::Replaced, 3));
    assert!(replaced(&reported()).is_ok());
    for done in [&rejected, &old] {
        assert_eq!(replaced(done).unwrap_err().code, Code::NotAllowedNow);
    }
}

#[test]
fn who_reported_verifies_nothing() {
    let own = reported();
    let system = actor(10, Role::SystemClient);
    let by_system = reported_by(&system, ReportedValue::Count(3));
    assert!(may(&actor(11, Role::PropertyOffice), Action::ReportedVerify, &own));
    assert!(may(&actor(11, Role::PropertyOffice), Action::ReportedVerify, &by_system));
    assert!(!may(&actor(20, Role::PropertyOffice), Action::ReportedVerify, &own));
    assert!(!may(&actor(20, Role::Manager), Action::ReportedVerify, &own));
    assert!(!may(&system, Action::ReportedVerify, &by_system));
    for (role, allowed) in
        [(Role::Manager, true), (Role::SystemClient, true), (Role::PropertyOffice, false)]
    {
        assert_eq!(may(&actor(1, role), Action::ReportFigure, &desk()), allowed, "{role}");
    }
    let other = ReportedDesk { enterprise: Some(Uuid::from_u128(901).into()), ..desk() };
    assert!(!may(&actor(1, Role::Manager), Action::ReportFigure, &other));
}

#[test]
fn a_period_is_a_whole_quarter_or_year_that_is_over() {
    for (year, quarter, first, last) in [
        (2026, Some(1), "2026-01-01", "2026-03-31"),
        (2026, Some(2), "2026-04-01", "2026-06-30"),
        (2025, Some(4), "2025-10-01", "2025-12-31"),
        (2024, None, "2024-01-01", "2024-12-31"),
    ] {
        let period = period_over((year, quarter), today()).unwrap();
        assert_eq!(
            (period.first.to_string(), period.last.to_string()),
            (first.into(), last.into())
        );
        assert_eq!((period.year(), period.quarter()), (year, quarter));
    }
    for (year, quarter) in [
        (2026, Some(3)),
        (2026, None),
        (2027, Some(1)),
        (2023, Some(4)),
        (2026, Some(0)),
        (2026, Some(5)),
        (i32::MAX, None),
    ] {
        assert!(period_over((year, quarter), today()).is_err(), "{year} {quarter:?}");
    }
    let over = "2026-10-01".parse().unwrap();
    assert!(period_over((2026, Some(3)), over).is_ok());
}

#[test]
fn only_what_is_measured_outside_is_reported() {
    for (name, unit) in [
        ("patrol.completion_rate", Unit::Ratio),
        ("safety.hazard_closed_on_time_rate", Unit::Ratio),
        (FEES, Unit::Ratio),
        ("safety.drill_count_in_half_year", Unit::Count),
    ] {
        assert_eq!(reportable(name).map(|figure| figure.unit), Some(unit), "{name}");
    }
    for name in ["ticket.response_rate", "rectification.closed_on_time_rate", "", "fees"] {
        assert!(reportable(name).is_none(), "{name}");
    }
}

proptest! {
    #[test]
    fn a_share_is_no_more_than_its_whole(part in 0..=MAX_INPUT + 1, whole in 0..=MAX_INPUT + 1) {
        let rate = reportable(FEES).unwrap();
        let read = ReportedValue::read(rate, [Some(part), Some(whole), None]);
        prop_assert_eq!(read.is_ok(), part <= whole && whole <= MAX_INPUT);
        if let Ok(value) = read {
            prop_assert_eq!(ReportedValue::of(value.written()), Some(value));
        }
        prop_assert!(ReportedValue::read(rate, [Some(part), Some(whole), Some(1)]).is_err());
        prop_assert!(ReportedValue::read(rate, [Some(part), None, None]).is_err());
        let drills = reportable("safety.drill_count_in_half_year").unwrap();
        let counted = ReportedValue::read(drills, [None, None, Some(part)]);
        prop_assert_eq!(counted.is_ok(), part <= MAX_INPUT);
        prop_assert!(ReportedValue::read(drills, [Some(0), Some(whole), None]).is_err());
    }
}
