//! Tickets that nothing has happened to since the end: counted by their fate, estate and holder.

use ::rating::{Fate, REPLY_WITHIN};
use kernel::Uuid;
use sea_orm::QueryResult;

use super::{EstateFigures, Holder, Wanted};
use crate::{
    Conn, StoreError,
    sql::{Bound, all},
};

/// [`ticket::own_finding`].
pub(super) const FOUND: &str = "(t.reporter_id IS NULL AND t.on_behalf = false AND t.filed_by_kind <> 'system' \
    AND t.channel <> 'meeting')";
/// [`ticket::Counted`].
const HANDLED: &str =
    "(t.merged_into IS NULL AND t.part_count = 0 AND t.state NOT IN ('withdrawn', 'declined'))";
/// [`ticket::Past::waiting`].
const WAITING: &str = "CASE WHEN f.organization_id IS NOT NULL OR f.dispatched_at IS NOT NULL THEN false ELSE \
    NOT EXISTS (SELECT 1 FROM journal j WHERE j.subject_id = t.id AND j.action IN ('raise', 'object')) \
    AND NOT EXISTS (SELECT 1 FROM ticket_request r WHERE r.ticket_id = t.id AND r.kind IN ('return', 'dispute') \
    AND r.granted = true) END";
const FILED_AT: &str = "(SELECT j.at FROM journal j WHERE j.subject_id = t.id AND j.number = 1)";

/// What a missed clock adds to [`clocks`]; no ticket has so many.
const MISSED: i64 = 1_000_000;

/// Clocks of the resolution that stopped before the end, kept and missed in one number, so that one look finds both.
pub(super) fn clocks(until: &str) -> String {
    format!(
        "COALESCE((SELECT SUM(CASE WHEN k.met THEN 1 ELSE {MISSED} END) FROM ticket_clock k \
         WHERE k.ticket_id = t.id AND k.kind = 'resolution' AND k.met IS NOT NULL AND k.stopped_at < {until}), 0)"
    )
}

/// How many were kept, and how many missed.
pub(super) fn stopped(row: &QueryResult) -> Result<(u32, u32), StoreError> {
    let clocks: i64 = row.try_get("", "clocks")?;
    let number = |count: i64| u32::try_from(count).unwrap_or(0);
    Ok((number(clocks % MISSED), number(clocks / MISSED)))
}

/// Whether a complaint was answered in time; nothing while there is time.
fn reply(until: &str) -> String {
    let within = REPLY_WITHIN.num_milliseconds();
    format!(
        "CASE WHEN t.kind <> 'complaint' THEN NULL \
         WHEN f.contacted_at IS NOT NULL THEN f.contacted_at <= {FILED_AT} + {within} \
         WHEN {FILED_AT} + {within} < {until} THEN false END"
    )
}

/// The columns of a fate, in the order of their names in [`fate`].
fn columns(until: &str) -> [(&'static str, String); 12] {
    let said = |what: &str| format!("COALESCE(f.called_{what}, f.rated_{what}, false)");
    let is = |condition: &str| format!("({condition})");
    [
        ("organization_id", "f.organization_id".to_owned()),
        ("waiting", WAITING.to_owned()),
        ("handled", HANDLED.to_owned()),
        ("accepted", is("f.accepted_at IS NOT NULL")),
        ("finished", is("f.finished_at IS NOT NULL")),
        ("found", FOUND.to_owned()),
        ("solved", said("solved")),
        ("satisfied", said("satisfied")),
        ("followed_up", "COALESCE(f.followed_up, false)".to_owned()),
        ("reply", reply(until)),
        ("repair", is("t.kind = 'repair'")),
        ("clocks", clocks(until)),
    ]
}

pub(super) async fn count(
    db: &impl Conn,
    wanted: &Wanted,
    figures: &mut EstateFigures,
) -> Result<(), StoreError> {
    let mut bound = Bound::default();
    let until = bound.put(wanted.until());
    let filed = wanted.filed(&mut bound);
    let columns = columns(&until);
    let named: Vec<String> =
        columns.iter().map(|(name, column)| format!("{column} AS {name}")).collect();
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let sql = format!(
        "WITH x AS MATERIALIZED (SELECT t.estate, {} FROM ticket t LEFT JOIN ticket_mark f ON f.ticket_id = t.id \
         WHERE {filed} AND t.updated_at < {until}) SELECT estate, {}, COUNT(*) AS tickets FROM x GROUP BY estate, {}",
        named.join(", "),
        names.join(", "),
        names.join(", ")
    );
    for row in all(db, &sql, bound.0).await? {
        let holder = Holder::of(
            row.try_get::<Option<Uuid>>("", "organization_id")?,
            row.try_get("", "waiting")?,
        );
        let tickets: i64 = row.try_get("", "tickets")?;
        let tickets = u32::try_from(tickets).unwrap_or(u32::MAX);
        figures.add(row.try_get("", "estate")?, holder, &fate(&row)?, tickets);
    }
    Ok(())
}

fn fate(row: &QueryResult) -> Result<Fate, StoreError> {
    let (kept, missed) = stopped(row)?;
    Ok(Fate {
        handled: row.try_get("", "handled")?,
        accepted: row.try_get("", "accepted")?,
        finished: row.try_get("", "finished")?,
        found: row.try_get("", "found")?,
        solved: row.try_get("", "solved")?,
        satisfied: row.try_get("", "satisfied")?,
        followed_up: row.try_get("", "followed_up")?,
        reply: row.try_get("", "reply")?,
        repair: row.try_get("", "repair")?,
        kept,
        missed,
    })
}

pub(super) fn number(row: &QueryResult, column: &str) -> Result<u32, StoreError> {
    let number: i64 = row.try_get("", column)?;
    Ok(u32::try_from(number).unwrap_or(0))
}
