//! The main measurement: every operation over HTTP and straight, in turn, and the server's memory.

use serde_json::json;

use crate::{
    Fault, Options,
    drive::Sample,
    line::{self, Line},
    marks,
    probe::{Probe, probes},
    raw, report,
    server::Server,
    startup,
    target::Target,
    write::{Flow, Step},
};

pub(crate) async fn run(options: &Options) -> Result<(), Fault> {
    let target = Target::of(options, 0, options.rows).await?;
    report::print(&format!("{} tickets on {}", target.tickets, target.engine()));
    let start = startup::measure(&target)?;
    let server = Server::start(&target)?;
    let rest = server.memory()?;
    let mut lines = reading(options, &target, &server).await?;
    let read = server.memory()?;
    let (writes, raw) = writing(options, &target, &server).await?;
    let submit = writes.first().map_or(0.0, |line| line.over_http.rate());
    lines.extend(writes);
    let written = server.memory()?;
    line::print(&lines);
    report::print(&format!(
        "server memory: {:.1} MB at rest, {:.1} MB after reading, {:.1} MB after writing, \
         {:.1} MB at its highest",
        rest.now, read.now, written.now, written.highest
    ));
    let verdict = marks::submit(target.app.store.engine(), submit, raw.rate());
    report::print(&verdict.text);
    let figures = json!({
        "bench": "run", "raw_submit": report::sample(&raw), "engine": target.engine(), "tickets": target.tickets, "start": start,
        "memory_mb": {
            "rest": report::number(rest.now), "read": report::number(read.now),
            "written": report::number(written.now), "highest": report::number(written.highest),
        },
        "operations": lines.iter().map(Line::json).collect::<Vec<_>>(),
    });
    report::print(&figures.to_string());
    report::held(&Vec::from_iter((!verdict.holds).then_some(verdict.text)))
}

async fn reading(options: &Options, target: &Target, server: &Server) -> Result<Vec<Line>, Fault> {
    read(options, &probes(target).await?, target, server).await
}

/// The probes in turn, round by round.
pub(crate) async fn read(
    options: &Options,
    probes: &[Probe],
    target: &Target,
    server: &Server,
) -> Result<Vec<Line>, Fault> {
    let (clients, time) = (options.readers, options.time());
    let mut lines: Vec<Line> = probes.iter().map(|probe| Line::of(&probe.name, clients)).collect();
    for round in 1..=options.rounds {
        report::say(&format!("reading, round {round} of {}", options.rounds));
        for (probe, line) in probes.iter().zip(&mut lines) {
            line.over_http.add(probe.over_http(server, clients, time).await?);
            if probe.has_sql() {
                let more = probe.straight(&target.app, clients, time).await?;
                line.straight.get_or_insert_default().add(more);
            }
        }
    }
    Ok(lines)
}

/// The steps over HTTP and straight, and beside them submits that are nothing but SQL.
async fn writing(
    options: &Options,
    target: &Target,
    server: &Server,
) -> Result<(Vec<Line>, Sample), Fault> {
    let (over_http, straight) = (Flow::new(target)?, Flow::new(target)?);
    let (clients, time) = (options.writers, options.time());
    let (mut lines, mut raw): (Vec<Line>, Sample) = (Vec::new(), Sample::default());
    raw::prepare(&target.app).await?;
    for round in 1..=options.rounds {
        raw.add(raw::submits(&target.app, clients, time).await?);
        report::say(&format!("writing, round {round} of {}", options.rounds));
        for (at, step) in Step::ALL.into_iter().enumerate() {
            let told = over_http.over_http(step, server, clients, time).await?;
            let done = straight.straight(step, &target.app, clients, time).await?;
            match lines.get_mut(at) {
                Some(line) => {
                    line.over_http.add(told);
                    line.straight.get_or_insert_default().add(done);
                }
                None => lines.push(Line {
                    name: step.name().to_owned(),
                    clients,
                    over_http: told,
                    straight: Some(done),
                }),
            }
        }
    }
    raw::clear(&target.app).await?;
    Ok((lines, raw))
}
