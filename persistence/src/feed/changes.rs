//! Reading the feed: one scan in the order of positions, bounded however narrow the scope and far the way.

use access::{Actor, SubjectKind};
use kernel::{Moment, Uuid};
use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Statement, Value};

use super::{head, sight::sight};
use crate::{
    Conn, StoreError,
    sql::{self, Bound, all, moment, word},
};

/// Positions that one call looks at.
const WINDOW: i64 = 2_000;

/// One change: what, of which version, and where it stands in the order of all changes. Nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub position: i64,
    pub kind: SubjectKind,
    pub subject: Uuid,
    /// The number within the subject: its version after the change.
    pub number: i32,
    /// The action and what state it led to, where the reader may still see the subject.
    pub action: Option<String>,
    pub state: Option<String>,
    pub at: Moment,
    /// The subject, or what lies in it, is no longer in the reader's scope.
    pub left: bool,
    /// The reader's own number of a ticket that they filed.
    pub client_ref: Option<String>,
}

/// A part of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    pub items: Vec<Change>,
    /// Everything up to here was looked at.
    pub next: i64,
    /// The highest position there was.
    pub head: i64,
}

/// What the actor may see after a position, of any of the kinds (all where empty); at most `limit` changes, out of at
/// most 2,000 positions.
pub async fn changes(
    db: &impl Conn,
    actor: &Actor,
    kinds: &[SubjectKind],
    after: i64,
    limit: usize,
) -> Result<Changes, StoreError> {
    // What is placed is placed for good, and without gaps: all up to the head can be read by what comes later.
    let head = head(db).await?;
    let until = head.min(after.saturating_add(WINDOW));
    if until <= after {
        return Ok(Changes { items: Vec::new(), next: after, head });
    }
    let (sql, values) = query(db, actor, kinds, (after, until), limit);
    let rows = all(db, &sql, values).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let full = items.len() >= limit;
    let next = items.last().filter(|_| full).map_or(until, |last| last.position);
    Ok(Changes { items, next, head })
}

/// The statement that [`changes`] reads with after a position: for reading its plan.
pub fn statement(db: &impl Conn, actor: &Actor, after: i64, limit: usize) -> Statement {
    let (sql, values) = query(db, actor, &[], (after, after.saturating_add(WINDOW)), limit);
    sql::statement(db, &sql, values)
}

/// PostgreSQL looks the entry and its ticket up for each position, in their order, as SQLite does by itself; left to
/// choose, it reads small tables whole and sorts.
const LOOK_UP: &str = "CROSS JOIN LATERAL (SELECT * FROM journal WHERE entry = p.entry LIMIT 1) AS j \
    LEFT JOIN LATERAL (SELECT * FROM ticket WHERE id = j.subject_id AND j.subject_kind = 'ticket' LIMIT 1) AS t ON true";
const JOIN: &str = "JOIN journal j ON j.entry = p.entry \
    LEFT JOIN ticket t ON t.id = j.subject_id AND j.subject_kind = 'ticket'";

fn query(
    db: &impl Conn,
    actor: &Actor,
    kinds: &[SubjectKind],
    (after, until): (i64, i64),
    limit: usize,
) -> (String, Vec<Value>) {
    let mut bound = Bound::default();
    let (after, until) = (bound.put(after), bound.put(until));
    let me = bound.put(actor.who.id());
    let sight = sight(actor, &mut bound);
    let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let kinds = match words.as_slice() {
        [] => String::new(),
        words => format!(" AND j.subject_kind IN ('{}')", words.join("', '")),
    };
    let postgres = db.conn().get_database_backend() == DbBackend::Postgres;
    let joined = if postgres { LOOK_UP } else { JOIN };
    let sql = format!(
        "SELECT * FROM (SELECT p.position, j.subject_kind, j.subject_id, j.number, j.action, j.to_state, j.at, \
         CASE WHEN t.filed_by = {me} THEN t.client_ref END AS client_ref, \
         CASE WHEN {} THEN 1 ELSE 0 END AS seen, CASE WHEN {} THEN 1 ELSE 0 END AS gone \
         FROM journal_position p {joined} \
         WHERE p.position > {after} AND p.position <= {until}{kinds}) AS every \
         WHERE seen = 1 OR gone = 1 ORDER BY position LIMIT {limit}",
        sight.seen, sight.gone
    );
    (sql, bound.0)
}

fn read(row: &QueryResult) -> Result<Change, StoreError> {
    let kind: SubjectKind = word(row, "subject_kind")?;
    let seen = row.try_get::<i32>("", "seen")? == 1;
    let gone = row.try_get::<i32>("", "gone")? == 1;
    let action: String = row.try_get("", "action")?;
    let state: Option<String> = row.try_get("", "to_state")?;
    Ok(Change {
        position: row.try_get("", "position")?,
        kind,
        subject: row.try_get("", "subject_id")?,
        number: row.try_get("", "number")?,
        action: seen.then_some(action),
        state: state.filter(|_| seen),
        at: moment(row, "at")?,
        // A ticket that another way still shows has not left.
        left: gone && !(seen && kind == SubjectKind::Ticket),
        client_ref: row.try_get("", "client_ref")?,
    })
}
