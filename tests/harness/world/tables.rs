//! Who and what is in the neighbourhood.

use access::{Level, Role};
use place::{Management, PremisesUse};

use organization::OrganizationKind;
use ticket::Kind;

/// Where a duty is held, by the name of the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Area(&'static str),
    Estate(&'static str),
    Organization(&'static str),
    Everywhere,
}

/// Someone with an account.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub name: &'static str,
    pub duties: &'static [(Role, Where)],
    /// The home of a resident.
    pub home: Option<&'static str>,
}

/// Name, level, the area above it.
pub(super) const AREAS: &[(&str, Level, Option<&str>)] = &[
    ("district", Level::District, None),
    ("street", Level::Street, Some("district")),
    ("community", Level::Community, Some("street")),
    ("grid", Level::Grid, Some("community")),
    ("next-community", Level::Community, Some("street")),
    ("other-street", Level::Street, Some("district")),
    ("other-community", Level::Community, Some("other-street")),
    ("other-grid", Level::Grid, Some("other-community")),
    ("far-district", Level::District, None),
    ("far-street", Level::Street, Some("far-district")),
    ("far-community", Level::Community, Some("far-street")),
];

/// Name, area, how it is managed.
pub(super) const ESTATES: &[(&str, &str, Management)] = &[
    ("estate", "grid", Management::Enterprise),
    ("bare-estate", "community", Management::None),
    ("next-estate", "next-community", Management::None),
    ("other-estate", "other-grid", Management::Enterprise),
    ("far-estate", "far-community", Management::None),
];

/// Name, estate.
pub(super) const BUILDINGS: &[(&str, &str)] =
    &[("building", "estate"), ("bare-building", "bare-estate"), ("other-building", "other-estate")];

/// Name, building, use, hundredths of a square metre.
pub(super) const PREMISES: &[(&str, &str, PremisesUse, i64)] = &[
    ("premises", "building", PremisesUse::Residential, 8_953),
    ("free-premises", "building", PremisesUse::Residential, 12_000),
    ("bare-premises", "bare-building", PremisesUse::Residential, 6_000),
    ("other-premises", "other-building", PremisesUse::Residential, 9_900),
];

/// Name, kind, area, credit code.
pub(super) const ORGANIZATIONS: &[(&str, OrganizationKind, &str, Option<&str>)] = &[
    ("enterprise", OrganizationKind::Enterprise, "district", Some("91440307MA5TXT01X0")),
    ("other-enterprise", OrganizationKind::Enterprise, "district", Some("91440307MA5TXT0280")),
    ("department", OrganizationKind::Department, "district", None),
    ("other-department", OrganizationKind::Department, "other-street", None),
    ("police", OrganizationKind::Department, "street", None),
];

/// Enterprise, estate.
pub(super) const CONTRACTS: &[(&str, &str)] =
    &[("enterprise", "estate"), ("other-enterprise", "other-estate")];

/// Name, the one above it, default kind.
pub(super) const CATEGORIES: &[(&str, Option<&str>, Kind)] = &[
    ("repairs", None, Kind::Repair),
    ("lift", Some("repairs"), Kind::Repair),
    ("noise", None, Kind::Complaint),
    ("indoors", Some("repairs"), Kind::Repair),
    ("retired", None, Kind::Help),
];

const fn held(name: &'static str, duties: &'static [(Role, Where)]) -> Person {
    Person { name, duties, home: None }
}

const fn resident(name: &'static str, home: &'static str) -> Person {
    Person { name, duties: &[], home: Some(home) }
}

const HERE: Where = Where::Estate("estate");
const STAFF: Where = Where::Organization("enterprise");
const OTHER_STAFF: Where = Where::Organization("other-enterprise");

/// Everyone. Besides those of the demo: `worker2`, `both` (resident and volunteer of `estate`), `bare-resident` and
/// `bare-branch` of `bare-estate`, officers of the neighbouring community and the far district, `nobody` without a duty,
/// `former` whose duty of dispatcher ended, `future` whose duty begins in a year, and `disabled`.
#[rustfmt::skip]
pub const PEOPLE: &[Person] = &[
    held("admin", &[(Role::Administrator, Where::Everywhere)]),
    resident("resident", "premises"),
    resident("neighbour", "premises"),
    held("dispatcher", &[(Role::Dispatcher, STAFF)]),
    held("worker", &[(Role::Worker, STAFF)]),
    held("worker2", &[(Role::Worker, STAFF)]),
    held("manager", &[(Role::Manager, STAFF)]),
    held("volunteer", &[(Role::Volunteer, HERE)]),
    held("volunteer2", &[(Role::Volunteer, HERE)]),
    Person { name: "both", duties: &[(Role::Volunteer, HERE)], home: Some("premises") },
    held("branch", &[(Role::BranchSecretary, HERE)]),
    held("committee", &[(Role::CommitteeMember, HERE)]),
    held("grid", &[(Role::GridWorker, Where::Area("grid"))]),
    held("community", &[(Role::CommunityOfficer, Where::Area("community"))]),
    held("secretary", &[(Role::CommunitySecretary, Where::Area("community"))]),
    held("specialist", &[(Role::Specialist, Where::Area("community"))]),
    held("hotline", &[(Role::HotlineOperator, Where::Area("district"))]),
    held("department", &[(Role::DepartmentOfficer, Where::Organization("department"))]),
    held("police", &[(Role::CommunityPolice, Where::Organization("police"))]),
    held("property-office", &[(Role::PropertyOffice, Where::Area("street"))]),
    held("street", &[(Role::StreetOfficer, Where::Area("street"))]),
    held("district", &[(Role::DistrictOfficer, Where::Area("district"))]),
    held("auditor", &[(Role::Auditor, Where::Area("district"))]),
    resident("bare-resident", "bare-premises"),
    held("bare-branch", &[(Role::BranchSecretary, Where::Estate("bare-estate"))]),
    resident("other-resident", "other-premises"),
    held("other-dispatcher", &[(Role::Dispatcher, OTHER_STAFF)]),
    held("other-worker", &[(Role::Worker, OTHER_STAFF)]),
    held("other-volunteer", &[(Role::Volunteer, Where::Estate("other-estate"))]),
    held("other-branch", &[(Role::BranchSecretary, Where::Estate("other-estate"))]),
    held("other-community", &[(Role::CommunityOfficer, Where::Area("other-community"))]),
    held("other-street", &[(Role::StreetOfficer, Where::Area("other-street"))]),
    held("other-admin", &[(Role::Administrator, Where::Area("other-street"))]),
    held("next-community", &[(Role::CommunityOfficer, Where::Area("next-community"))]),
    held("far-district", &[(Role::DistrictOfficer, Where::Area("far-district"))]),
    held("nobody", &[]),
    held("former", &[(Role::Dispatcher, STAFF)]),
    held("future", &[(Role::Dispatcher, STAFF)]),
    held("disabled", &[(Role::Dispatcher, STAFF)]),
];
