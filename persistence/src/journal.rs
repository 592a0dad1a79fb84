//! The journal: one entry for every change, with a salted commitment to its detail.

use access::{Action, Role, ScopePath, SubjectKind, Who};
use aws_lc_rs::{digest, rand};
use kernel::{DutyId, Moment, Uuid};
use sea_orm::{DbBackend, Value};

use crate::{
    Conn, StoreError, Tx,
    batch::{Batch, Rows},
    sql::{all, places},
};

/// An entry to be written.
#[derive(Debug, Clone)]
pub struct Entry {
    pub subject: Uuid,
    /// The number within the subject: its version after the change.
    pub number: i32,
    pub action: Action,
    pub who: Who,
    pub role: Option<Role>,
    pub duty: Option<DutyId>,
    pub at: Moment,
    pub from: Option<&'static str>,
    pub to: Option<&'static str>,
    /// The levels of the time of the change.
    pub path: ScopePath,
    /// Where it was before, when the change moved it.
    pub before: Option<ScopePath>,
    pub detail: serde_json::Value,
}

/// An entry as it is read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub number: i32,
    pub action: String,
    pub actor_kind: String,
    pub actor_id: Uuid,
    pub role: Option<String>,
    pub at: Moment,
    pub from: Option<String>,
    pub to: Option<String>,
    /// `None` once it was erased.
    pub detail: Option<serde_json::Value>,
}

const INSERT: &str = "INSERT INTO journal (subject_kind, subject_id, number, action, actor_kind, actor_id, role, \
    duty_id, at, from_state, to_state, district, street, community, grid, estate, before_district, before_street, \
    before_community, before_grid, before_estate, commitment)";
const WIDTH: usize = 22;
const DETAIL: &str = "INSERT INTO journal_detail (entry, salt, detail)";
/// On SQLite there is one writer, and keys are given without gaps: the order of the keys is that of the commits. A
/// group places all its entries before it commits.
pub(crate) const PLACE: &str = "INSERT INTO journal_position (position, entry) SELECT entry, entry FROM journal \
    WHERE entry > (SELECT COALESCE(MAX(entry), 0) FROM journal_position)";
/// On PostgreSQL the sequencer gives positions to what is committed: [`Tx::place_entries`].
const UNPLACED: &str = "INSERT INTO journal_unplaced (entry) SELECT entry FROM made";

impl Tx {
    /// Writes an entry. The same number twice for one subject means that the subject changed meanwhile.
    pub async fn journal(&self, entry: &Entry) -> Result<(), StoreError> {
        let mut batch = Batch::of(self);
        batch.enter(entry)?;
        batch.run(self).await.map_err(stale)
    }
}

impl Batch {
    /// An entry with its detail.
    pub(crate) fn enter(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let mut salt = vec![0_u8; 16];
        rand::fill(&mut salt).map_err(|_| StoreError::Broken("no randomness".into()))?;
        let detail = entry.detail.to_string();
        let mut values = values(entry, commitment(&salt, &detail));
        let kept: [Value; 2] = [salt.into(), detail.into()];
        if self.engine == DbBackend::Postgres {
            values.extend(kept);
            self.add_rows(together(), vec![values]);
        } else {
            self.add(format!("{INSERT} VALUES ({})", places(1, WIDTH)), values);
            self.add(format!("{DETAIL} VALUES (last_insert_rowid(), $1, $2)"), kept);
        }
        self.has_entered();
        Ok(())
    }
}

/// Entries with their details; the numbers of the columns are those of [`values`].
fn together() -> Rows {
    let columns: Vec<String> = (1..=WIDTH).map(|at| format!("column{at}")).collect();
    Rows {
        order: 0,
        before: "WITH v AS (VALUES ".to_owned(),
        after: format!(
            "), made AS ({INSERT} SELECT {} FROM v RETURNING entry, subject_id, number), waits AS ({UNPLACED}) \
             {DETAIL} SELECT m.entry, v.column23, v.column24 \
             FROM made m JOIN v ON v.column2 = m.subject_id AND v.column3 = m.number",
            columns.join(", ")
        ),
    }
}

/// An entry of this number was written meanwhile, or another process made the same key of the search: the work begins
/// again, with another id.
pub(crate) fn stale(error: StoreError) -> StoreError {
    match error {
        StoreError::Taken(index)
            if index.contains("journal") || index.contains("ticket_search_key") =>
        {
            StoreError::Stale
        }
        other => other,
    }
}

/// Entries of one subject after `after`, oldest first, at most `limit`.
pub async fn lines(
    db: &impl Conn,
    kind: SubjectKind,
    subject: Uuid,
    after: i32,
    limit: u64,
) -> Result<Vec<Line>, StoreError> {
    let sql = "SELECT j.number, j.action, j.actor_kind, j.actor_id, j.role, j.at, j.from_state, j.to_state, d.detail \
         FROM journal j LEFT JOIN journal_detail d ON d.entry = j.entry \
         WHERE j.subject_id = $1 AND j.subject_kind = $2 AND j.number > $3 ORDER BY j.number LIMIT $4";
    let rows = all(
        db,
        sql,
        [
            subject.into(),
            kind.as_str().into(),
            after.into(),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
        ],
    )
    .await?;
    rows.iter().map(line).collect()
}

fn line(row: &sea_orm::QueryResult) -> Result<Line, StoreError> {
    let at: i64 = row.try_get("", "at")?;
    let detail: Option<String> = row.try_get("", "detail")?;
    Ok(Line {
        number: row.try_get("", "number")?,
        action: row.try_get("", "action")?,
        actor_kind: row.try_get("", "actor_kind")?,
        actor_id: row.try_get("", "actor_id")?,
        role: row.try_get("", "role")?,
        at: chrono::DateTime::from_timestamp_millis(at).ok_or(StoreError::Corrupt("journal.at"))?,
        from: row.try_get("", "from_state")?,
        to: row.try_get("", "to_state")?,
        detail: detail
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|_| StoreError::Corrupt("journal_detail.detail"))?,
    })
}

/// SHA-256 over salt and detail: erasing both leaves a commitment that says nothing.
fn commitment(salt: &[u8], detail: &str) -> Vec<u8> {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(salt);
    context.update(detail.as_bytes());
    context.finish().as_ref().to_vec()
}

fn values(entry: &Entry, commitment: Vec<u8>) -> Vec<Value> {
    let before = entry.before.unwrap_or_default();
    let path = entry.path;
    vec![
        entry.action.subject().as_str().into(),
        entry.subject.into(),
        entry.number.into(),
        entry.action.as_str().into(),
        entry.who.kind().into(),
        entry.who.id().into(),
        entry.role.map(|role| role.as_str()).into(),
        entry.duty.map(|duty| duty.0).into(),
        entry.at.timestamp_millis().into(),
        entry.from.into(),
        entry.to.into(),
        path.district.into(),
        path.street.into(),
        path.community.into(),
        path.grid.into(),
        path.estate.into(),
        before.district.into(),
        before.street.into(),
        before.community.into(),
        before.grid.into(),
        before.estate.into(),
        commitment.into(),
    ]
}
