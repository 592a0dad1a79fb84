//! Reading with few and with many tickets: the median of each round's median, and their ratio.

use serde_json::json;

use crate::{
    Fault, Options,
    drive::median,
    marks,
    probe::{Probe, probes},
    report::{self, Table, figure},
    server::Server,
    target::Target,
};

/// Few, so that the times are those of the work and not of the queue before it.
const CLIENTS: usize = 2;

/// A database with its server.
struct Side {
    target: Target,
    server: Server,
    probes: Vec<Probe>,
}

impl Side {
    async fn new(options: &Options, at: usize, rows: u64) -> Result<Self, Fault> {
        let target = Target::of(options, at, rows).await?;
        let server = Server::start(&target)?;
        let probes = probes(&target).await?.into_iter().filter(Probe::reads_tickets).collect();
        Ok(Self { target, server, probes })
    }
}

/// The medians of the rounds for one operation: over HTTP and straight.
#[derive(Debug, Clone, Default)]
struct Rounds {
    over_http: Vec<f64>,
    straight: Vec<f64>,
}

impl Rounds {
    async fn add(&mut self, side: &Side, at: usize, options: &Options) -> Result<(), Fault> {
        let (probe, time) = (side.probes.get(at).ok_or("no such operation")?, options.time());
        self.over_http.push(probe.over_http(&side.server, CLIENTS, time).await?.p50());
        self.straight.push(probe.straight(&side.target.app, CLIENTS, time).await?.p50());
        Ok(())
    }
}

pub(crate) async fn compare(options: &Options, few: u64, many: u64) -> Result<(), Fault> {
    let few = Side::new(options, 0, few).await?;
    let many = Side::new(options, 1, many).await?;
    let mut all = vec![(Rounds::default(), Rounds::default()); few.probes.len()];
    for round in 1..=options.rounds {
        report::say(&format!("comparing, round {round} of {}", options.rounds));
        for (at, (small, large)) in all.iter_mut().enumerate() {
            if round % 2 == 1 {
                small.add(&few, at, options).await?;
                large.add(&many, at, options).await?;
            } else {
                large.add(&many, at, options).await?;
                small.add(&few, at, options).await?;
            }
        }
    }
    show(&few, &many, &all)
}

fn show(few: &Side, many: &Side, all: &[(Rounds, Rounds)]) -> Result<(), Fault> {
    let (small, large) = (few.target.tickets, many.target.tickets);
    report::print(&format!(
        "p50 in ms with {small} and with {large} tickets on {}, {CLIENTS} clients; {}",
        few.target.engine(),
        marks::told()
    ));
    let mut table =
        Table::of(&["", "HTTP few", "HTTP many", "ratio", "SQL few", "SQL many", "ratio", ""]);
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    for (probe, (small, large)) in few.probes.iter().zip(all) {
        let http = [median(small.over_http.clone()), median(large.over_http.clone())];
        let sql = [median(small.straight.clone()), median(large.straight.clone())];
        let ratios = [http[1] / http[0], sql[1] / sql[0]];
        let holds = marks::reading(probe.searches(), http);
        if !holds {
            broken.push(probe.name.clone());
        }
        let figures = [http[0], http[1], ratios[0], sql[0], sql[1], ratios[1]].map(figure);
        let cells = std::iter::once(probe.name.clone()).chain(figures);
        table.row(cells.chain([report::word(holds).to_owned()]));
        lines.push(json!({
            "operation": probe.name,
            "http_p50_ms": http.map(report::number), "http_ratio": report::number(ratios[0]),
            "straight_p50_ms": sql.map(report::number), "straight_ratio": report::number(ratios[1]),
        }));
    }
    table.print();
    let figures = json!({
        "bench": "compare", "engine": few.target.engine(), "tickets": [small, large],
        "operations": lines,
    });
    report::print(&figures.to_string());
    report::held(&broken)
}
