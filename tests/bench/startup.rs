//! Starting on an existing database: how long until the server is ready, and what it then holds in memory.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::{Fault, drive::median, report, server::Server, target::Target};

/// Starts that are measured.
const STARTS: usize = 5;
/// An existing database is served within a second, and a server at rest takes less than this many megabytes.
const MOST_MEMORY: f64 = 60.0;

/// `lianjian` where it was built beside the benchmark, else the benchmark as the server.
fn program() -> Result<Option<PathBuf>, Fault> {
    let own = std::env::current_exe()?;
    Ok(own.parent().map(|folder| folder.join("lianjian")).filter(|path| path.is_file()))
}

pub(crate) fn measure(target: &Target) -> Result<Value, Fault> {
    let program = program()?;
    let (mut times, mut rest) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let server = match &program {
            Some(program) => Server::of_program(program, target)?,
            None => Server::start(target)?,
        };
        times.push(server.ready_after.as_secs_f64() * 1000.0);
        rest.push(server.memory()?.now);
    }
    let (time, memory) = (median(times), median(rest));
    let fine = |fine: bool| if fine { "" } else { "  TOO MUCH" };
    let name = if program.is_some() { "lianjian" } else { "the benchmark as the server" };
    report::print(&format!(
        "start of {name} on an existing database: ready in {time:.0} ms (at most 1000){}, \
         {memory:.1} MB at rest (at most {MOST_MEMORY:.0}){}",
        fine(time <= 1000.0),
        fine(memory <= MOST_MEMORY)
    ));
    Ok(json!({ "ready_ms": report::number(time), "rest_mb": report::number(memory) }))
}
