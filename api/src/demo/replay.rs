//! Replays the story of the tickets in the order in which it happened.

use chrono::TimeDelta;
use kernel::{Moment, Refusal, TicketId};
use persistence::{Failure, Tx};

use super::{
    act, file,
    news::{News, make_known, news},
    photo::photo,
    plan::{Act, Plan},
    submit::submit,
    world::World,
};
use crate::{app::App, ctx::By};

/// Steps of one unit of work: few enough to end long before its lease, on a slow machine too.
const BATCH: usize = 20;
/// Tickets between two lines of progress.
const STRIDE: usize = 50;

struct Event {
    at: Moment,
    what: What,
}

/// Something is made known, an order is given, a step of its ticket is taken, or a file of tickets taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    News(News),
    Order { plan: usize },
    Step { plan: usize, step: usize },
    File,
}

/// The plans, with the ids of those tickets that were filed by now.
#[derive(Clone, Copy)]
struct Told<'a> {
    plans: &'a [Plan],
    ids: &'a [Option<TicketId>],
}

pub(super) async fn tickets(
    app: &App,
    plans: &[Plan],
    anchor: Moment,
    (world, tell): (&World, &dyn Fn(&str)),
) -> Result<(), Failure> {
    let events = events(plans, anchor);
    let apart = |event: &Event| is_apart(plans, event);
    let mut ids: Vec<Option<TicketId>> = vec![None; plans.len()];
    let mut lines = 0;
    for alike in events.chunk_by(|one, next| !apart(one) && !apart(next)) {
        for batch in alike.chunks(BATCH) {
            let told = Told { plans, ids: &ids };
            if let Some(one) = batch.first().filter(|one| apart(one)) {
                by_itself(app, world, told, one).await?;
                continue;
            }
            let done = app.store.write(async |tx| replay((app, tx), world, told, batch).await);
            ids = done.await?;
            let submitted = ids.iter().flatten().count();
            if submitted / STRIDE > lines {
                lines = submitted / STRIDE;
                tell(&format!("Demo: {} of {} tickets …", lines * STRIDE, plans.len()));
            }
        }
    }
    Ok(())
}

/// Whether it takes units of work of its own.
fn is_apart(plans: &[Plan], event: &Event) -> bool {
    match event.what {
        What::File => true,
        What::Step { plan, step } => matches!(plans[plan].steps[step].act, Act::Attach { .. }),
        What::News(_) | What::Order { .. } => false,
    }
}

/// Everything that happens, in the order in which it happened.
fn events(plans: &[Plan], anchor: Moment) -> Vec<Event> {
    let made_known = news(plans, anchor).into_iter();
    let mut all: Vec<Event> =
        made_known.map(|(at, one)| Event { at, what: What::News(one) }).collect();
    all.push(Event { at: anchor - file::AGO, what: What::File });
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

/// What is done over several units of work, while the clock stands at its time.
async fn by_itself(
    app: &App,
    world: &World,
    told: Told<'_>,
    &Event { at: now, what }: &Event,
) -> Result<(), Failure> {
    app.clock.pass(now - app.clock.now());
    let by = |account: &str| Ok::<_, Failure>(By { app, actor: world.actor(account)?, now });
    if let What::Step { plan, step } = what {
        let taken = &told.plans[plan].steps[step];
        let id = told.ids[plan].ok_or_else(Refusal::missing)?;
        if let Act::Attach { kind } = taken.act {
            return photo(by(taken.by)?, id, kind).await;
        }
    }
    file::take(by(file::BY)?, world).await
}

/// One unit of work; gives the ids of the tickets as far as they are known after it.
async fn replay(
    (app, tx): (&App, &Tx),
    world: &World,
    Told { plans, ids }: Told<'_>,
    batch: &[Event],
) -> Result<Vec<Option<TicketId>>, Failure> {
    let mut ids = ids.to_vec();
    for &Event { at: now, what } in batch {
        let by = |account: &str| Ok::<_, Failure>(By { app, actor: world.actor(account)?, now });
        let told = match what {
            What::News(one) => make_known((app, tx), world, (now, one)).await.map(|()| None),
            What::Order { plan } => {
                let id = submit(by(plans[plan].filer)?, tx, world, &plans[plan]).await;
                id.map(|id| Some((plan, id)))
            }
            What::Step { plan, step } => {
                let taken = &plans[plan].steps[step];
                let id = ids[plan].ok_or_else(Refusal::missing)?;
                let id = act::step(by(taken.by)?, tx, world, (id, &taken.act)).await;
                id.map(|id| Some((plan, id)))
            }
            What::File => Ok(None),
        };
        let told = told.inspect_err(|failure| tracing::error!(?failure, ?what, "demo"))?;
        if let Some((plan, id)) = told {
            ids[plan] = Some(id);
        }
    }
    Ok(ids)
}
