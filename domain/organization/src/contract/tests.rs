//! Days of service, overlaps and endings, case by case.

use access::{Actor, Duty, Level, Reach, Role, ScopePath, Who, authorize};
use chrono::DateTime;
use kernel::{AccountId, At::Pointer, Code, Uuid};
use place::{Area, At, Management, NewArea, NewEstate, Phase};

use super::*;
use crate::NewOrganization;

fn now() -> Moment {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn permit(action: Action) -> Permit {
    let role = Role::Administrator;
    let duty = Duty { id: None, role, reach: Reach::Everywhere, scopes: Vec::new() };
    let actor = Actor::new(Who::Account(AccountId(Uuid::from_u128(1))), vec![duty]);
    authorize(&actor, action, &At::open(ScopePath::default())).unwrap()
}

fn area(key: i32, level: Level, parent: Option<&Area>) -> Area {
    let new = NewArea { key, id: Uuid::nil().into(), level, name: "区域".into(), code: None };
    Area::create(&permit(Action::AreaCreate), new, parent, now()).unwrap()
}

fn street() -> Area {
    area(2, Level::Street, Some(&area(1, Level::District, None)))
}

fn estate() -> Estate {
    let new = NewEstate {
        key: 7,
        id: Uuid::nil().into(),
        name: "小区".into(),
        address: None,
        management: Management::Enterprise,
        phase: Phase::Maturity,
    };
    let community = area(3, Level::Community, Some(&street()));
    Estate::create(&permit(Action::EstateCreate), new, &community, now()).unwrap()
}

fn new_organization(credit_code: Option<&str>) -> NewOrganization {
    NewOrganization {
        id: Uuid::from_u128(5).into(),
        name: "单位".into(),
        credit_code: credit_code.map(|code| code.parse().unwrap()),
        phone: None,
    }
}

fn enterprise() -> Organization {
    let new = new_organization(Some("91440307MA5TXT036T"));
    Organization::enterprise(&permit(Action::EnterpriseCreate), new, &street(), now()).unwrap()
}

fn day(text: &str) -> NaiveDate {
    format!("2026-{text}").parse().unwrap()
}

fn contract(from: &str, to: Option<&str>, others: &[Contract]) -> Refused<Contract> {
    let new = NewContract { id: Uuid::nil().into(), from: day(from), to: to.map(day) };
    let parties = (&enterprise(), &estate());
    Contract::create(&permit(Action::ContractCreate), new, parties, others, now())
}

fn end(contract: &Contract, on: &str, today: &str) -> Refused<Contract> {
    let days = (day(on), day(today));
    contract.end(&permit(Action::ContractEnd), days, "解约".into(), now())
}

fn fault<T: std::fmt::Debug>(result: Refused<T>) -> (String, Fault) {
    let error = result.unwrap_err().errors.remove(0);
    let Pointer(path) = error.at else { panic!("{error:?}") };
    (path, error.fault)
}

#[test]
fn the_last_day_is_a_day_of_service_and_the_day_of_ending_is_not() {
    let whole = contract("03-01", Some("05-31"), &[]).unwrap();
    let cut = end(&whole, "04-10", "03-05").unwrap();
    use ContractState::{Ended, InForce, Planned};
    for (today, of_whole, of_cut) in [
        ("02-28", Planned, Planned),
        ("03-01", InForce, InForce),
        ("04-09", InForce, InForce),
        ("04-10", InForce, Ended),
        ("05-31", InForce, Ended),
        ("06-01", Ended, Ended),
    ] {
        assert_eq!((whole.state(day(today)), cut.state(day(today))), (of_whole, of_cut), "{today}");
        assert_eq!(whole.in_force(day(today)), of_whole == InForce);
    }
}

#[test]
fn one_enterprise_serves_an_estate_on_any_one_day() {
    let known = contract("03-01", Some("05-31"), &[]).unwrap();
    let cut = end(&known, "04-10", "03-05").unwrap();
    let open = contract("08-01", None, &[]).unwrap();
    for (other, from, to, free) in [
        (&known, "01-01", Some("02-28"), true),
        (&known, "01-01", Some("03-01"), false),
        (&known, "05-31", None, false),
        (&known, "06-01", None, true),
        (&known, "04-01", Some("04-02"), false),
        (&known, "01-01", None, false),
        (&cut, "04-09", None, false),
        (&cut, "04-10", None, true),
        (&open, "07-01", Some("07-31"), true),
        (&open, "09-01", Some("09-30"), false),
        (&open, "07-01", None, false),
    ] {
        let made = contract(from, to, std::slice::from_ref(other));
        assert_eq!(made.is_ok(), free, "{from} {to:?}");
        if let Err(refused) = made {
            assert_eq!(fault::<()>(Err(refused)), ("#/from_date".to_owned(), Fault::Taken));
        }
    }
}

#[test]
fn a_contract_that_was_ended_before_it_began_serves_on_no_day() {
    let planned = contract("08-01", None, &[]).unwrap();
    let ended = end(&planned, "07-01", "07-01").unwrap();
    assert_eq!(ended.state(day("07-15")), ContractState::Ended);
    assert!(contract("08-01", None, &[ended]).is_ok());
}

#[test]
fn endings_that_are_refused() {
    let known = contract("03-01", Some("05-31"), &[]).unwrap();
    let order = ("#/ended_on".to_owned(), Fault::Order);
    assert_eq!(fault(end(&known, "03-09", "03-10")), order);
    assert_eq!(fault(end(&known, "06-01", "03-10")), order);
    let ended = end(&known, "03-10", "03-10").unwrap();
    for (contract, today) in [(&ended, "03-10"), (&known, "06-01")] {
        let refused = end(contract, today, today).unwrap_err();
        assert_eq!((refused.code, refused.state), (Code::NotAllowedNow, Some("ended")));
    }
}

#[test]
fn contracts_that_are_refused() {
    assert_eq!(
        fault(contract("03-02", Some("03-01"), &[])),
        ("#/to_date".to_owned(), Fault::Order)
    );
    let permit_department = permit(Action::DepartmentCreate);
    let department =
        Organization::department(&permit_department, new_organization(None), &street(), now());
    let new = NewContract { id: Uuid::nil().into(), from: day("03-01"), to: None };
    let parties = (&department.unwrap(), &estate());
    let made = Contract::create(&permit(Action::ContractCreate), new, parties, &[], now());
    assert_eq!(fault(made), ("#/organization_id".to_owned(), Fault::NotAllowed));
    let nameless = new_organization(None);
    let made =
        Organization::enterprise(&permit(Action::EnterpriseCreate), nameless, &street(), now());
    assert_eq!(fault(made), ("#/credit_code".to_owned(), Fault::Required));
}
