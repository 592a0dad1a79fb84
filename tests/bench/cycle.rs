//! A rating cycle: computing the scores of all estates, explaining one, and opening the league table.

use std::{sync::Arc, time::Instant};

use serde_json::{Value, json};

use crate::{
    Fault, Options,
    client::{self, Client},
    cycle_rows::{cycle, load},
    drive::{Sample, Work, drive},
    marks,
    neighbourhood::district_officer,
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
    let mut table = Table::of(&["", "scores", "s", "p50 ms"]);
    table.row(["compute".to_owned(), scores.to_string(), figure(seconds), String::new()]);
    for (name, sample) in [("explain one", &explained), ("league table", &opened)] {
        table.row([name.to_owned(), String::new(), String::new(), figure(sample.p50())]);
    }
    table.print();
    let told = json!({
        "tickets": target.tickets, "scores": scores, "seconds": [first.0, again.0],
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
