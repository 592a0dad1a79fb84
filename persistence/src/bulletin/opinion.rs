//! What residents replied.

use access::{Permit, ScopePath};
use bulletin::Opinion;
use kernel::{AccountId, BulletinId, OpinionId, Uuid};
use sea_orm::{QueryResult, Value};
use serde_json::json;

use crate::{
    Conn, Entry, StoreError, Tx,
    sql::{all, change, execute, moment, moment_or_none, one},
};

const COLUMNS: &str = "id, bulletin_id, account_id, text, signed, answer, answered_by, answered_at, version, updated_at";

fn read(row: &QueryResult) -> Result<Opinion, StoreError> {
    Ok(Opinion {
        id: OpinionId(row.try_get("", "id")?),
        bulletin_id: BulletinId(row.try_get("", "bulletin_id")?),
        account: AccountId(row.try_get("", "account_id")?),
        text: row.try_get("", "text")?,
        signed: row.try_get("", "signed")?,
        answer: row.try_get("", "answer")?,
        answered_by: row.try_get("", "answered_by")?,
        answered_at: moment_or_none(row, "answered_at")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn opinion_by_id(db: &impl Conn, id: OpinionId) -> Result<Option<Opinion>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM opinion WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// What an account replied to a bulletin.
pub async fn opinion_of(
    db: &impl Conn,
    bulletin: BulletinId,
    account: AccountId,
) -> Result<Option<Opinion>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM opinion WHERE bulletin_id = $1 AND account_id = $2");
    one(db, &sql, [bulletin.0.into(), account.0.into()]).await?.as_ref().map(read).transpose()
}

/// The replies to a bulletin, newest first, those before `after`.
pub async fn opinions(
    db: &impl Conn,
    bulletin: BulletinId,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Opinion>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM opinion WHERE bulletin_id = $1 AND id < $2 ORDER BY id DESC LIMIT {limit}"
    );
    let values: [Value; 2] = [bulletin.0.into(), after.unwrap_or(Uuid::max()).into()];
    all(db, &sql, values).await?.iter().map(read).collect()
}

impl Tx {
    /// A first reply, one that was changed, or one that was answered. `Stale` where someone else was faster.
    pub async fn put_opinion(
        &self,
        permit: &Permit,
        path: ScopePath,
        opinion: &Opinion,
    ) -> Result<(), StoreError> {
        let values: [Value; 10] = [
            opinion.id.0.into(),
            opinion.bulletin_id.0.into(),
            opinion.account.0.into(),
            opinion.text.clone().into(),
            opinion.signed.into(),
            opinion.answer.clone().into(),
            opinion.answered_by.into(),
            opinion.answered_at.map(|at| at.timestamp_millis()).into(),
            opinion.version.into(),
            opinion.updated_at.timestamp_millis().into(),
        ];
        if opinion.version == 1 {
            let sql =
                format!("INSERT INTO opinion ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)");
            execute(self, &sql, values).await.map_err(|error| match error {
                StoreError::Taken(_) => StoreError::Stale,
                other => other,
            })?;
        } else {
            let sql = "UPDATE opinion SET text = $4, signed = $5, answer = $6, answered_by = $7, answered_at = $8, \
                version = $9, updated_at = $10 \
                WHERE id = $1 AND bulletin_id = $2 AND account_id = $3 AND version = $9 - 1";
            change(self, sql, values).await?;
        }
        let detail = json!({ "bulletin_id": opinion.bulletin_id });
        let entry = Entry::of(permit, opinion.id, opinion.version, opinion.updated_at, path);
        self.journal(&Entry { detail, ..entry }).await
    }
}
