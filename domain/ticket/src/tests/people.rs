//! The people of the estate and of the offices above it.

use access::{Actor, Duty, Level, Reach, Role, Who};
use kernel::{OrganizationId, Uuid};

use super::fixture::{DEPARTMENT, ENTERPRISE, account};

fn duty(role: Role, reach: Reach) -> Duty {
    Duty { id: None, role, reach, scopes: Vec::new() }
}

pub(super) fn staff(n: u128, role: Role, id: OrganizationId) -> Actor {
    let estates = if id == ENTERPRISE { vec![5] } else { Vec::new() };
    Actor::new(Who::Account(account(n)), vec![duty(role, Reach::Organization { id, estates })])
}

pub(super) fn on_estate(n: u128, role: Role) -> Actor {
    Actor::new(Who::Account(account(n)), vec![duty(role, Reach::Estate(5))])
}

pub(super) fn in_area(n: u128, role: Role, level: Level, key: i32) -> Actor {
    Actor::new(Who::Account(account(n)), vec![duty(role, Reach::Area { level, key })])
}

pub(super) fn resident() -> Actor {
    on_estate(10, Role::Resident)
}
pub(super) fn neighbour() -> Actor {
    on_estate(11, Role::Resident)
}
pub(super) fn dispatcher() -> Actor {
    staff(20, Role::Dispatcher, ENTERPRISE)
}
pub(super) fn worker() -> Actor {
    staff(21, Role::Worker, ENTERPRISE)
}
pub(super) fn manager() -> Actor {
    staff(22, Role::Manager, ENTERPRISE)
}
pub(super) fn volunteer(n: u128) -> Actor {
    on_estate(n, Role::Volunteer)
}
pub(super) fn branch() -> Actor {
    on_estate(40, Role::BranchSecretary)
}
pub(super) fn specialist() -> Actor {
    in_area(41, Role::Specialist, Level::Community, 3)
}
pub(super) fn community() -> Actor {
    in_area(50, Role::CommunityOfficer, Level::Community, 3)
}
pub(super) fn grid() -> Actor {
    in_area(51, Role::GridWorker, Level::Community, 3)
}
pub(super) fn street() -> Actor {
    in_area(60, Role::StreetOfficer, Level::Street, 2)
}
pub(super) fn stranger() -> Actor {
    in_area(70, Role::CommunityOfficer, Level::Community, 4)
}
pub(super) fn department() -> Actor {
    staff(80, Role::DepartmentOfficer, DEPARTMENT)
}

pub(super) fn secretary() -> Actor {
    in_area(52, Role::CommunitySecretary, Level::Community, 3)
}
pub(super) fn district() -> Actor {
    in_area(61, Role::DistrictOfficer, Level::District, 1)
}

pub(super) fn everyone() -> Vec<Actor> {
    let client = Who::Client(kernel::ClientId(Uuid::from_u128(90)));
    let system = Duty {
        scopes: vec!["tickets:read".to_owned(), "tickets:submit".to_owned()],
        ..duty(Role::SystemClient, Reach::Everywhere)
    };
    vec![
        secretary(),
        district(),
        staff(81, Role::CommunityPolice, DEPARTMENT),
        in_area(62, Role::PropertyOffice, Level::Street, 2),
        in_area(53, Role::HotlineOperator, Level::District, 1),
        on_estate(54, Role::CommitteeMember),
        in_area(63, Role::Auditor, Level::District, 1),
        Actor::new(Who::Account(account(64)), vec![duty(Role::Administrator, Reach::Everywhere)]),
        Actor::new(client, vec![system]),
        resident(),
        neighbour(),
        dispatcher(),
        worker(),
        manager(),
        volunteer(30),
        branch(),
        specialist(),
        community(),
        grid(),
        street(),
        stranger(),
        department(),
        Actor::system(),
    ]
}
