//! The steps of a ticket straight on the store: the same SQL, rules and unit of work as behind HTTP.

use access::{Action, Actor, authorize};
use api::app::App;
use chrono::NaiveDate;
use kernel::{AccountId, Moment, Refusal, TicketId, Uuid};
use persistence::{
    Conn, Failure, StoreError,
    identity::display_names,
    ticket::{Filing, Known, KnownSite, Named, assignment, load_for, side_records, site},
};
use ticket::{Category, Contact, Detail, Location, Opening, Site, Submission, Target, Ticket};

use crate::{Fault, ask::actor, neighbourhood};

pub(crate) const DESCRIPTION: &str = "3栋2单元电梯异响,运行时有明显抖动。";
pub(crate) const PHONE: &str = "19900000001";
pub(crate) const CONTACT: &str = "李晓梅";

/// Files a ticket as one of the residents.
pub(crate) async fn submit(app: &App, resident: u32) -> Result<TicketId, Fault> {
    let now = app.clock.now();
    let actor = actor(app, neighbourhood::resident(resident), now).await?;
    let (home, of) = (neighbourhood::home(resident), neighbourhood::category(0));
    let told = Filing { estate: home, category: of, premises: None, building: None };
    let known = match app.sites.get(&told) {
        Some(known) => known,
        None => look(app, told, now).await?,
    };
    let Known { site, category, .. } = known.clone().on(app.today(now)).ok_or("midnight")?;
    let category = category.ok_or("no such category")?;
    let permit = authorize(&actor, Action::Submit, &Opening { path: site.path, on_behalf: false })
        .map_err(Refusal::from)?;
    let mut change =
        ticket::submit(&permit, submission(app.id(now), site, category, app.today(now)), now)?;
    ticket::tick(&[], &mut change, &app.clockwork())?;
    let id = change.after.id;
    if !app.store.create_ticket_as_known(&change, &known, None).await? {
        app.store.write(async move |tx| Ok(tx.create_ticket(&change).await?)).await?;
    }
    Ok(id)
}

async fn look(app: &App, filing: Filing, now: Moment) -> Result<KnownSite, Fault> {
    let today = app.today(now);
    let found = site(app.store.reader(), filing, (today, now)).await?.ok_or("no such estate")?;
    let known = KnownSite::of(filing, today, &found).ok_or("no such category")?;
    app.sites.insert(filing, known.clone());
    Ok(known)
}

fn submission(id: TicketId, site: Site, category: Category, today: NaiveDate) -> Submission {
    Submission {
        id,
        site,
        category,
        kind: None,
        priority: None,
        visibility: None,
        description: DESCRIPTION.to_owned(),
        location: Location::default(),
        contact: Contact {
            name: Some(CONTACT.to_owned()),
            phone: Some(PHONE.to_owned()),
            ..Contact::default()
        },
        on_behalf: false,
        channel: None,
        imported: false,
        meeting: None,
        today,
        client_ref: None,
        client_body: None,
        origin: None,
    }
}

/// Sends it to a worker of the enterprise.
pub(crate) async fn dispatch(app: &App, id: TicketId, to: AccountId) -> Result<(), Fault> {
    let now = app.clock.now();
    let actor = actor(app, neighbourhood::dispatcher(), now).await?;
    let done = step(app, id, actor, Action::Dispatch, now, async move |tx, ticket| {
        let named = Named { to: Target::Account(to), helpers: Vec::new(), words: None };
        Ok(Detail::Dispatch(assignment(tx, ticket, named, now).await?))
    });
    Ok(done.await?)
}

/// Takes it on as the worker that it went to.
pub(crate) async fn accept(app: &App, id: TicketId, worker: AccountId) -> Result<(), Fault> {
    let now = app.clock.now();
    let actor = actor(app, worker, now).await?;
    Ok(step(app, id, actor, Action::Accept, now, async |_, _| Ok(Detail::Accept)).await?)
}

async fn step(
    app: &App,
    id: TicketId,
    actor: Actor,
    action: Action,
    now: Moment,
    detail: impl AsyncFn(&persistence::Tx, &Ticket) -> Result<Detail, Failure> + 'static,
) -> Result<(), Failure> {
    let today = app.today(now);
    app.store
        .write(async move |tx| {
            let found = load_for(tx, id, &actor, today, now).await?;
            let ticket = found.ok_or_else(Refusal::missing)?;
            let permit = authorize(&actor, action, &ticket)?;
            let change = ticket.apply(&permit, detail(tx, &ticket).await?, now)?;
            tx.save_ticket(&change, ticket.version).await?;
            answered(tx, std::slice::from_ref(&change.after)).await
        })
        .await
}

/// What the answer reads besides: the records of the tickets and the names in them.
pub(crate) async fn answered(db: &impl Conn, tickets: &[Ticket]) -> Result<(), Failure> {
    for ticket in tickets {
        side_records(db, ticket).await?;
    }
    Ok(names(db, tickets).await?)
}

pub(crate) async fn names(db: &impl Conn, tickets: &[Ticket]) -> Result<(), StoreError> {
    let people = tickets.iter().flat_map(|ticket| ticket.helpers().chain(ticket.course.handler_id));
    let mut ids: Vec<Uuid> = people.map(|account| account.0).collect();
    ids.sort_unstable();
    ids.dedup();
    display_names(db, &ids).await.map(|_| ())
}
