//! A rating cycle: opening one for all estates, computing their scores, explaining one, and reading the league table.

use std::{sync::Arc, time::Instant};

use chrono::{Days, NaiveDate};
use rating::cycle::CycleKind;
use serde_json::{Value, json};

use crate::{
    Fault, Options,
    client::{self, Client},
    cycle_rows::{DISTRICT, cycle, load},
    drive::{Sample, Work, drive},
    marks,
    neighbourhood::{area, district_officer},
    report::{self, Table, figure},
    server::Server,
    target::Target,
};

/// Few, so that the times are those of the work and not of the queue before it.
const CLIENTS: usize = 2;

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

pub(crate) async fn measure(options: &Options) -> Result<(), Fault> {
    let target = Target::of(options, 0, options.rows).await?;
    load(&target).await?;
    report::print(&format!("{} tickets on {}", target.tickets, target.engine()));
    let server = Server::start(&target)?;
    let token = target.token(district_officer())?;
    let (first, again) = (computed(&server, &token).await?, computed(&server, &token).await?);
    if first.1["digest"] != again.1["digest"] {
        return Err("computed again, the scores are others".into());
    }
    let league = format!("/v1/cycles/{}/scores?limit=100", cycle());
    let mut client = Client::open(server.address).await?;
    let shown: Value = serde_json::from_slice(client.ask(&client::get(&league, &token)).await?)?;
    let score = shown["items"][0]["id"].as_str().ok_or("a league table without a score")?;
    let explained = read(&server, &format!("/v1/scores/{score}"), &token, options).await?;
    let opened = read(&server, &league, &token, options).await?;
    let seconds = first.0.max(again.0);
    let scores = &first.1["scores"];
    let (opening, sheets) =
        begun(&server, &token, target.app.today(target.app.clock.now())).await?;
    let mut table = Table::of(&["", "number", "s", "p50 ms"]);
    table.row(["open, sheets".to_owned(), sheets.to_string(), figure(opening), String::new()]);
    table.row(["compute, scores".to_owned(), scores.to_string(), figure(seconds), String::new()]);
    for (name, sample) in [("explain one", &explained), ("league table", &opened)] {
        table.row([name.to_owned(), String::new(), String::new(), figure(sample.p50())]);
    }
    table.print();
    let told = json!({
        "tickets": target.tickets, "sheets": sheets, "opening": opening, "scores": scores, "seconds": [first.0, again.0],
        "explain": report::sample(&explained), "league": report::sample(&opened),
    });
    report::print(&told.to_string());
    report::held(&marks::cycle(seconds, [explained.p50(), opened.p50()]))
}

/// The seconds that computing took, with the answer.
async fn computed(server: &Server, token: &str) -> Result<(f64, Value), Fault> {
    let request = client::post(&format!("/v1/cycles/{}/compute", cycle()), token, "{}");
    let mut client = Client::open(server.address).await?;
    let begun = Instant::now();
    let answer = serde_json::from_slice(client.ask(&request).await?)?;
    Ok((begun.elapsed().as_secs_f64(), answer))
}

/// The seconds that opening a cycle of the quarter took, with the number of its sheets.
async fn begun(server: &Server, token: &str, today: NaiveDate) -> Result<(f64, Value), Fault> {
    let first = CycleKind::Quarter.first_of(today);
    let last = CycleKind::Quarter.last_of(first).ok_or("a quarter without a last day")?;
    let told = json!({
        "area_id": area(DISTRICT), "name": "季度", "kind": "quarter", "first_on": first,
        "due_on": last.checked_add_days(Days::new(15)),
    });
    let mut client = Client::open(server.address).await?;
    let plan = client::post("/v1/cycles", token, &told.to_string());
    let cycle: Value = serde_json::from_slice(client.ask(&plan).await?)?;
    let id = cycle["id"].as_str().ok_or("a cycle without an id")?;
    let open = client::post(&format!("/v1/cycles/{id}/open"), token, "{}");
    let begun = Instant::now();
    let opened: Value = serde_json::from_slice(client.ask(&open).await?)?;
    let seconds = begun.elapsed().as_secs_f64();
    let cancel = client::post(&format!("/v1/cycles/{id}/cancel"), token, "{\"reason\":\"bench\"}");
    client.ask(&cancel).await?;
    Ok((seconds, opened["sheets"].clone()))
}

async fn read(
    server: &Server,
    path: &str,
    token: &str,
    options: &Options,
) -> Result<Sample, Fault> {
    let request = Arc::new(client::get(path, token));
    let mut all = Sample::default();
    for _ in 0..options.rounds {
        let mut clients = Vec::with_capacity(CLIENTS);
        for _ in 0..CLIENTS {
            let client = Client::open(server.address).await?;
            clients.push(Reading { client, request: request.clone() });
        }
        all.add(drive(clients, options.time()).await?);
    }
    Ok(all)
}
