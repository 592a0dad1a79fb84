//! Whistles with the tasks of the departments: loaded with their ticket, saved whole, and listed.

use std::collections::HashMap;

use ::ticket::{Task, Ticket, Whistle, WhistleState};
use access::{Mine, Term, View};
use kernel::{Moment, OrganizationId, TicketId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError,
    batch::Batch,
    sql::{all, moment, moment_or_none, places, word},
};

const WHISTLE: &str = "w.ticket_id, w.number, w.kind, w.state, w.reason, w.by_id, w.at, w.ruled_by, \
    w.ruled_at, w.words, w.due_at, w.stuck_at";
const TASK: &str = "ticket_id, number, organization_id, leads, report_by, on_site_by, finish_by, \
    reported_by, reported_at, on_site_at, finished_at, result, stars, comment";

fn whistle(row: &QueryResult) -> Result<Whistle, StoreError> {
    Ok(Whistle {
        number: row.try_get("", "number")?,
        kind: word(row, "kind")?,
        state: word(row, "state")?,
        reason: row.try_get("", "reason")?,
        by: row.try_get("", "by_id")?,
        at: moment(row, "at")?,
        ruled_by: row.try_get("", "ruled_by")?,
        ruled_at: moment_or_none(row, "ruled_at")?,
        words: row.try_get("", "words")?,
        due_at: moment_or_none(row, "due_at")?,
        stuck_at: moment_or_none(row, "stuck_at")?,
        tasks: Vec::new(),
    })
}

fn task(row: &QueryResult) -> Result<Task, StoreError> {
    Ok(Task {
        organization: OrganizationId(row.try_get("", "organization_id")?),
        lead: row.try_get("", "leads")?,
        report_by: moment_or_none(row, "report_by")?,
        on_site_by: moment_or_none(row, "on_site_by")?,
        finish_by: moment_or_none(row, "finish_by")?,
        reported_by: row.try_get("", "reported_by")?,
        reported_at: moment_or_none(row, "reported_at")?,
        on_site_at: moment_or_none(row, "on_site_at")?,
        finished_at: moment_or_none(row, "finished_at")?,
        result: row.try_get("", "result")?,
        stars: row.try_get("", "stars")?,
        comment: row.try_get("", "comment")?,
    })
}

/// The whistles of the tickets that have any, put into them.
pub(super) async fn load(
    db: &impl Conn,
    found: &mut HashMap<Uuid, Ticket>,
) -> Result<(), StoreError> {
    let called: Vec<Uuid> =
        found.values().filter(|t| t.course.whistle_count > 0).map(|t| t.id.0).collect();
    if called.is_empty() {
        return Ok(());
    }
    let these = places(1, called.len());
    let values = || called.iter().map(|id| Value::from(*id));
    let sql = format!(
        "SELECT {WHISTLE} FROM whistle w WHERE w.ticket_id IN ({these}) ORDER BY w.ticket_id, w.number"
    );
    for row in all(db, &sql, values()).await? {
        if let Some(ticket) = found.get_mut(&row.try_get::<Uuid>("", "ticket_id")?) {
            ticket.whistles.push(whistle(&row)?);
        }
    }
    let sql = format!(
        "SELECT {TASK} FROM whistle_task WHERE ticket_id IN ({these}) \
        ORDER BY leads DESC, organization_id"
    );
    for row in all(db, &sql, values()).await? {
        let number: i32 = row.try_get("", "number")?;
        let ticket = found.get_mut(&row.try_get::<Uuid>("", "ticket_id")?);
        let whistles = ticket.map(|ticket| ticket.whistles.iter_mut());
        if let Some(own) = whistles.and_then(|mut all| all.find(|one| one.number == number)) {
            own.tasks.push(task(&row)?);
        }
    }
    Ok(())
}

const PUT: &str = "INSERT INTO whistle (ticket_id, number, kind, state, reason, by_id, at, ruled_by, \
    ruled_at, words, due_at, stuck_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
    ON CONFLICT (ticket_id, number) DO UPDATE SET state = excluded.state, \
    ruled_by = excluded.ruled_by, ruled_at = excluded.ruled_at, words = excluded.words, \
    due_at = excluded.due_at, stuck_at = excluded.stuck_at";
const PUT_TASK: &str = "INSERT INTO whistle_task (ticket_id, number, organization_id, leads, report_by, \
    on_site_by, finish_by, reported_by, reported_at, on_site_at, finished_at, result, stars, comment) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
    ON CONFLICT (ticket_id, number, organization_id) DO UPDATE SET report_by = excluded.report_by, \
    on_site_by = excluded.on_site_by, finish_by = excluded.finish_by, \
    reported_by = excluded.reported_by, reported_at = excluded.reported_at, \
    on_site_at = excluded.on_site_at, finished_at = excluded.finished_at, \
    result = excluded.result, stars = excluded.stars, comment = excluded.comment";

/// The whistle as it is now, with its tasks.
pub(super) fn put(ticket: TicketId, whistle: &Whistle, batch: &mut Batch) {
    let millis = |at: Option<Moment>| at.map(|at| at.timestamp_millis());
    let values: [Value; 12] = [
        ticket.0.into(),
        whistle.number.into(),
        whistle.kind.as_str().into(),
        whistle.state.as_str().into(),
        whistle.reason.clone().into(),
        whistle.by.into(),
        whistle.at.timestamp_millis().into(),
        whistle.ruled_by.into(),
        millis(whistle.ruled_at).into(),
        whistle.words.clone().into(),
        millis(whistle.due_at).into(),
        millis(whistle.stuck_at).into(),
    ];
    batch.add(PUT, values);
    for task in &whistle.tasks {
        let values: [Value; 14] = [
            ticket.0.into(),
            whistle.number.into(),
            task.organization.0.into(),
            task.lead.into(),
            millis(task.report_by).into(),
            millis(task.on_site_by).into(),
            millis(task.finish_by).into(),
            task.reported_by.into(),
            millis(task.reported_at).into(),
            millis(task.on_site_at).into(),
            millis(task.finished_at).into(),
            task.result.clone().into(),
            task.stars.into(),
            task.comment.clone().into(),
        ];
        batch.add(PUT_TASK, values);
    }
}

/// What a list of whistles is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WhistleFilter {
    pub state: Option<WhistleState>,
    /// Only what the watchdog found stuck in a hand-over.
    pub stuck: bool,
}

/// Keys of the whistles that the terms show, of the newest tickets first; those before `after`.
///
/// One ordered scan of the whistles, which are few beside the tickets: each is looked up in the caller's scope.
pub async fn whistles(
    db: &impl Conn,
    terms: &[Term],
    filter: WhistleFilter,
    after: Option<(Uuid, i32)>,
    limit: u64,
) -> Result<Vec<(TicketId, i32)>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let seen: Vec<String> = terms.iter().filter_map(|term| seen(term, &mut values)).collect();
    if seen.is_empty() {
        return Ok(Vec::new());
    }
    let mut and = vec![format!("({})", seen.join(" OR "))];
    if let Some(state) = filter.state {
        values.push(state.as_str().into());
        and.push(format!("w.state = ${}", values.len()));
    }
    if filter.stuck {
        and.push("w.stuck_at IS NOT NULL".to_owned());
    }
    if let Some((ticket, number)) = after {
        values.extend([ticket.into(), number.into()]);
        let last = values.len();
        and.push(format!("(w.ticket_id, w.number) < (${}, ${last})", last - 1));
    }
    let sql = format!(
        "SELECT w.ticket_id, w.number FROM whistle w WHERE {} \
         ORDER BY w.ticket_id DESC, w.number DESC LIMIT {limit}",
        and.join(" AND ")
    );
    let rows = all(db, &sql, values).await?;
    let key = |row: &QueryResult| {
        Ok((TicketId(row.try_get("", "ticket_id")?), row.try_get("", "number")?))
    };
    rows.iter().map(key).collect()
}

pub(super) fn seen(term: &Term, values: &mut Vec<Value>) -> Option<String> {
    let mut put = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    match term {
        Term::Everything => Some("true".to_owned()),
        Term::Area { level, key } => {
            let key = put((*key).into());
            Some(format!("(SELECT t.{level} = {key} FROM ticket t WHERE t.id = w.ticket_id)"))
        }
        Term::Estate { key, view: View::All } => {
            let key = put((*key).into());
            Some(format!("(SELECT t.estate = {key} FROM ticket t WHERE t.id = w.ticket_id)"))
        }
        Term::Party { party, part: Mine::Called, .. } => {
            let party = put((*party).into());
            Some(format!(
                "(w.state NOT IN ('blown', 'rejected') AND EXISTS (SELECT 1 FROM whistle_task k \
                 WHERE k.organization_id = {party} AND k.ticket_id = w.ticket_id AND k.number = w.number))"
            ))
        }
        Term::Estate { .. } | Term::Party { .. } => None,
    }
}

/// Up to `limit` whistles whose next hand-over is overdue and that the watchdog has not found yet.
pub async fn stuck_whistles(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<(TicketId, i32)>, StoreError> {
    let sql = "SELECT ticket_id, number FROM whistle WHERE due_at IS NOT NULL AND stuck_at IS NULL \
        AND due_at <= $1 ORDER BY due_at LIMIT $2";
    let rows = all(db, sql, [now.timestamp_millis().into(), i64::from(limit).into()]).await?;
    let key = |row: &QueryResult| {
        Ok((TicketId(row.try_get("", "ticket_id")?), row.try_get("", "number")?))
    };
    rows.iter().map(key).collect()
}

/// Those of the organisations that are departments whose area holds the ticket's estate.
pub async fn serving(
    db: &impl Conn,
    ticket: &Ticket,
    named: &[OrganizationId],
) -> Result<Vec<OrganizationId>, StoreError> {
    let mut found = Vec::new();
    for id in named {
        if super::candidates::serves(db, ticket, *id).await? {
            found.push(*id);
        }
    }
    Ok(found)
}
