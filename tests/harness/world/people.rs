//! The accounts of the neighbourhood with their duties and homes, and the system client.

use access::{
    AccountState, Action, Actor, ClientState, Duty, Level, Permit, Reach, Role, ScopePath, Who,
    authorize,
};
use api::{app::App, crypto::Use};
use chrono::TimeDelta;
use kernel::{AccountId, Moment};
use persistence::{
    Entry, Failure, Tx,
    identity::{AccountRow, ClientRow, DutyRow},
};
use place::{Residency, ResidencyRelation, ResidencyRequest};
use serde_json::json;

use super::{
    CLIENT_SECRET, PEOPLE, Person, Where, began, founded,
    inhabit::{Placed, permit},
    level, person, start,
};

pub(super) fn administrator() -> Actor {
    let (role, reach) = (Role::Administrator, Reach::Everywhere);
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(person("admin"))), vec![duty])
}

pub(super) async fn accounts(tx: &Tx, hash: &str, placed: &Placed) -> Result<(), Failure> {
    for person in PEOPLE {
        let account = account(person, hash, placed);
        tx.create_account(&account).await?;
        let may = permit(Action::AccountCreate);
        let entry = Entry::of(&may, account.id, 1, founded(), account.path);
        tx.journal(&Entry { to: Some(account.state.as_str()), ..entry }).await?;
        for (number, (role, held)) in person.duties.iter().enumerate() {
            let (reach, path) = reach(*held, placed);
            grant(tx, duty(person.name, number, *role, (reach, path))).await?;
        }
        if let Some(home) = person.home {
            settle(tx, person, placed, home).await?;
        }
    }
    Ok(())
}

fn account(person: &Person, hash: &str, placed: &Placed) -> AccountRow {
    let managed = match person.name {
        "admin" => ScopePath::default(),
        name if name.starts_with("other-") => placed.areas["other-street"].path,
        name if name.starts_with("far-") => placed.areas["far-district"].path,
        _ => placed.areas["street"].path,
    };
    let state = match person.name {
        "disabled" => AccountState::Disabled,
        _ => AccountState::Active,
    };
    AccountRow {
        id: AccountId(super::person(person.name)),
        name: person.name.to_owned(),
        display_name: format!("{} of the tests", person.name),
        phone: None,
        password: Some(hash.to_owned()),
        state,
        failures: 0,
        locked_until: None,
        path: managed,
        version: 1,
        updated_at: founded(),
    }
}

fn reach(held: Where, placed: &Placed) -> (Reach, ScopePath) {
    match held {
        Where::Area(name) => {
            let area = &placed.areas[name];
            (Reach::Area { level: level(name), key: area.key }, area.path)
        }
        Where::Estate(name) => {
            let estate = &placed.estates[name];
            (Reach::Estate(estate.key), estate.path)
        }
        Where::Organization(name) => {
            let organization = &placed.organizations[name];
            let reach = Reach::Organization { id: organization.id, estates: Vec::new() };
            (reach, organization.path)
        }
        Where::Everywhere => (Reach::Everywhere, ScopePath::default()),
    }
}

fn duty(name: &str, number: usize, role: Role, (reach, path): (Reach, ScopePath)) -> DutyRow {
    let (from_at, ended_at) = match name {
        "former" => (began(), Some(founded())),
        "future" => (start() + TimeDelta::days(365), None),
        _ => (began(), None),
    };
    DutyRow {
        id: super::duty(name, number).into(),
        account_id: AccountId(person(name)),
        role,
        reach,
        path,
        from_at,
        until_at: None,
        ended_at: ended_at as Option<Moment>,
        end_reason: ended_at.map(|_| "left".to_owned()),
        reason: None,
        shown_as_volunteer: role == Role::Volunteer,
        granted_by: person("admin"),
        version: 1,
    }
}

async fn grant(tx: &Tx, row: DutyRow) -> Result<(), Failure> {
    tx.create_duty(&row).await?;
    let may = permit(Action::DutyGrant);
    let entry = Entry::of(&may, row.id, 1, founded(), row.path);
    let detail = json!({ "account_id": row.account_id, "role": row.role });
    tx.journal(&Entry { to: Some("active"), detail, ..entry }).await?;
    Ok(())
}

/// Asked for by the resident, approved by the community.
async fn settle(tx: &Tx, who: &Person, placed: &Placed, home: &str) -> Result<(), Failure> {
    let premises = &placed.premises[home];
    let asking = Actor::new(Who::Account(AccountId(person(who.name))), Vec::new());
    let open = place::At::open(premises.path);
    let may = authorize(&asking, Action::ResidencyRequest, &open)?;
    let id = super::residency(who.name).into();
    let request = ResidencyRequest { id, relation: ResidencyRelation::Owner, note: None };
    let asked = Residency::request(&may, request, premises, founded())?;
    tx.create_residency(&may, &asked).await?;
    let number = who.duties.len();
    let duty_id = super::duty(who.name, number).into();
    let may = approval(&asked)?;
    let approved = asked.approve(&may, duty_id, founded())?;
    tx.save_residency(&may, asked.state, &approved).await?;
    let key = premises.estate;
    grant(tx, duty(who.name, number, Role::Resident, (Reach::Estate(key), premises.path))).await
}

fn approval(asked: &Residency) -> Result<Permit, Failure> {
    let reach = Reach::Area {
        level: Level::Community,
        key: asked.path.at(Level::Community).unwrap_or_default(),
    };
    let duty = Duty { id: None, role: Role::CommunityOfficer, reach, scopes: Vec::new() };
    let officer = Actor::new(Who::Account(AccountId(person("community"))), vec![duty]);
    Ok(authorize(&officer, Action::ResidencyApprove, &asked.subject())?)
}

pub(super) async fn client(tx: &Tx, app: &App, placed: &Placed) -> Result<(), Failure> {
    let area = &placed.areas["community"];
    let row = ClientRow {
        id: super::client().into(),
        name: "client".to_owned(),
        state: ClientState::Active,
        scopes: Action::CLIENT_SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
        level: area.level,
        area: area.key,
        secret: app.secret.mac(Use::ClientSecrets, CLIENT_SECRET.as_bytes()).to_vec(),
        previous_secret: None,
        previous_until: None,
        path: area.path,
        version: 1,
        updated_at: founded(),
    };
    tx.create_client(&row).await?;
    let may = permit(Action::ClientCreate);
    let entry = Entry::of(&may, row.id, 1, founded(), row.path);
    tx.journal(&Entry { to: Some(row.state.as_str()), ..entry }).await?;
    Ok(())
}
