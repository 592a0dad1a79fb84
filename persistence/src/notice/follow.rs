//! Following the journal: what happened after a position, and moving on from it once.

use access::Who;
use kernel::{AccountId, Moment, Uuid};
use serde::Deserialize;

use super::NoticeRow;
use crate::{
    Conn, StoreError, Tx,
    batch::Batch,
    feed::head,
    sql::{all, execute, moment, one},
};

/// One entry of the journal, as far as it matters for notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub position: i64,
    pub kind: String,
    pub subject: Uuid,
    pub action: String,
    /// Who did it; nobody for the system and its clients.
    pub by: Option<AccountId>,
    pub at: Moment,
    /// The clock that reached a level; `None` also where it was only measured anew.
    pub clock: Option<Reached>,
}

/// A clock that reached a level, as its entry tells.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Reached {
    /// The word of its kind.
    pub clock: String,
    /// Within its kind; that of the supervision or the request that it waits for.
    pub number: i32,
    /// The department of which it is expected.
    #[serde(default)]
    pub organization_id: Option<Uuid>,
    /// Why it was measured anew: then it reached nothing.
    #[serde(default)]
    because: Option<String>,
}

/// Up to where the journal was followed.
pub async fn notice_position(db: &impl Conn) -> Result<i64, StoreError> {
    let sql = "SELECT position FROM notice_position WHERE name = 'notices'";
    let row = one(db, sql, []).await?.ok_or(StoreError::Corrupt("notice_position"))?;
    Ok(row.try_get("", "position")?)
}

/// What happened to tickets, residencies, bulletins, routing rules, credit records, findings and rating sheets after a
/// position, within so many positions; and up to where that is.
pub async fn happened(
    db: &impl Conn,
    after: i64,
    window: i64,
) -> Result<(Vec<Happened>, i64), StoreError> {
    let until = head(db).await?.min(after.saturating_add(window));
    if until <= after {
        return Ok((Vec::new(), after));
    }
    let sql = "SELECT p.position, j.subject_kind, j.subject_id, j.action, j.actor_kind, j.actor_id, j.at, \
        CASE WHEN j.subject_kind = 'ticket' AND j.action = 'clock' THEN \
        (SELECT d.detail FROM journal_detail d WHERE d.entry = j.entry) END AS detail \
        FROM journal_position p JOIN journal j ON j.entry = p.entry \
        WHERE p.position > $1 AND p.position <= $2 \
        AND j.subject_kind IN ('ticket', 'residency', 'bulletin', 'opinion', 'routing_rule', 'credit_entry', \
        'finding', 'rating_sheet', 'rating_cycle', 'rating_objection', \
        'rating_list', 'rating_listing') \
        ORDER BY p.position";
    let rows = all(db, sql, [after.into(), until.into()]).await?;
    let read = |row: &sea_orm::QueryResult| {
        let kind: String = row.try_get("", "actor_kind")?;
        let by = AccountId(row.try_get("", "actor_id")?);
        Ok(Happened {
            position: row.try_get("", "position")?,
            kind: row.try_get("", "subject_kind")?,
            subject: row.try_get("", "subject_id")?,
            action: row.try_get("", "action")?,
            by: (kind == Who::Account(by).kind()).then_some(by),
            at: moment(row, "at")?,
            clock: reached(row)?,
        })
    };
    Ok((rows.iter().map(read).collect::<Result<_, StoreError>>()?, until))
}

/// Details that were erased tell of no clock any more.
fn reached(row: &sea_orm::QueryResult) -> Result<Option<Reached>, StoreError> {
    let detail: Option<String> = row.try_get("", "detail")?;
    let read = detail.map(|text| serde_json::from_str::<Reached>(&text)).transpose();
    let reached = read.map_err(|_| StoreError::Corrupt("journal_detail.detail"))?;
    Ok(reached.filter(|reached| reached.because.is_none()))
}

impl Tx {
    /// Moves on from where the journal was followed; `false` where someone else has moved on meanwhile.
    pub async fn move_notices(&self, from: i64, to: i64) -> Result<bool, StoreError> {
        let sql =
            "UPDATE notice_position SET position = $2 WHERE name = 'notices' AND position = $1";
        Ok(execute(self, sql, [from.into(), to.into()]).await? == 1)
    }

    /// Puts notices into the inboxes.
    pub async fn put_notices(&self, rows: &[NoticeRow]) -> Result<(), StoreError> {
        let mut batch = Batch::of(self);
        for row in rows {
            let values: [sea_orm::Value; 7] = [
                row.id.0.into(),
                row.account_id.0.into(),
                row.position.into(),
                row.template.as_str().into(),
                row.subject_kind.clone().into(),
                row.subject_id.into(),
                row.at.timestamp_millis().into(),
            ];
            let sql = "INSERT INTO notice (id, account_id, position, template, subject_kind, subject_id, at) \
                VALUES ($1,$2,$3,$4,$5,$6,$7)";
            batch.add(sql, values);
        }
        batch.run(self).await
    }
}
