//! Durable submits: in groups, with one commit each, and in groups without HTTP.

use serde_json::json;

use crate::{
    Engine, Fault, Options,
    drive::{Sample, median},
    report::{self, Table, figure},
    server::Server,
    target::Target,
    write::{Flow, Step},
};

/// Groups bring at least so many times the submits of one commit each.
const LEAST_GAIN: f64 = 3.0;
/// HTTP leaves at least this share of the submits without it.
const LEAST_SHARE: f64 = 0.5;

/// The rates of the rounds, and the times of all of them.
#[derive(Debug, Default)]
struct Way {
    rates: Vec<f64>,
    all: Sample,
}

impl Way {
    fn add(&mut self, sample: Sample) {
        self.rates.push(sample.rate());
        self.all.add(sample);
    }

    fn rate(&self) -> f64 {
        median(self.rates.clone())
    }
}

pub(crate) async fn compare(options: &Options) -> Result<(), Fault> {
    if options.engine != Engine::Sqlite
        || options.url(0).is_some_and(|url| !url.starts_with("sqlite:"))
    {
        return Err("--group is of SQLite: PostgreSQL groups the flushes itself".into());
    }
    let target = Target::of(options, 0, options.rows).await?;
    let (grouped, single) = (Server::start(&target)?, Server::in_groups_of(&target, 1)?);
    let flow = Flow::new(&target)?;
    let (clients, time) = (options.writers, options.time());
    let [mut in_groups, mut one_each, mut straight] =
        [Way::default(), Way::default(), Way::default()];
    for round in 1..=options.rounds {
        report::say(&format!("submitting, round {round} of {}", options.rounds));
        in_groups.add(flow.over_http(Step::Submit, &grouped, clients, time).await?);
        one_each.add(flow.over_http(Step::Submit, &single, clients, time).await?);
        straight.add(flow.straight(Step::Submit, &target.app, clients, time).await?);
    }
    show(&target, clients, [&in_groups, &one_each, &straight])
}

fn show(
    target: &Target,
    clients: usize,
    [in_groups, one_each, straight]: [&Way; 3],
) -> Result<(), Fault> {
    let (tickets, engine) = (target.tickets, target.engine());
    report::print(&format!("durable submits of {clients} clients, {tickets} tickets on {engine}"));
    let mut table = Table::of(&["", "submits/s", "p50 ms", "p99 ms"]);
    for (name, way) in [
        ("HTTP, in groups", in_groups),
        ("HTTP, one commit each", one_each),
        ("without HTTP, in groups", straight),
    ] {
        let figures = [way.rate(), way.all.p50(), way.all.p99()];
        table.row(std::iter::once(name.to_owned()).chain(figures.map(figure)));
    }
    table.print();
    let gain = in_groups.rate() / one_each.rate();
    let share = in_groups.rate() / straight.rate();
    report::print(&format!(
        "grouped to one commit each: {gain:.2} (at least {LEAST_GAIN}) {}; \
         with HTTP to without: {share:.2} (at least {LEAST_SHARE}) {}",
        report::word(gain >= LEAST_GAIN),
        report::word(share >= LEAST_SHARE)
    ));
    let figures = json!({
        "bench": "group", "engine": engine, "tickets": tickets, "clients": clients,
        "grouped": report::sample(&in_groups.all), "one_each": report::sample(&one_each.all),
        "straight": report::sample(&straight.all),
        "gain": report::number(gain), "share": report::number(share),
    });
    report::print(&figures.to_string());
    let marks = [(gain >= LEAST_GAIN, "groups"), (share >= LEAST_SHARE, "submits over HTTP")];
    let broken: Vec<String> =
        marks.iter().filter(|(holds, _)| !holds).map(|(_, name)| (*name).to_owned()).collect();
    report::held(&broken)
}
