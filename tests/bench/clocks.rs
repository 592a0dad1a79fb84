//! The sweep of the clocks: what it costs with nothing due, and with many levels reached at once.

use std::time::Instant;

use api::jobs::clocks::sweep;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;

use crate::{
    Fault, Options,
    drive::median,
    report::{self, number},
    sql::Loader,
    target::Target,
};

/// Clocks that run, and those of them that are due.
const RUNNING: i64 = 100_000;
const DUE: i64 = 5_000;
/// Sweeps with nothing due that are measured.
const IDLE: usize = 200;
/// A sweep of the due takes at most this many seconds, an idle one this many milliseconds.
const MOST_SECONDS: f64 = 5.0;
const MOST_IDLE: f64 = 5.0;

const KINDS: [&str; 6] =
    ["acceptance", "dispatch", "first_contact", "follow_up", "report_in", "resolution"];
const LEVELS: &str = r#"[{"percent":75,"effect":"notice"},{"percent":100,"effect":"reminder"}]"#;

pub(crate) async fn measure(options: &Options) -> Result<(), Fault> {
    let target = Target::of(options, 0, options.rows).await?;
    let app = &target.app;
    fill(&target).await?;
    app.load_clockwork().await?;
    let now = app.clock.now();
    let mut idle = Vec::with_capacity(IDLE);
    for _ in 0..IDLE {
        let started = Instant::now();
        sweep(app, now).await?;
        idle.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let idle = median(idle);
    make_due(&target).await?;
    let before = count(&target, "SELECT COUNT(*) AS n FROM journal WHERE action = 'clock'").await?;
    let started = Instant::now();
    sweep(app, now).await?;
    let took = started.elapsed().as_secs_f64();
    let after = count(&target, "SELECT COUNT(*) AS n FROM journal WHERE action = 'clock'").await?;
    if after - before != DUE {
        return Err(format!("{} levels were noted, not {DUE}", after - before).into());
    }
    let fine = |fine: bool| if fine { "" } else { "  TOO MUCH" };
    report::print(&format!(
        "{RUNNING} clocks on {}: {DUE} due fired in {took:.2} s (at most {MOST_SECONDS}){}, nothing due {idle:.2} ms \
         (at most {MOST_IDLE}){}",
        target.engine(),
        fine(took <= MOST_SECONDS),
        fine(idle <= MOST_IDLE)
    ));
    let figures = json!({
        "bench": "clocks", "engine": target.engine(), "running": RUNNING, "due": DUE,
        "due_s": number(took), "idle_ms": number(idle),
    });
    report::print(&figures.to_string());
    enough(took, idle)
}

/// In seconds and milliseconds.
fn enough(took: f64, idle: f64) -> Result<(), Fault> {
    if took <= MOST_SECONDS && idle <= MOST_IDLE {
        return Ok(());
    }
    Err(format!(
        "the sweep takes {took:.2} s and {idle:.2} ms, expected {MOST_SECONDS} s and {MOST_IDLE} ms at most"
    )
    .into())
}

/// Six clocks for each open ticket, up to the wanted number, all of them due in the days to come.
async fn fill(target: &Target) -> Result<(), Fault> {
    let to = Loader::open(&target.url).await?;
    let now = target.app.clock.now().timestamp_millis();
    let kinds = KINDS.map(|kind| format!("SELECT '{kind}' AS kind")).join(" UNION ALL ");
    to.run("DELETE FROM ticket_clock").await?;
    let columns = "ticket_id, kind, number, calendar_id, calendar_version, unit, amount, levels, started_at, \
        target_at, pauses, reached, next_fire_at";
    to.run(&format!(
        "INSERT INTO ticket_clock ({columns}) SELECT t.id, k.kind, 1, c.id, c.version, 'minutes', 1440, '{LEVELS}', \
         {now}, {now} + 86400000, '[]', 0, {now} + 64800000 + t.updated_at % 86400000 \
         FROM ticket t, ({kinds}) k, calendar c \
         WHERE c.parent_id IS NULL AND t.state IN ('submitted', 'dispatched', 'accepted', 'resolved') \
         ORDER BY t.id, k.kind LIMIT {RUNNING}"
    ))
    .await?;
    to.finish().await?;
    let running = count(target, "SELECT COUNT(*) AS n FROM ticket_clock").await?;
    if running < RUNNING {
        return Err(format!("{running} clocks run on so few tickets: load more of them").into());
    }
    Ok(())
}

/// One level each of as many tickets was reached a moment ago.
async fn make_due(target: &Target) -> Result<(), Fault> {
    let to = Loader::open(&target.url).await?;
    let now = target.app.clock.now().timestamp_millis();
    to.run(&format!(
        "UPDATE ticket_clock SET next_fire_at = {now} - 1000, started_at = {now} - 66600000, \
         target_at = {now} + 19800000 WHERE kind = 'resolution' AND ticket_id IN \
         (SELECT ticket_id FROM ticket_clock WHERE kind = 'resolution' ORDER BY ticket_id LIMIT {DUE})"
    ))
    .await?;
    to.finish().await
}

async fn count(target: &Target, sql: &str) -> Result<i64, Fault> {
    let db = target.app.store.connection();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(row.ok_or("no count")?.try_get("", "n")?)
}
