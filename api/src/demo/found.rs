//! Founds the demo neighbourhood: areas, organisations, categories, estates with all their dwellings.

use std::collections::HashMap;

use access::{Action, ScopePath, authorize};
use chrono::TimeDelta;
use kernel::Hundredths;
use organization::{Contract, NewContract, NewOrganization, Organization};
use persistence::{Failure, Tx};
use place::{Area, At, Building, Estate, NewArea, NewEstate, NewPremises, Premises, PremisesUse};
use ticket::{Catalogue, Category};

use super::{
    categories::{CATEGORIES, position},
    places::{self, AREAS, DEPARTMENTS, DISTRICT, ENTERPRISES},
    world::{Settled, World, word},
};
use crate::ctx::By;

/// How long its enterprise had served an estate when the neighbourhood was founded.
const SERVED: TimeDelta = TimeDelta::days(500);

pub(super) async fn areas(by: By<'_>, tx: &Tx) -> Result<Vec<Area>, Failure> {
    let mut made: Vec<Area> = Vec::with_capacity(AREAS.len());
    for told in AREAS {
        let parent = told.parent.map(|at| &made[at]);
        let above = parent.map_or_else(ScopePath::default, |area| area.path);
        let permit = authorize(by.actor, Action::AreaCreate, &At::open(above))?;
        let new = NewArea {
            key: tx.next_number("area").await?,
            id: by.id(),
            level: word(told.level)?,
            name: told.name.to_owned(),
            code: told.code.map(word).transpose()?,
        };
        let area = Area::create(&permit, new, parent, by.now)?;
        tx.create_area(&permit, &area, by.id()).await?;
        made.push(area);
    }
    Ok(made)
}

pub(super) async fn enterprises(
    by: By<'_>,
    tx: &Tx,
    areas: &[Area],
) -> Result<Vec<Organization>, Failure> {
    let district = &areas[DISTRICT];
    let permit = authorize(by.actor, Action::EnterpriseCreate, &At::open(district.path))?;
    let mut made = Vec::with_capacity(ENTERPRISES.len());
    for told in ENTERPRISES {
        let new = NewOrganization {
            id: by.id(),
            name: told.name.to_owned(),
            credit_code: Some(word(told.credit_code)?),
            phone: Some(told.phone.to_owned()),
        };
        let enterprise = Organization::enterprise(&permit, new, district, by.now)?;
        tx.create_organization(&permit, &enterprise).await?;
        made.push(enterprise);
    }
    Ok(made)
}

pub(super) async fn departments(
    by: By<'_>,
    tx: &Tx,
    areas: &[Area],
) -> Result<Vec<Organization>, Failure> {
    let mut made = Vec::with_capacity(DEPARTMENTS.len());
    for told in DEPARTMENTS {
        let area = &areas[told.area];
        let permit = authorize(by.actor, Action::DepartmentCreate, &At::open(area.path))?;
        let new = NewOrganization {
            id: by.id(),
            name: told.name.to_owned(),
            credit_code: None,
            phone: Some(told.phone.to_owned()),
        };
        let department = Organization::department(&permit, new, area, by.now)?;
        tx.create_organization(&permit, &department).await?;
        made.push(department);
    }
    Ok(made)
}

pub(super) async fn categories(by: By<'_>, tx: &Tx) -> Result<Vec<Category>, Failure> {
    let permit = authorize(by.actor, Action::CategoryCreate, &Catalogue)?;
    let mut made: Vec<Category> = Vec::with_capacity(CATEGORIES.len());
    for (rank, told) in (10..).step_by(10).zip(CATEGORIES) {
        let parent = told.parent.and_then(position).map(|at| &made[at]);
        let new = Category {
            id: by.id(),
            parent_id: parent.map(|parent| parent.id),
            code: told.code.to_owned(),
            name_zh: told.name_zh.to_owned(),
            name_en: told.name_en.to_owned(),
            default_kind: word(told.default_kind)?,
            needs_premises: told.needs_premises,
            needs_contact: told.needs_contact,
            needs_before_photo: told.needs_photos,
            needs_after_photo: told.needs_photos,
            allows_anonymous: told.default_kind == "report",
            active: true,
            rank,
            version: 1,
            updated_at: by.now,
        };
        let change = Category::create(&permit, new, parent, by.now)?;
        tx.create_category(&change).await?;
        made.push(change.after);
    }
    Ok(made)
}

/// An estate, under contract where an enterprise serves it, with buildings and dwellings.
pub(super) async fn estate(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    told: &places::Estate,
) -> Result<Settled, Failure> {
    let area = &world.areas[told.grid];
    let permit = authorize(by.actor, Action::EstateCreate, &At::open(area.path))?;
    let new = NewEstate {
        key: tx.next_number("estate").await?,
        id: by.id(),
        name: told.name.to_owned(),
        address: Some(told.address.to_owned()),
        management: word(told.management)?,
        phase: word(told.phase)?,
    };
    let estate = Estate::create(&permit, new, area, by.now)?;
    tx.create_estate(&permit, &estate).await?;
    if let Some(index) = told.enterprise {
        contract(by, tx, &world.enterprises[index], &estate).await?;
    }
    let (mut buildings, mut premises) = (Vec::new(), HashMap::new());
    for (at, told) in told.buildings.iter().enumerate() {
        let building = building(by, tx, told.name, &estate).await?;
        for unit in told.units() {
            let label = unit.label.clone();
            premises.insert((at, label), dwelling(by, tx, unit, (&estate, &building)).await?);
        }
        buildings.push(building);
    }
    Ok(Settled { estate, buildings, premises })
}

async fn contract(
    by: By<'_>,
    tx: &Tx,
    enterprise: &Organization,
    estate: &Estate,
) -> Result<(), Failure> {
    let permit = authorize(by.actor, Action::ContractCreate, &At::open(estate.path))?;
    let others = tx.hold_contracts_of_estate(estate.key).await?;
    let new = NewContract { id: by.id(), from: by.today() - SERVED, to: None };
    let contract = Contract::create(&permit, new, (enterprise, estate), &others, by.now)?;
    tx.create_contract(&permit, &contract, estate.path).await
}

async fn building(by: By<'_>, tx: &Tx, name: &str, estate: &Estate) -> Result<Building, Failure> {
    let permit = authorize(by.actor, Action::BuildingCreate, &At::open(estate.path))?;
    let building = Building::create(&permit, by.id(), name.to_owned(), estate, None)?;
    tx.create_building(&permit, &building, by.now).await?;
    Ok(building)
}

async fn dwelling(
    by: By<'_>,
    tx: &Tx,
    unit: places::Unit,
    (estate, building): (&Estate, &Building),
) -> Result<Premises, Failure> {
    let permit = authorize(by.actor, Action::PremisesCreate, &At::open(building.path))?;
    let new = NewPremises {
        id: by.id(),
        label: unit.label,
        usage: PremisesUse::Residential,
        exclusive_area: Hundredths(unit.area),
    };
    let premises = Premises::create(&permit, new, estate, Some(building))?;
    tx.create_premises(&permit, &premises, by.now).await?;
    Ok(premises)
}
