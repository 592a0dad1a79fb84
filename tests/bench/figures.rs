//! Figures of a district: counting all tickets, counting them anew, and reading.

use std::{sync::Arc, time::Instant};

use persistence::ticket::{Audit, audit, months};
use serde_json::json;

use crate::{
    Fault, Options,
    client::{self, Client},
    drive::{Sample, Work, drive},
    neighbourhood::{area, category, district_officer, enterprise, path},
    report::{self, Table, figure},
    server::Server,
    target::Target,
};

/// The figures of a district take at most so many milliseconds.
const MOST: f64 = 20.0;
/// Few, so that the times are those of the work and not of the queue before it.
const CLIENTS: usize = 2;
/// Counters written in one unit of work.
const BATCH: usize = 500;

struct Reading {
    client: Client,
    request: Arc<Vec<u8>>,
}

impl Work for Reading {
    async fn once(&mut self) -> Result<bool, Fault> {
        self.client.ask(&self.request).await?;
        Ok(true)
    }
}

/// What is asked, by name.
fn questions() -> Vec<(&'static str, String)> {
    let district = area(path(0).district.unwrap_or(0));
    let of = |rest: &str| format!("/v1/figures/tickets?area_id={district}{rest}");
    vec![
        ("district", of("")),
        ("district by month", of("&by=month")),
        ("district by day", of("&by=day")),
        ("district by area", of("&by=area")),
        ("district by organization", of("&by=organization")),
        ("district by category", of("&by=category")),
        ("district, one category", of(&format!("&category_id={}", category(0)))),
        ("district, one enterprise", of(&format!("&organization_id={}", enterprise(0)))),
    ]
}

pub(crate) async fn figures(options: &Options) -> Result<(), Fault> {
    let target = Target::of(options, 0, options.rows).await?;
    report::print(&format!("{} tickets on {}", target.tickets, target.engine()));
    let first = count(&target).await?;
    let again = count(&target).await?;
    if again.1 > 0 {
        return Err(format!("counted anew, {} counters differ", again.1).into());
    }
    report::print(&format!("counted in {:.1} s, anew in {:.1} s", first.0, again.0));
    let server = Server::start(&target)?;
    let token = target.token(district_officer())?;
    let mut table = Table::of(&["", "HTTP/s", "p50 ms", "p99 ms"]);
    let mut lines = Vec::new();
    for (name, path) in questions() {
        let mut all = Sample::default();
        for _ in 0..options.rounds {
            all.add(measure(&server, &path, &token, options).await?);
        }
        let cells = [all.rate(), all.p50(), all.p99()].map(figure);
        table.row(std::iter::once(name.to_owned()).chain(cells));
        lines.push((name, all));
    }
    table.print();
    let shown: Vec<_> = lines
        .iter()
        .map(|(name, all)| json!({ "operation": name, "http": report::sample(all) }))
        .collect();
    report::print(&json!({ "tickets": target.tickets, "figures": shown }).to_string());
    match lines.first().map(|(_, all)| all.p50()) {
        Some(p50) if p50 <= MOST => Ok(()),
        p50 => {
            Err(format!("figures of the district take {p50:?} ms, expected {MOST} at most").into())
        }
    }
}

async fn measure(
    server: &Server,
    path: &str,
    token: &str,
    options: &Options,
) -> Result<Sample, Fault> {
    let request = Arc::new(client::get(path, token));
    let mut clients = Vec::with_capacity(CLIENTS);
    for _ in 0..CLIENTS {
        let client = Client::open(server.address).await?;
        clients.push(Reading { client, request: request.clone() });
    }
    drive(clients, options.time()).await
}

/// Counts all months and puts right what differs; the seconds that it took, and how many counters differed.
async fn count(target: &Target) -> Result<(f64, usize), Fault> {
    let (begun, store) = (Instant::now(), &target.app.store);
    let mut differing = 0;
    for month in months(store.reader()).await? {
        let Audit { differences, .. } = audit(store, month).await?;
        differing += differences.len();
        for chunk in differences.chunks(BATCH) {
            let missing = chunk.iter().map(|one| (one.counter, one.missing())).collect();
            store.write(async |tx| Ok(tx.add_to_figures(&missing).await?)).await?;
        }
    }
    Ok((begun.elapsed().as_secs_f64(), differing))
}
