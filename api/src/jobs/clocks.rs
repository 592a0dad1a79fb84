//! Clocks: what follows when time runs out, and measuring anew what was provisional or has another policy.

use access::{Action, Actor, authorize};
use futures_util::StreamExt as _;
use kernel::{Moment, TicketId, Uuid};
use persistence::{
    Failure, Tx,
    clock::{clocks_of, due, provisional, provisional_years, running, unapplied},
    ticket::load_many,
};
use ticket::{Anew, Change, Clock, Ticket};

use crate::{app::App, ctx::By, ticket::follow};

/// Tickets read at once.
const BATCH: u32 = 200;
/// Tickets of one unit of work.
const UNIT: usize = 50;
/// Units of work under way at once.
const LANES: usize = 4;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    app.load_clockwork().await?;
    known_years(app, now).await?;
    policies(app, now).await?;
    sweep(app, now).await
}

/// Every level that was reached by now, each once: whoever changes a ticket first has its levels, whoever comes
/// second begins again and finds nothing due.
pub async fn sweep(app: &App, now: Moment) -> Result<(), Failure> {
    sweep_by(app, now, LANES).await
}

/// The same in one order, so that the same story ends the same way.
pub async fn sweep_in_order(app: &App, now: Moment) -> Result<(), Failure> {
    sweep_by(app, now, 1).await
}

async fn sweep_by(app: &App, now: Moment, lanes: usize) -> Result<(), Failure> {
    let rules = app.clockwork();
    loop {
        let tickets = due(app.store.reader(), now, BATCH).await?;
        let fire = |ticket: &Ticket, clocks: &[Clock]| {
            let permit = authorize(&Actor::system(), Action::ClockReach, ticket)?;
            Ok(ticket.fire(&permit, clocks, &rules, now)?)
        };
        let done = each(app, (&tickets, lanes), now, &fire).await;
        if tickets.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) || done == 0 {
            return Ok(());
        }
    }
}

/// Targets that waited for a year which is known now.
async fn known_years(app: &App, now: Moment) -> Result<(), Failure> {
    let rules = app.clockwork();
    for year in provisional_years(app.store.reader()).await? {
        if rules.knows(year) {
            let waits = |_: &Ticket, clock: &Clock| clock.provisional == Some(year);
            let next = async |after| provisional(app.store.reader(), year, after, BATCH).await;
            measure(app, now, (&waits, Anew::Calendar), next).await?;
        }
    }
    Ok(())
}

/// Running clocks that a policy was to be applied to.
async fn policies(app: &App, now: Moment) -> Result<(), Failure> {
    let rules = app.clockwork();
    for policy in unapplied(app.store.reader()).await? {
        let kind = policy.matches.clock;
        let fits = |ticket: &Ticket, clock: &Clock| {
            let now = rules.chosen(kind, ticket).is_some_and(|chosen| chosen.id == policy.id);
            clock.kind == kind && (now || clock.policy.is_some_and(|(id, _)| id == policy.id))
        };
        let next = async |after| running(app.store.reader(), kind, after, BATCH).await;
        measure(app, now, (&fits, Anew::Policy), next).await?;
        app.store.write(async |tx| Ok(tx.policy_applied(&policy).await?)).await?;
    }
    Ok(())
}

async fn measure(
    app: &App,
    now: Moment,
    (wanted, anew): (&impl Fn(&Ticket, &Clock) -> bool, Anew),
    next: impl AsyncFn(TicketId) -> Result<Vec<TicketId>, persistence::StoreError>,
) -> Result<(), Failure> {
    let rules = app.clockwork();
    let measure = |ticket: &Ticket, clocks: &[Clock]| {
        let permit = authorize(&Actor::system(), Action::ClockReach, ticket)?;
        let wanted = |clock: &Clock| wanted(ticket, clock);
        Ok(ticket.measure(&permit, clocks, (wanted, anew), &rules, now)?)
    };
    let mut after = TicketId(Uuid::nil());
    loop {
        let tickets = next(after).await?;
        each(app, (&tickets, LANES), now, &measure).await;
        match tickets.last() {
            Some(last) if tickets.len() == usize::try_from(BATCH).unwrap_or(usize::MAX) => {
                after = *last
            }
            _ => return Ok(()),
        }
    }
}

/// What becomes of a ticket and its clocks.
trait Work: Fn(&Ticket, &[Clock]) -> Result<Option<Change>, Failure> {}
impl<F: Fn(&Ticket, &[Clock]) -> Result<Option<Change>, Failure>> Work for F {}

/// Does the work on the tickets, several in a unit of work; where that fails, one by one, so that one ticket does not
/// hold up the others. The number of tickets that it was done on.
async fn each(
    app: &App,
    (tickets, lanes): (&[TicketId], usize),
    now: Moment,
    work: &impl Work,
) -> usize {
    let units = tickets.chunks(UNIT).map(|unit| async move {
        if save(app, unit, now, work).await.is_ok() {
            return unit.len();
        }
        let mut done = 0;
        for one in unit {
            match save(app, std::slice::from_ref(one), now, work).await {
                Ok(()) => done += 1,
                Err(error) => tracing::error!(ticket = %one, %error, "clocks"),
            }
        }
        done
    });
    futures_util::stream::iter(units)
        .buffer_unordered(lanes)
        .fold(0, async |all, one| all + one)
        .await
}

async fn save(app: &App, unit: &[TicketId], now: Moment, work: &impl Work) -> Result<(), Failure> {
    app.store.write(async |tx| save_in(tx, app, unit, now, work).await).await
}

async fn save_in(
    tx: &Tx,
    app: &App,
    unit: &[TicketId],
    now: Moment,
    work: &impl Work,
) -> Result<(), Failure> {
    let system = Actor::system();
    let by = By { app, actor: &system, now };
    let tickets = load_many(tx, unit, app.today(now)).await?;
    let clocks = clocks_of(tx, unit).await?;
    let mut done = Vec::with_capacity(tickets.len());
    for ticket in &tickets {
        let own = clocks.get(&ticket.id).map(Vec::as_slice).unwrap_or_default();
        let Some(change) = work(ticket, own)? else { continue };
        let ends = !change.adds.is_empty();
        done.push((change, ticket.version));
        if ends {
            saved(tx, by, std::mem::take(&mut done)).await?;
        }
    }
    saved(tx, by, done).await
}

/// Saves what goes together. What follows from a card counts those before it and none after it, so that it is the last.
async fn saved(tx: &Tx, by: By<'_>, done: Vec<(Change, i32)>) -> Result<(), Failure> {
    let all: Vec<_> = done.iter().map(|(change, version)| (change, *version)).collect();
    tx.save_tickets(&all).await?;
    for (change, _) in &done {
        follow(by, tx, change).await?;
    }
    Ok(())
}
