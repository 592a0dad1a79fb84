//! The neighbourhood that the tests live in: the same places and people, with the same ids, in every database.

mod inhabit;
mod people;
mod places;
mod tables;

use access::Level;
use chrono::{DateTime, TimeDelta};
use kernel::{Moment, Uuid};

pub(crate) use inhabit::inhabit;
pub use tables::{PEOPLE, Person, Where};

use tables::{AREAS, BUILDINGS, CATEGORIES, ESTATES, ORGANIZATIONS, PREMISES};

/// Everyone's password.
pub const PASSWORD: &str = "a pass phrase of the tests 1";
/// The secret of the system client.
pub const CLIENT_SECRET: &str = "a secret of the system client";
/// The master secret of every server under test, in base64url.
pub const SECRET: &str = "YSBzZWNyZXQgb2YgdGVzdHMsIDMyIGJ5dGVzIGxvbmc";

/// What the clock of a service stands at when it starts: Monday 2026-03-02, 9:00 (+08:00).
pub fn start() -> Moment {
    DateTime::from_timestamp(1_772_413_200, 0).unwrap()
}

/// When the neighbourhood was set up: thirty days before [`start`].
pub(crate) fn founded() -> Moment {
    start() - TimeDelta::days(30)
}

/// When duties and contracts began: more than a year before [`start`].
pub(crate) fn began() -> Moment {
    start() - TimeDelta::days(426)
}

/// An id of the neighbourhood: always the same for the same name.
fn fixed(kind: &str, name: &str) -> Uuid {
    let word = format!("{kind}:{name}");
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let millis = u128::try_from(founded().timestamp_millis()).unwrap();
    let bits = (millis << 80) | (0x7 << 76) | (0b10 << 62) | u128::from(hash >> 2);
    Uuid::from_u128(bits)
}

fn known<'a>(kind: &str, name: &str, mut names: impl Iterator<Item = &'a str>) -> Uuid {
    assert!(names.any(|known| known == name), "no {kind} of the neighbourhood is called {name}");
    fixed(kind, name)
}

/// The id of an account; the names are those of [`PEOPLE`].
pub fn person(name: &str) -> Uuid {
    known("person", name, PEOPLE.iter().map(|person| person.name))
}

/// `district` > `street` > `community` > `grid`, and beside them `next-community` in the same street, those that
/// begin with `other-` in another street, and those that begin with `far-` in another district.
pub fn area(name: &str) -> Uuid {
    known("area", name, AREAS.iter().map(|area| area.0))
}

/// `estate` under contract in `grid`, `bare-estate` of the same community without an enterprise, `next-estate`,
/// `other-estate` under contract, `far-estate`.
pub fn estate(name: &str) -> Uuid {
    known("estate", name, ESTATES.iter().map(|estate| estate.0))
}

/// `enterprise`, `other-enterprise`, `department` of the district, `other-department` of the other street.
pub fn organization(name: &str) -> Uuid {
    known("organization", name, ORGANIZATIONS.iter().map(|organization| organization.0))
}

/// The contract of `enterprise` or `other-enterprise`.
pub fn contract(enterprise: &str) -> Uuid {
    organization(enterprise);
    fixed("contract", enterprise)
}

/// `building`, `bare-building`, `other-building`, each in the estate named like it.
pub fn building(name: &str) -> Uuid {
    known("building", name, BUILDINGS.iter().map(|building| building.0))
}

/// `premises` and `free-premises` in `building`, `bare-premises`, `other-premises`.
pub fn premises(name: &str) -> Uuid {
    known("premises", name, PREMISES.iter().map(|premises| premises.0))
}

/// `repairs` with `lift` below it (by default a repair), `noise` (a complaint), `indoors` (needs premises and a
/// contact), `retired` (takes no new tickets).
pub fn category(name: &str) -> Uuid {
    known("category", name, CATEGORIES.iter().map(|category| category.0))
}

/// The duty of a person in the neighbourhood, by its number in [`PEOPLE`]'s list.
pub fn duty(name: &str, number: usize) -> Uuid {
    person(name);
    fixed("duty", &format!("{name}/{number}"))
}

/// The residency of a resident.
pub fn residency(name: &str) -> Uuid {
    person(name);
    fixed("residency", name)
}

/// The system client, with every scope, in `community`.
pub fn client() -> Uuid {
    fixed("client", "client")
}

/// The level of an area of the neighbourhood.
pub(crate) fn level(name: &str) -> Level {
    AREAS.iter().find(|area| area.0 == name).unwrap().1
}
