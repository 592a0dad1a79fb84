//! The places, organisations and categories of the neighbourhood.

use access::Action;
use kernel::Hundredths;
use organization::{Contract, NewContract, NewOrganization, Organization, OrganizationKind};
use persistence::{Failure, Tx};
use place::{Area, Building, Estate, NewArea, NewEstate, NewPremises, Phase, Premises};
use ticket::{Catalogue, Category};

use super::{
    area, began, building, category, estate, fixed, founded,
    inhabit::{Placed, permit},
    organization, premises,
    tables::{AREAS, BUILDINGS, CATEGORIES, CONTRACTS, ESTATES, ORGANIZATIONS, PREMISES},
};

pub(super) async fn areas(tx: &Tx, placed: &mut Placed) -> Result<(), Failure> {
    let permit = permit(Action::AreaCreate);
    for (name, level, above) in AREAS {
        let new = NewArea {
            key: tx.next_number("area").await?,
            id: area(name).into(),
            level: *level,
            name: (*name).to_owned(),
            code: None,
        };
        let above = above.map(|above| &placed.areas[above]);
        let made = Area::create(&permit, new, above, founded())?;
        tx.create_area(&permit, &made, fixed("commons", name).into()).await?;
        placed.areas.insert(name, made);
    }
    Ok(())
}

pub(super) async fn estates(tx: &Tx, placed: &mut Placed) -> Result<(), Failure> {
    let permit = permit(Action::EstateCreate);
    for (name, inside, management) in ESTATES {
        let new = NewEstate {
            key: tx.next_number("estate").await?,
            id: estate(name).into(),
            name: (*name).to_owned(),
            address: None,
            management: *management,
            phase: Phase::Maturity,
        };
        let made = Estate::create(&permit, new, &placed.areas[inside], founded())?;
        tx.create_estate(&permit, &made).await?;
        placed.estates.insert(name, made);
    }
    Ok(())
}

pub(super) async fn buildings(tx: &Tx, placed: &mut Placed) -> Result<(), Failure> {
    let may = permit(Action::BuildingCreate);
    for (name, on) in BUILDINGS {
        let (id, title) = (building(name).into(), (*name).to_owned());
        let made = Building::create(&may, id, title, &placed.estates[on], None)?;
        tx.create_building(&may, &made, founded()).await?;
        placed.buildings.insert(name, made);
    }
    let may = permit(Action::PremisesCreate);
    for (name, inside, usage, area) in PREMISES {
        let new = NewPremises {
            id: premises(name).into(),
            label: (*name).to_owned(),
            usage: *usage,
            exclusive_area: Hundredths(*area),
        };
        let inside = &placed.buildings[inside];
        let on = placed.estates.values().find(|estate| estate.key == inside.estate).unwrap();
        let made = Premises::create(&may, new, on, Some(inside))?;
        tx.create_premises(&may, &made, founded()).await?;
        placed.premises.insert(name, made);
    }
    Ok(())
}

pub(super) async fn organizations(tx: &Tx, placed: &mut Placed) -> Result<(), Failure> {
    for (name, kind, inside, code) in ORGANIZATIONS {
        let new = NewOrganization {
            id: organization(name).into(),
            name: (*name).to_owned(),
            credit_code: code.map(|code| code.parse().unwrap()),
            phone: None,
        };
        let (area, now) = (&placed.areas[inside], founded());
        let (may, made) = match kind {
            OrganizationKind::Enterprise => {
                let may = permit(Action::EnterpriseCreate);
                (may.clone(), Organization::enterprise(&may, new, area, now)?)
            }
            OrganizationKind::Department => {
                let may = permit(Action::DepartmentCreate);
                (may.clone(), Organization::department(&may, new, area, now)?)
            }
        };
        tx.create_organization(&may, &made).await?;
        placed.organizations.insert(name, made);
    }
    contracts(tx, placed).await
}

async fn contracts(tx: &Tx, placed: &Placed) -> Result<(), Failure> {
    let permit = permit(Action::ContractCreate);
    for (enterprise, served) in CONTRACTS {
        let id = super::contract(enterprise).into();
        let new = NewContract { id, from: began().date_naive(), to: None };
        let served = &placed.estates[served];
        let parties = (&placed.organizations[enterprise], served);
        let made = Contract::create(&permit, new, parties, &[], founded())?;
        tx.create_contract(&permit, &made, served.path).await?;
    }
    Ok(())
}

pub(super) async fn categories(tx: &Tx) -> Result<(), Failure> {
    let mut made: Vec<(&str, Category)> = Vec::new();
    let admin = super::people::administrator();
    let permit = access::authorize(&admin, Action::CategoryCreate, &Catalogue)?;
    for (rank, (name, above, kind)) in (1..).zip(CATEGORIES) {
        let above = above.map(|above| &made.iter().find(|(name, _)| *name == above).unwrap().1);
        let new = Category {
            id: category(name).into(),
            parent_id: above.map(|above| above.id),
            code: (*name).to_owned(),
            name_zh: (*name).to_owned(),
            name_en: (*name).to_owned(),
            default_kind: *kind,
            needs_premises: *name == "indoors",
            needs_contact: *name == "indoors",
            needs_before_photo: false,
            needs_after_photo: false,
            allows_anonymous: false,
            active: *name != "retired",
            rank,
            version: 1,
            updated_at: founded(),
        };
        let change = Category::create(&permit, new, above, founded())?;
        tx.create_category(&change).await?;
        made.push((name, change.after));
    }
    Ok(())
}
