//! Loads the demo neighbourhood through the functions that serve the API, at the times of its story.

use access::{Action, Actor, Who};
use chrono::{Days, NaiveTime, TimeDelta};
use kernel::{Moment, Refusal, TicketId};
use persistence::{
    Failure, Tx,
    identity::{AccountRow, account_by_name},
};
use serde_json::json;

use super::{
    PASSWORD, act, found,
    news::{News, make_known, news},
    people::{PEOPLE, person},
    places::ESTATES,
    plan::{ANCHOR_MINUTE, Plan, SYSTEM, plan},
    rated, routing, settle,
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
/// Steps of one unit of work: few enough to end long before its lease, on a slow machine too.
const BATCH: usize = 20;
/// Tickets between two lines of progress.
const STRIDE: usize = 50;

struct Event {
    at: Moment,
    what: What,
}

/// Something is made known, an order is given, or a step of its ticket is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    News(News),
    Order { plan: usize },
    Step { plan: usize, step: usize },
}

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
    tickets(app, &plan(seed), anchor, (&world, tell)).await?;
    tell("Demo: what follows from clocks that ran out …");
    clocks::sweep_in_order(app, anchor).await?;
    routing::rules(app, &world, anchor).await?;
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

async fn tickets(
    app: &App,
    plans: &[Plan],
    anchor: Moment,
    (world, tell): (&World, &dyn Fn(&str)),
) -> Result<(), Failure> {
    let mut ids: Vec<Option<TicketId>> = vec![None; plans.len()];
    let mut lines = 0;
    for batch in events(plans, anchor).chunks(BATCH) {
        let known = &ids;
        ids =
            app.store.write(async |tx| replay((app, tx), world, plans, known, batch).await).await?;
        let submitted = ids.iter().flatten().count();
        if submitted / STRIDE > lines {
            lines = submitted / STRIDE;
            tell(&format!("Demo: {} of {} tickets …", lines * STRIDE, plans.len()));
        }
    }
    Ok(())
}

/// Everything that happens, in the order in which it happened.
fn events(plans: &[Plan], anchor: Moment) -> Vec<Event> {
    let made_known = news(plans, anchor).into_iter();
    let mut all: Vec<Event> =
        made_known.map(|(at, one)| Event { at, what: What::News(one) }).collect();
    for (plan, told) in plans.iter().enumerate() {
        let order = anchor - TimeDelta::minutes(told.minutes_ago.into());
        all.push(Event { at: order, what: What::Order { plan } });
        all.extend(told.steps.iter().enumerate().map(|(step, taken)| Event {
            at: order + TimeDelta::minutes(taken.after_minutes.into()),
            what: What::Step { plan, step },
        }));
    }
    all.sort_by_key(|event| (event.at, event.what));
    all
}

/// One unit of work; gives the ids of the tickets as far as they are known after it.
async fn replay(
    (app, tx): (&App, &Tx),
    world: &World,
    plans: &[Plan],
    known: &[Option<TicketId>],
    batch: &[Event],
) -> Result<Vec<Option<TicketId>>, Failure> {
    let mut ids = known.to_vec();
    for &Event { at: now, what } in batch {
        let by = |account: &str| Ok::<_, Failure>(By { app, actor: world.actor(account)?, now });
        let told = match what {
            What::News(one) => make_known((app, tx), world, (now, one)).await.map(|()| None),
            What::Order { plan } => {
                let id = act::submit(by(plans[plan].filer)?, tx, world, &plans[plan]).await;
                id.map(|id| Some((plan, id)))
            }
            What::Step { plan, step } => {
                let taken = &plans[plan].steps[step];
                let id = ids[plan].ok_or_else(Refusal::missing)?;
                let id = act::step(by(taken.by)?, tx, world, (id, &taken.act)).await;
                id.map(|id| Some((plan, id)))
            }
        };
        let told = told.inspect_err(|failure| tracing::error!(?failure, ?what, "demo"))?;
        if let Some((plan, id)) = told {
            ids[plan] = Some(id);
        }
    }
    Ok(ids)
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
