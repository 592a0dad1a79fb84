//! The enterprises and duties of those who try.

use access::{Action, Actor, Duty, Permit, Reach, ReachKind, Role, ScopePath, Who, authorize};
use chrono::TimeDelta;
use kernel::{AccountId, OrganizationId};
use organization::{Contract, NewContract, NewOrganization, Organization};
use persistence::{
    Failure, Tx,
    identity::DutyRow,
    organization::organization_by_id,
    place::{area_by_id, estate_by_id},
};
use place::At;
use tests::{Service, world};

use super::cast::{Held, When};

/// One that serves in another district, and one whose contract here is over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Enterprises {
    pub(super) far: OrganizationId,
    pub(super) lapsed: OrganizationId,
}

pub(super) async fn found(service: &Service, tx: &Tx, both: &Enterprises) -> Result<(), Failure> {
    let far = (both.far, "91440307MA5TXT036T", "far-estate", None);
    let lapsed = (both.lapsed, "91350100M000100Y43", "estate", Some("2021-12-31"));
    let (now, day) = (service.now(), |text: &str| text.parse().unwrap());
    for (id, code, estate, to) in [far, lapsed] {
        let (name, credit_code) = (code.to_owned(), Some(code.parse().unwrap()));
        let new = NewOrganization { id, name, credit_code, phone: None };
        let area = area_by_id(tx, world::area("district").into()).await?.unwrap();
        let may = permit(Action::EnterpriseCreate);
        let made = Organization::enterprise(&may, new, &area, now)?;
        tx.create_organization(&may, &made).await?;
        let estate = estate_by_id(tx, world::estate(estate).into()).await?.unwrap();
        let (id, from) = (service.app.id(now), day("2021-01-01"));
        let new = NewContract { id, from, to: to.map(day) };
        let may = permit(Action::ContractCreate);
        let made = Contract::create(&may, new, (&made, &estate), &[], now)?;
        tx.create_contract(&may, &made, estate.path).await?;
    }
    Ok(())
}

/// The permit of an administrator over everything.
fn permit(action: Action) -> Permit {
    let (role, reach) = (Role::Administrator, Reach::Everywhere);
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    let admin = Actor::new(Who::Account(AccountId(world::person("admin"))), vec![duty]);
    authorize(&admin, action, &At::open(ScopePath::default())).unwrap()
}

/// Gives an account a duty that holds, held until now, or will hold in a minute.
pub(super) async fn appoint(
    service: &Service,
    tx: &Tx,
    enterprises: &Enterprises,
    (account_id, held): (AccountId, Held),
) -> Result<(), Failure> {
    let now = service.now();
    let role = role(held.duty);
    let (reach, path) = reach(tx, enterprises, role, held.place).await?;
    let before = now - TimeDelta::days(30);
    let (from_at, until_at) = match held.when {
        When::Now | When::Lapsed => (before, None),
        When::Former => (before, Some(now)),
        When::Future => (now + TimeDelta::minutes(1), None),
    };
    let row = DutyRow {
        id: service.app.id(now),
        account_id,
        role,
        reach,
        path,
        from_at,
        until_at,
        ended_at: None,
        end_reason: None,
        reason: None,
        shown_as_volunteer: role == Role::Volunteer,
        granted_by: world::person("admin"),
        version: 1,
    };
    Ok(tx.create_duty(&row).await?)
}

async fn reach(
    tx: &Tx,
    enterprises: &Enterprises,
    role: Role,
    at: &str,
) -> Result<(Reach, ScopePath), Failure> {
    match role.reach() {
        ReachKind::Area(_) => {
            let area = area_by_id(tx, world::area(at).into()).await?.unwrap();
            Ok((Reach::Area { level: area.level, key: area.key }, area.path))
        }
        ReachKind::Organization => {
            let id = match (role, at) {
                (Role::CommunityPolice, "street") => world::organization("police").into(),
                (Role::DepartmentOfficer, "district") => world::organization("department").into(),
                (Role::DepartmentOfficer | Role::CommunityPolice, _) => {
                    world::organization("other-department").into()
                }
                (_, "estate") => world::organization("enterprise").into(),
                (_, "other-estate") => world::organization("other-enterprise").into(),
                (_, "far-estate") => enterprises.far,
                _ => enterprises.lapsed,
            };
            let path = organization_by_id(tx, id).await?.unwrap().path;
            Ok((Reach::Organization { id, estates: Vec::new() }, path))
        }
        ReachKind::Estate | ReachKind::Never => {
            let estate = estate_by_id(tx, world::estate(at).into()).await?.unwrap();
            Ok((Reach::Estate(estate.key), estate.path))
        }
    }
}

/// The duty that an account of the neighbourhood is named after.
pub(super) fn role(duty: &str) -> Role {
    let word = match duty {
        "branch" => "branch_secretary",
        "committee" => "committee_member",
        "grid" => "grid_worker",
        "community" => "community_officer",
        "secretary" => "community_secretary",
        "hotline" => "hotline_operator",
        "department" => "department_officer",
        "police" => "community_police",
        "property-office" => "property_office",
        "street" => "street_officer",
        "district" => "district_officer",
        "admin" => "administrator",
        other => other,
    };
    word.parse().unwrap()
}
