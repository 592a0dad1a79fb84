//! A small world of places on SQLite, for the tests of the rows.

use access::{Action, Actor, Duty, Level, Permit, Reach, Role, ScopePath, Who, authorize};
use chrono::DateTime;
use kernel::{AccountId, Moment, Uuid};
use migrations::{Migrator, MigratorTrait};
use place::{
    Area, At, Building, Estate, Management, NewArea, NewEstate, NewPremises, Phase, Premises,
};
use tempfile::TempDir;

use crate::{Failure, Options, Store, Tx};

mod moving;
mod rows;

pub(crate) fn now() -> Moment {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// The permit of an administrator, or of whoever else the policy lets do it.
pub(crate) fn permit(action: Action) -> Permit {
    let who = Who::Account(AccountId(id(1)));
    let all = [Role::Administrator, Role::CommunityOfficer, Role::System];
    let duty = |role| Duty { id: None, role, reach: Reach::Everywhere, scopes: Vec::new() };
    let actor = Actor::new(who, all.into_iter().map(duty).collect());
    authorize(&actor, action, &At::open(ScopePath::default())).unwrap()
}

/// A migrated store; the folder goes when the test ends.
pub(crate) async fn store() -> (Store, TempDir) {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("place.db").display());
    let store = Store::open(&url, &Options::default()).await.unwrap();
    Migrator::up(store.connection(), None).await.unwrap();
    (store, folder)
}

pub(crate) async fn found(
    tx: &Tx,
    level: Level,
    name: &str,
    parent: Option<&Area>,
) -> Result<Area, Failure> {
    let key = tx.next_number("area").await?;
    let number = u128::from(key.unsigned_abs());
    let new = NewArea { key, id: id(100 + number).into(), level, name: name.into(), code: None };
    let permit = permit(Action::AreaCreate);
    let area = Area::create(&permit, new, parent, now())?;
    tx.create_area(&permit, &area, id(200 + number).into()).await?;
    Ok(area)
}

pub(crate) async fn register(tx: &Tx, name: &str, area: &Area) -> Result<Estate, Failure> {
    let key = tx.next_number("estate").await?;
    let new = NewEstate {
        key,
        id: id(300 + u128::from(key.unsigned_abs())).into(),
        name: name.into(),
        address: None,
        management: Management::Enterprise,
        phase: Phase::Maturity,
    };
    let permit = permit(Action::EstateCreate);
    let estate = Estate::create(&permit, new, area, now())?;
    tx.create_estate(&permit, &estate).await?;
    Ok(estate)
}

/// A district with two streets; under the first a community with a grid and an estate in it, and under the
/// second another community.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) street: Area,
    pub(crate) other_street: Area,
    pub(crate) community: Area,
    pub(crate) other_community: Area,
    pub(crate) grid: Area,
    /// In the grid.
    pub(crate) estate: Estate,
    /// In the community, in no grid.
    pub(crate) beside: Estate,
}

pub(crate) async fn world(store: &Store) -> World {
    let make = async |tx: &Tx| {
        let district = found(tx, Level::District, "龙岗", None).await?;
        let street = found(tx, Level::Street, "横岗", Some(&district)).await?;
        let other_street = found(tx, Level::Street, "坂田", Some(&district)).await?;
        let community = found(tx, Level::Community, "松溪", Some(&street)).await?;
        let other_community = found(tx, Level::Community, "竹溪", Some(&other_street)).await?;
        let grid = found(tx, Level::Grid, "第一网格", Some(&community)).await?;
        let estate = register(tx, "松溪苑", &grid).await?;
        let beside = register(tx, "松溪里", &community).await?;
        Ok(World { street, other_street, community, other_community, grid, estate, beside })
    };
    store.write(make).await.unwrap()
}

/// A building with one set of premises; the building's id is `number`, the premises' the next one.
pub(crate) async fn build(
    tx: &Tx,
    number: u128,
    estate: &Estate,
    grid: Option<&Area>,
) -> Result<(Building, Premises), Failure> {
    let may = permit(Action::BuildingCreate);
    let name = format!("{number}栋");
    let building = Building::create(&may, id(number).into(), name, estate, grid)?;
    tx.create_building(&may, &building, now()).await?;
    let may = permit(Action::PremisesCreate);
    let new = NewPremises {
        id: id(number + 1).into(),
        label: "1203".into(),
        usage: place::PremisesUse::Residential,
        exclusive_area: kernel::Hundredths(8953),
    };
    let premises = Premises::create(&may, new, estate, Some(&building))?;
    tx.create_premises(&may, &premises, now()).await?;
    Ok((building, premises))
}
