//! Gives the invented people their accounts, duties and homes.

use access::{AccountState, Action, Actor, Role, authorize};
use kernel::{AccountId, Moment};
use persistence::{
    Failure, Tx,
    identity::{AccountRow, Standing, account_by_name, actor_of_account, actor_of_client},
};
use place::{At as Placed, Residency, ResidencyRequest};

use super::{
    cast,
    people::{At, Home, PEOPLE, Person, Post},
    places::DISTRICT,
    world::{Actors, World, unknown, word},
};
use crate::{
    app::App,
    ctx::By,
    identity::{GrantBody, NewClient, add_account, add_client, give, new_secret},
    place::resident_duty,
};

/// The account of a person, with the duty of their post.
pub(super) async fn person(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    (told, password): (&Person, &str),
) -> Result<(), Failure> {
    let path = world.path(told);
    let permit = authorize(by.actor, Action::AccountCreate, &Placed::open(path))?;
    let row = AccountRow {
        id: by.id(),
        name: told.account.to_owned(),
        display_name: told.name.to_owned(),
        phone: Some(told.phone.to_owned()),
        password: Some(password.to_owned()),
        state: AccountState::Active,
        failures: 0,
        locked_until: None,
        path,
        version: 1,
        updated_at: by.now,
    };
    add_account(tx, &row, by.actor.who, Some(&permit)).await?;
    if let Some(post) = &told.post {
        give(by, tx, &duty(world, row.id, post)?).await?;
    }
    Ok(())
}

fn duty(world: &World, account_id: AccountId, post: &Post) -> Result<GrantBody, Failure> {
    let role: Role = word(post.role)?;
    let mut body = GrantBody {
        account_id,
        role,
        area_id: None,
        estate_id: None,
        organization_id: None,
        from: None,
        until: None,
        shown_as_volunteer: role == Role::Volunteer,
        reason: None,
    };
    match post.at {
        At::Area(area) => body.area_id = Some(world.areas[area].id),
        At::Estate(estate) => body.estate_id = Some(world.estates[estate].estate.id),
        At::Enterprise(index) => body.organization_id = Some(world.enterprises[index].id),
        At::Department(index) => body.organization_id = Some(world.departments[index].id),
        At::Everywhere => {}
    }
    Ok(body)
}

/// Asks for a home, which the community officer approves.
pub(super) async fn residency(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    home: Home,
) -> Result<(), Failure> {
    let premises = world.home(home)?;
    let subject = Placed::open(premises.path);
    let permit = authorize(by.actor, Action::ResidencyRequest, &subject)?;
    let request = ResidencyRequest { id: by.id(), relation: word(home.relation)?, note: None };
    let asked = Residency::request(&permit, request, premises, by.now)?;
    tx.create_residency(&permit, &asked).await?;

    let officer = cast::with_role("community_officer", home.estate).first().copied();
    let officer = world.actor(officer.ok_or_else(|| unknown("community officer"))?)?;
    let by = By { actor: officer, ..by };
    let permit = authorize(officer, Action::ResidencyApprove, &asked.subject())?;
    let duty = resident_duty(by, tx, &asked, &permit).await?;
    let approved = asked.approve(&permit, duty, by.now)?;
    tx.save_residency(&permit, asked.state, &approved).await
}

/// The platform of the city's hotline, which hands its orders on; nobody knows its secret.
pub(super) async fn partner(by: By<'_>, world: &World) -> Result<Actor, Failure> {
    let told = NewClient {
        name: "示例市民热线平台".to_owned(),
        scopes: vec!["tickets:submit".to_owned(), "tickets:read".to_owned()],
        area_id: world.areas[DISTRICT].id,
    };
    let (_, secret) = new_secret(by.app).map_err(|_| unknown("secret"))?;
    let store = &by.app.store;
    let row = store.write(async |tx| add_client(by, tx, &told, secret.clone()).await).await?;
    match actor_of_client(store.reader(), row.id, by.now).await? {
        Standing::Active(actor) => Ok(actor),
        Standing::Disabled | Standing::Unknown => Err(unknown(&told.name).into()),
    }
}

/// Everyone with the duties that they hold at `now`.
pub(super) async fn actors(app: &App, now: Moment) -> Result<Actors, Failure> {
    let mut found = Actors::with_capacity(PEOPLE.len());
    for person in PEOPLE {
        found.insert(person.account, actor(app, person.account, now).await?);
    }
    Ok(found)
}

/// One of them.
pub(super) async fn actor(app: &App, account: &str, now: Moment) -> Result<Actor, Failure> {
    let reader = app.store.reader();
    let row = account_by_name(reader, account).await?.ok_or_else(|| unknown(account))?;
    match actor_of_account(reader, row.id, now, app.today(now)).await? {
        Standing::Active(actor) => Ok(actor),
        Standing::Disabled | Standing::Unknown => Err(unknown(account).into()),
    }
}
