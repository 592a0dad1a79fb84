//! The inbox of an account.

use kernel::{AccountId, Moment, NoticeId, Uuid};
use notice::Template;
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, execute, moment, moment_or_none, one, places, word},
};

/// A row of `notice`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    pub id: NoticeId,
    pub account_id: AccountId,
    /// Of the entry that it tells of.
    pub position: i64,
    pub template: Template,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub at: Moment,
    pub read_at: Option<Moment>,
}

/// Notices that one step marks as read: the one writer has others to serve.
const MOST_READ: u64 = 10_000;
const COLUMNS: &str = "id, account_id, position, template, subject_kind, subject_id, at, read_at";

fn read(row: &QueryResult) -> Result<NoticeRow, StoreError> {
    Ok(NoticeRow {
        id: NoticeId(row.try_get("", "id")?),
        account_id: AccountId(row.try_get("", "account_id")?),
        position: row.try_get("", "position")?,
        template: word(row, "template")?,
        subject_kind: row.try_get("", "subject_kind")?,
        subject_id: row.try_get("", "subject_id")?,
        at: moment(row, "at")?,
        read_at: moment_or_none(row, "read_at")?,
    })
}

pub async fn notice_by_id(db: &impl Conn, id: Uuid) -> Result<Option<NoticeRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM notice WHERE id = $1");
    one(db, &sql, [id.into()]).await?.as_ref().map(read).transpose()
}

/// The notices of an account, newest first, those before `after`.
pub async fn notices(
    db: &impl Conn,
    account: AccountId,
    unread: Option<bool>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<NoticeRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM notice WHERE account_id = $1 AND id < $2{} ORDER BY id DESC LIMIT {limit}",
        narrowed(unread)
    );
    let values: [Value; 2] = [account.0.into(), after.unwrap_or(Uuid::max()).into()];
    all(db, &sql, values).await?.iter().map(read).collect()
}

const fn narrowed(unread: Option<bool>) -> &'static str {
    match unread {
        None => "",
        Some(true) => " AND read_at IS NULL",
        Some(false) => " AND read_at IS NOT NULL",
    }
}

/// How many notices the account has, `most` at most.
pub async fn count(
    db: &impl Conn,
    account: AccountId,
    unread: Option<bool>,
    most: u64,
) -> Result<u64, StoreError> {
    let sql = format!(
        "SELECT COUNT(*) AS number FROM (SELECT 1 FROM notice WHERE account_id = $1{} LIMIT {most}) AS counted",
        narrowed(unread)
    );
    let row = one(db, &sql, [account.0.into()]).await?.ok_or(StoreError::Corrupt("notice"))?;
    Ok(u64::try_from(row.try_get::<i64>("", "number")?).unwrap_or(0))
}

impl Tx {
    /// Marks the account's notices as read: those named, or the newest ten thousand; how many were unread.
    pub async fn read_notices(
        &self,
        account: AccountId,
        ids: Option<&[NoticeId]>,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let mut values: Vec<Value> = vec![account.0.into(), now.timestamp_millis().into()];
        const UNREAD: &str = "account_id = $1 AND read_at IS NULL";
        let which = match ids {
            Some(ids) => {
                values.extend(ids.iter().map(|id| Value::from(id.0)));
                places(3, ids.len())
            }
            None => {
                format!("SELECT id FROM notice WHERE {UNREAD} ORDER BY id DESC LIMIT {MOST_READ}")
            }
        };
        let sql = format!("UPDATE notice SET read_at = $2 WHERE {UNREAD} AND id IN ({which})");
        execute(self, &sql, values).await
    }

    /// Forgets up to `most` notices of what happened before the moment; how many. Messages about them are at an end.
    pub async fn forget_notices(&self, before: Moment, most: u32) -> Result<u64, StoreError> {
        let sql = format!(
            "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE at < $1 ORDER BY at, id LIMIT {most})"
        );
        execute(self, &sql, [before.timestamp_millis().into()]).await
    }
}
