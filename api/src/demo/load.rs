//! Loads the demo neighbourhood through the functions that serve the API, at the times of its story.

use access::{Action, Actor, Who};
use chrono::{Days, NaiveTime, TimeDelta};
use kernel::{Moment, Refusal};
use persistence::{
    Failure,
    identity::{AccountRow, account_by_name},
};
use serde_json::json;

use super::{
    PASSWORD, cycle, disputed, found, inspected, ledger,
    people::{PEOPLE, person},
    places::ESTATES,
    plan::{ANCHOR_MINUTE, PARTNER, SYSTEM, plan},
    rated,
    replay::tickets,
    routing, scored, settle,
    world::{World, unknown},
};
use crate::{
    app::App,
    clock::Clock,
    ctx::By,
    identity::{install, new_row, record},
    jobs::clocks,
};

/// How long before the story's end the neighbourhood was founded; its first ticket comes a month later.
const FOUNDED_DAYS: i64 = 120;
/// People of one unit of work: few enough to end long before its lease, on a slow machine too.
const BATCH: usize = 20;

/// Founds the neighbourhood in an empty database and replays its tickets; `tell` hears how far it is.
/// `seed` and the day on the app's clock decide everything but the random part of the ids.
pub async fn load(app: &App, seed: u64, tell: &dyn Fn(&str)) -> Result<(), Failure> {
    let anchor = anchor(app);
    let founded = anchor - TimeDelta::days(FOUNDED_DAYS);
    // Ids carry the time of their making and only ever increase: the story needs a source of its own.
    let clock = Clock::standing_at(founded);
    let app = &App::new(app.store.clone(), app.config.clone(), app.secret.clone(), clock);
    app.load_clockwork().await?;
    tell("Demo: founding the neighbourhood …");
    let password = app.hasher.hash(PASSWORD).await?;
    let mut world = World::default();
    places(app, founded, &mut world).await?;
    tell("Demo: people, duties and homes …");
    people(app, founded + TimeDelta::days(1), &mut world, &password).await?;
    rated::scheme(app, founded + TimeDelta::days(3), &world).await?;
    let standing = ledger::begun(app, founded + TimeDelta::days(4), &world).await?;
    let past = cycle::past(app, (founded + TimeDelta::days(5), anchor), &world).await?;
    let public = disputed::begun(app, founded + TimeDelta::days(6), (&world, &past)).await?;
    let scored = scored::begun(app, founded + TimeDelta::days(7), (&world, &past)).await?;
    inspected::begun(app, founded + TimeDelta::days(9), &world).await?;
    routing::rules(app, &world, founded + TimeDelta::days(10)).await?;
    disputed::disclosed(app, founded + TimeDelta::days(20), (&world, &public)).await?;
    disputed::ended(app, founded + TimeDelta::days(45), (&world, &public)).await?;
    disputed::listed(app, founded + TimeDelta::days(46), (&world, &public)).await?;
    tickets(app, &plan(seed), anchor, (&world, tell)).await?;
    tell("Demo: what follows from clocks that ran out …");
    clocks::sweep_in_order(app, anchor).await?;
    ledger::current(app, anchor, (&world, standing)).await?;
    inspected::current(app, anchor, &world).await?;
    cycle::current(app, anchor, (&world, &past)).await?;
    scored::current(app, anchor, (&world, &scored)).await?;
    open(app, anchor, password).await
}

/// The last end of a working day before now.
pub(super) fn anchor(app: &App) -> Moment {
    let now = app.clock.now().with_timezone(&app.offset);
    let evening = NaiveTime::from_num_seconds_from_midnight_opt(ANCHOR_MINUTE * 60, 0);
    let at = |date: chrono::NaiveDate| {
        date.and_time(evening.unwrap_or_default()).and_local_timezone(app.offset).single()
    };
    let today = at(now.date_naive()).filter(|evening| *evening < now);
    let evening = today.or_else(|| at(now.date_naive() - Days::new(1)));
    evening.unwrap_or(now).to_utc()
}

async fn places(app: &App, now: Moment, world: &mut World) -> Result<(), Failure> {
    let first = person("admin").ok_or_else(|| unknown("administrator"))?;
    let name = first.account.parse().map_err(|_| unknown(first.account))?;
    let mut row = new_row(app, &name, Some(first.name.to_owned()), None);
    row.phone = Some(first.phone.to_owned());
    install(app, &row, true).await?;
    let actor = &settle::actor(app, first.account, now).await?;
    let by = By { app, actor, now };
    let store = &app.store;
    world.areas = store.write(async |tx| found::areas(by, tx).await).await?;
    let areas = &world.areas;
    world.enterprises = store.write(async |tx| found::enterprises(by, tx, areas).await).await?;
    world.departments = store.write(async |tx| found::departments(by, tx, areas).await).await?;
    world.categories = store.write(async |tx| found::categories(by, tx).await).await?;
    for estate in ESTATES {
        let made = store.write(async |tx| found::estate(by, tx, world, estate).await).await?;
        world.estates.push(made);
    }
    Ok(())
}

async fn people(app: &App, now: Moment, world: &mut World, password: &str) -> Result<(), Failure> {
    let by = By { app, actor: &settle::actor(app, "admin", now).await?, now };
    for some in PEOPLE.chunks(BATCH) {
        let newcomers = || some.iter().filter(|person| person.account != "admin");
        let joined = app.store.write(async |tx| {
            for person in newcomers() {
                settle::person(by, tx, world, (person, password)).await?;
            }
            Ok(())
        });
        joined.await?;
    }
    world.actors = settle::actors(app, now).await?;
    homes(app, now + TimeDelta::days(1), world).await?;
    world.actors = settle::actors(app, now + TimeDelta::days(1)).await?;
    world.actors.insert(SYSTEM, Actor::system());
    world.actors.insert(PARTNER, settle::partner(by, world).await?);
    Ok(())
}

async fn homes(app: &App, now: Moment, world: &World) -> Result<(), Failure> {
    for some in PEOPLE.chunks(BATCH) {
        let moved_in = app.store.write(async |tx| {
            for person in some {
                if let Some(home) = person.home {
                    let by = By { app, actor: world.actor(person.account)?, now };
                    settle::residency(by, tx, world, home).await?;
                }
            }
            Ok(())
        });
        moved_in.await?;
    }
    Ok(())
}

/// The last act: from now on the administrator can sign in, which shows that everything is in place.
async fn open(app: &App, now: Moment, password: String) -> Result<(), Failure> {
    let opened = app.store.write(async |tx| {
        let row = account_by_name(tx, "admin").await?.ok_or_else(Refusal::missing)?;
        let row = AccountRow { password: Some(password.clone()), ..row };
        record(tx, row, Action::PasswordChange, Who::System, now, json!({})).await?;
        Ok(())
    });
    opened.await
}
