//! The clocks of tickets: reading them, and writing those that a change began or changed.

use std::collections::HashMap;

use ::ticket::{Clock, Level, Limit, Pause};
use chrono::DateTime;
use kernel::{CalendarId, ClockPolicyId, Moment, OrganizationId, TicketId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError,
    batch::{Batch, Rows},
    sql::{all, moment, moment_or_none, parsed, places, word, word_or_none},
};

const COLUMNS: &str = "ticket_id, kind, number, unit_id, policy_id, policy_version, calendar_id, calendar_version, \
    unit, amount, levels, started_at, target_at, provisional, pauses, stopped_at, stopped_by, met, reached, \
    next_fire_at";
const WIDTH: usize = 20;

fn read(row: &QueryResult) -> Result<Clock, StoreError> {
    let policy: Option<Uuid> = row.try_get("", "policy_id")?;
    let version: Option<i32> = row.try_get("", "policy_version")?;
    let amount: Option<i32> = row.try_get("", "amount")?;
    let unit = word_or_none(row, "unit")?;
    let called: Option<Uuid> = row.try_get("", "unit_id")?;
    let pauses: Vec<(i64, Option<i64>)> = parsed(row, "pauses")?;
    Ok(Clock {
        kind: word(row, "kind")?,
        number: row.try_get("", "number")?,
        unit: called.map(OrganizationId),
        policy: policy.map(ClockPolicyId).zip(version),
        calendar: (
            CalendarId(row.try_get("", "calendar_id")?),
            row.try_get("", "calendar_version")?,
        ),
        limit: unit.zip(amount).map(|(unit, amount)| Limit { unit, amount }),
        levels: parsed::<Vec<Level>>(row, "levels")?,
        started_at: moment(row, "started_at")?,
        target_at: moment(row, "target_at")?,
        provisional: row.try_get("", "provisional")?,
        pauses: pauses
            .into_iter()
            .map(pause)
            .collect::<Option<_>>()
            .ok_or(StoreError::Corrupt("pauses"))?,
        stopped_at: moment_or_none(row, "stopped_at")?,
        stopped_by: row.try_get("", "stopped_by")?,
        met: row.try_get("", "met")?,
        reached: row.try_get("", "reached")?,
        next_fire_at: moment_or_none(row, "next_fire_at")?,
    })
}

fn pause((from, to): (i64, Option<i64>)) -> Option<Pause> {
    let to = match to {
        None => None,
        Some(to) => Some(DateTime::from_timestamp_millis(to)?),
    };
    Some(Pause { from: DateTime::from_timestamp_millis(from)?, to })
}

/// All clocks of a ticket, each kind in the order of its numbers.
pub async fn clocks(db: &impl Conn, ticket: TicketId) -> Result<Vec<Clock>, StoreError> {
    Ok(clocks_of(db, &[ticket]).await?.remove(&ticket).unwrap_or_default())
}

/// The clocks of several tickets.
pub async fn clocks_of(
    db: &impl Conn,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, Vec<Clock>>, StoreError> {
    let mut found: HashMap<TicketId, Vec<Clock>> = HashMap::with_capacity(tickets.len());
    if tickets.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM ticket_clock WHERE ticket_id IN ({}) ORDER BY ticket_id, kind, number",
        places(1, tickets.len())
    );
    for row in all(db, &sql, tickets.iter().map(|id| Value::from(id.0))).await? {
        let ticket = TicketId(row.try_get("", "ticket_id")?);
        found.entry(ticket).or_default().push(read(&row)?);
    }
    Ok(found)
}

/// Adds what writes the clocks, all in one statement; as the last, since the figures read them as they were.
pub(crate) fn put_clocks(ticket: TicketId, clocks: &[Clock], batch: &mut Batch) {
    if clocks.is_empty() {
        return;
    }
    let sets = CHANGING.map(|column| format!("{column} = excluded.{column}")).join(", ");
    let rows = Rows {
        order: 3,
        before: format!("INSERT INTO ticket_clock ({COLUMNS}) VALUES "),
        after: format!(" ON CONFLICT (ticket_id, kind, number) DO UPDATE SET {sets}"),
    };
    batch.add_rows(rows, clocks.iter().map(|clock| values_of(ticket, clock).to_vec()).collect());
}

/// What becomes of a clock once it has begun.
const CHANGING: [&str; 15] = [
    "policy_id",
    "policy_version",
    "calendar_id",
    "calendar_version",
    "unit",
    "amount",
    "levels",
    "target_at",
    "provisional",
    "pauses",
    "stopped_at",
    "stopped_by",
    "met",
    "reached",
    "next_fire_at",
];

fn values_of(ticket: TicketId, clock: &Clock) -> [Value; WIDTH] {
    let millis = |at: Option<Moment>| -> Value { at.map(|at| at.timestamp_millis()).into() };
    let pauses: Vec<(i64, Option<i64>)> = clock
        .pauses
        .iter()
        .map(|pause| (pause.from.timestamp_millis(), pause.to.map(|to| to.timestamp_millis())))
        .collect();
    [
        ticket.0.into(),
        clock.kind.as_str().into(),
        clock.number.into(),
        clock.unit.map(|id| id.0).into(),
        clock.policy.map(|(id, _)| id.0).into(),
        clock.policy.map(|(_, version)| version).into(),
        clock.calendar.0.0.into(),
        clock.calendar.1.into(),
        clock.limit.map(|limit| limit.unit.as_str()).into(),
        clock.limit.map(|limit| limit.amount).into(),
        serde_json::to_string(&clock.levels).unwrap_or_default().into(),
        clock.started_at.timestamp_millis().into(),
        clock.target_at.timestamp_millis().into(),
        clock.provisional.into(),
        serde_json::to_string(&pauses).unwrap_or_default().into(),
        millis(clock.stopped_at),
        clock.stopped_by.clone().into(),
        clock.met.into(),
        clock.reached.into(),
        millis(clock.next_fire_at),
    ]
}
