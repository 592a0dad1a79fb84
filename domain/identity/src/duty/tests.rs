//! Who may be given which duty, case by case.

use access::{Actor, Duty, Reach, Relation, Subject, Who, authorize};
use chrono::{DateTime, Duration};
use kernel::{FieldError, Uuid};

use super::*;

struct Anything;

impl Subject for Anything {
    fn stands(&self, _: &Actor, _: &Duty, _: Relation) -> bool {
        true
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

fn now() -> Moment {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn grant(new: &NewDuty) -> Refused<Grant> {
    let role = Role::Administrator;
    let duty = Duty { id: None, role, reach: Reach::Everywhere, scopes: Vec::new() };
    let actor = Actor::new(Who::Account(account(1)), vec![duty]);
    Grant::check(&authorize(&actor, Action::DutyGrant, &Anything).unwrap(), new, now())
}

fn new(role: Role, reach: Option<GrantReach>) -> NewDuty {
    let shown_as_volunteer = role == Role::Volunteer;
    NewDuty { account: account(2), role, reach, from: None, until: None, shown_as_volunteer }
}

fn area(level: Level) -> Option<GrantReach> {
    Some(GrantReach::Area { level, key: 1 })
}

fn organization(enterprise: bool) -> Option<GrantReach> {
    Some(GrantReach::Organization { id: Uuid::nil().into(), enterprise })
}

#[test]
fn every_role_is_held_in_its_own_kind_of_scope() {
    let estate = Some(GrantReach::Estate(7));
    for (role, reach, fault) in [
        (Role::Volunteer, estate, None),
        (Role::Volunteer, None, Some(("estate_id", Fault::Required))),
        (Role::BranchSecretary, area(Level::Community), Some(("area_id", Fault::NotAllowed))),
        (Role::GridWorker, area(Level::Grid), None),
        (Role::GridWorker, area(Level::Street), Some(("area_id", Fault::NotAllowed))),
        (Role::StreetOfficer, area(Level::Street), None),
        (Role::StreetOfficer, area(Level::District), Some(("area_id", Fault::NotAllowed))),
        (Role::StreetOfficer, None, Some(("area_id", Fault::Required))),
        (Role::Worker, organization(true), None),
        (Role::Worker, organization(false), Some(("organization_id", Fault::NotAllowed))),
        (Role::DepartmentOfficer, organization(false), None),
        (Role::DepartmentOfficer, organization(true), Some(("organization_id", Fault::NotAllowed))),
        (Role::Manager, estate, Some(("estate_id", Fault::NotAllowed))),
        (Role::Manager, None, Some(("organization_id", Fault::Required))),
        (Role::Resident, estate, Some(("role", Fault::NotAllowed))),
        (Role::SystemClient, area(Level::District), Some(("role", Fault::NotAllowed))),
        (Role::System, None, Some(("role", Fault::NotAllowed))),
    ] {
        let found = grant(&new(role, reach)).err().map(|refusal| refusal.errors);
        let wanted = fault.map(|(at, fault)| vec![FieldError::body(at, fault)]);
        assert_eq!(found, wanted, "{role} {reach:?}");
    }
}

#[test]
fn nobody_grants_to_themselves() {
    let own = NewDuty { account: account(1), ..new(Role::Auditor, area(Level::District)) };
    assert_eq!(grant(&own).unwrap_err().code, Code::OutsideScope);
}

#[test]
fn a_volunteer_agrees_to_be_shown_and_nobody_else_does() {
    let field = |new: &NewDuty| grant(new).unwrap_err().errors;
    let volunteer = new(Role::Volunteer, Some(GrantReach::Estate(7)));
    let silent = NewDuty { shown_as_volunteer: false, ..volunteer };
    assert_eq!(field(&silent), [FieldError::body("shown_as_volunteer", Fault::Required)]);
    let branch = NewDuty { role: Role::BranchSecretary, ..volunteer };
    assert_eq!(field(&branch), [FieldError::body("shown_as_volunteer", Fault::NotAllowed)]);
}

#[test]
fn a_duty_holds_from_its_beginning_to_before_its_end() {
    let hours = |hours| now() + Duration::hours(hours);
    let asked = |from, until| NewDuty { from, until, ..new(Role::Auditor, area(Level::District)) };
    for (from, until) in [(None, 0), (None, -1), (Some(5), 5), (Some(5), 4), (Some(-9), -1)] {
        let refused = grant(&asked(from.map(hours), Some(hours(until)))).unwrap_err();
        assert_eq!(refused.errors, [FieldError::body("until", Fault::Order)]);
    }
    let backdated = grant(&asked(Some(hours(-9)), None)).unwrap();
    assert_eq!(backdated.tenure.from, now());
    let tenure = grant(&asked(Some(hours(1)), Some(hours(3)))).unwrap().tenure;
    use DutyState::{Active, Ended, Planned};
    for (at, state) in [(0, Planned), (1, Active), (2, Active), (3, Ended)] {
        assert_eq!(tenure.state(hours(at)), state, "{at}");
    }
    let ended = tenure.end(hours(2)).unwrap();
    assert_eq!(ended.state(hours(2)), Ended);
    assert_eq!(ended.end(hours(2)).unwrap_err().state, Some("ended"));
}
