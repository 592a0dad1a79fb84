//! The reading that is measured: health, single tickets, and lists at every level of the tree.

use std::{sync::Arc, time::Duration};

use api::app::App;
use kernel::AccountId;
use persistence::ticket::Order;
use ticket::State;

use crate::{
    Fault,
    ask::{Ask, Listing, Spot},
    client::{self, Client},
    drive::{Sample, Work, drive},
    neighbourhood::{area, district_officer, estate, path},
    server::Server,
    target::Target,
};

/// Questions of one sort, asked in turn.
#[derive(Debug, Clone)]
pub(crate) struct Probe {
    pub(crate) name: String,
    who: AccountId,
    asks: Arc<[Ask]>,
    requests: Arc<[Vec<u8>]>,
}

struct OverHttp {
    client: Client,
    requests: Arc<[Vec<u8>]>,
    at: usize,
}

impl Work for OverHttp {
    async fn once(&mut self) -> Result<bool, Fault> {
        self.at += 1;
        let request = self.requests.get(self.at % self.requests.len()).ok_or("no requests")?;
        self.client.ask(request).await?;
        Ok(true)
    }
}

struct Straight {
    app: App,
    who: AccountId,
    asks: Arc<[Ask]>,
    at: usize,
}

impl Work for Straight {
    async fn once(&mut self) -> Result<bool, Fault> {
        self.at += 1;
        let ask = self.asks.get(self.at % self.asks.len()).ok_or("no questions")?;
        ask.straight(&self.app, self.who).await?;
        Ok(true)
    }
}

impl Probe {
    /// The questions of the district officer.
    fn new(name: &str, token: &str, asks: Vec<Ask>) -> Self {
        Self::of(name, (district_officer(), token), asks)
    }

    pub(crate) fn of(name: &str, (who, token): (AccountId, &str), asks: Vec<Ask>) -> Self {
        let requests = asks.iter().map(|ask| client::get(&ask.path(), token)).collect();
        Self { name: name.to_owned(), who, asks: asks.into(), requests }
    }

    /// Whether anything is left of it without HTTP.
    pub(crate) fn has_sql(&self) -> bool {
        !matches!(*self.asks, [Ask::Health])
    }

    pub(crate) fn reads_tickets(&self) -> bool {
        !matches!(*self.asks, [Ask::Health] | [Ask::Ready])
    }

    pub(crate) fn searches(&self) -> bool {
        matches!(self.asks.first(), Some(Ask::List(listing)) if listing.text.is_some())
    }

    pub(crate) async fn over_http(
        &self,
        server: &Server,
        clients: usize,
        time: Duration,
    ) -> Result<Sample, Fault> {
        let mut all = Vec::with_capacity(clients);
        for at in 0..clients {
            let client = Client::open(server.address).await?;
            all.push(OverHttp { client, requests: self.requests.clone(), at: at * 997 });
        }
        drive(all, time).await
    }

    pub(crate) async fn straight(
        &self,
        app: &App,
        clients: usize,
        time: Duration,
    ) -> Result<Sample, Fault> {
        let client = |at| Straight {
            app: app.clone(),
            who: self.who,
            asks: self.asks.clone(),
            at: at * 997,
        };
        drive((0..clients).map(client).collect(), time).await
    }
}

/// Everything that is read. The first of each level is the busiest, so that pages are full with few tickets too.
pub(crate) async fn probes(target: &Target) -> Result<Vec<Probe>, Fault> {
    let token = target.token(district_officer())?;
    let busiest = path(0);
    let spot = |key: Option<i32>| Spot::Area(area(key.unwrap_or(0)));
    let levels = [
        ("district", spot(busiest.district)),
        ("street", spot(busiest.street)),
        ("community", spot(busiest.community)),
        ("grid", spot(busiest.grid)),
        ("estate", Spot::Estate(estate(0))),
    ];
    let mut probes = vec![
        Probe::new("health", &token, vec![Ask::Health]),
        Probe::new("ready", &token, vec![Ask::Ready]),
        Probe::new("get", &token, some_tickets(target).await?),
    ];
    let by_change = levels.last().map(|(_, spot)| ("estate by change", *spot, Order::Updated));
    let lists = levels.iter().map(|(level, spot)| (*level, *spot, Order::Newest)).chain(by_change);
    for (name, spot, order) in lists {
        let listing = Listing { spot, state: None, order, before: None, text: None };
        let rare = Listing { state: Some(State::Submitted), ..listing };
        let (all, some) = (format!("list {name}"), format!("list {name}, submitted"));
        probes.push(Probe::new(&all, &token, vec![Ask::List(listing)]));
        probes.push(Probe::new(&some, &token, vec![Ask::List(rare)]));
    }
    for (level, spot) in &levels {
        for (how, text) in [("frequent", "电梯"), ("rare", "栏杆松动"), ("nowhere", "海啸预警")]
        {
            let (state, order, text) = (None, Order::Newest, Some(text));
            let listing = Listing { spot: *spot, state, order, before: None, text };
            let name = format!("search {level}, {how}");
            probes.push(Probe::new(&name, &token, vec![Ask::List(listing)]));
        }
    }
    let deep = depths(target, spot(busiest.district)).map(Ask::List).collect();
    probes.push(Probe::new("list district, any depth", &token, deep));
    Ok(probes)
}

/// Pages all over the younger half of the year.
fn depths(target: &Target, spot: Spot) -> impl Iterator<Item = Listing> + use<> {
    let now = target.app.clock.now();
    (0..1000_i32).map(move |at| {
        let minutes = i64::from(at * 7919 % 1000) * 260;
        let before = Some(now - chrono::TimeDelta::minutes(minutes));
        Listing { spot, state: None, order: Order::Newest, before, text: None }
    })
}

/// Tickets of the first district from all over the younger half of the year.
async fn some_tickets(target: &Target) -> Result<Vec<Ask>, Fault> {
    let mut asks = Vec::new();
    for listing in depths(target, Spot::Area(area(1))) {
        let found = listing.straight(&target.app, district_officer()).await?;
        asks.extend(found.tickets.iter().map(|ticket| Ask::Get(ticket.id)).step_by(7));
    }
    if asks.is_empty() { Err("no tickets".into()) } else { Ok(asks) }
}
