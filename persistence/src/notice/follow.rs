//! Following the journal: what happened after a position, and moving on from it once.

use access::Who;
use kernel::{AccountId, Moment, Uuid};

use super::NoticeRow;
use crate::{
    Conn, StoreError, Tx,
    feed::head,
    sql::{Batch, all, execute, moment, one},
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
}

/// Up to where the journal was followed.
pub async fn notice_position(db: &impl Conn) -> Result<i64, StoreError> {
    let sql = "SELECT position FROM notice_position WHERE name = 'notices'";
    let row = one(db, sql, []).await?.ok_or(StoreError::Corrupt("notice_position"))?;
    Ok(row.try_get("", "position")?)
}

/// What happened to tickets, residencies and routing rules after a position, within so many positions; and up to where that is.
pub async fn happened(
    db: &impl Conn,
    after: i64,
    window: i64,
) -> Result<(Vec<Happened>, i64), StoreError> {
    let until = head(db).await?.min(after.saturating_add(window));
    if until <= after {
        return Ok((Vec::new(), after));
    }
    let sql = "SELECT p.position, j.subject_kind, j.subject_id, j.action, j.actor_kind, j.actor_id, j.at \
        FROM journal_position p JOIN journal j ON j.entry = p.entry \
        WHERE p.position > $1 AND p.position <= $2 \
        AND j.subject_kind IN ('ticket', 'residency', 'opinion', 'routing_rule') \
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
        })
    };
    Ok((rows.iter().map(read).collect::<Result<_, StoreError>>()?, until))
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
