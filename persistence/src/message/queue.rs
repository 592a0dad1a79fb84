//! The queue: what is due, claimed by one courier at a time, and what came of it.

use kernel::{MessageId, Moment, Uuid};
use notice::{Fate, MessageState, SendFault, Way};
use sea_orm::Value;

use super::row::{COLUMNS, MessageRow, read};
use crate::{
    Conn, StoreError, Tx,
    sql::{all, execute, one},
};

const FREE: &str = "m.state = 'waiting' AND m.next_at <= $1 AND m.channel = $2 \
    AND (m.claimed_until IS NULL OR m.claimed_until <= $1)";

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempted {
    pub id: MessageId,
    pub fence: i32,
    pub number: i32,
    pub at: Moment,
    pub failed: Option<SendFault>,
    pub fate: Fate,
}

/// Whether a message waits to be sent this way now.
pub async fn messages_due(db: &impl Conn, way: Way, now: Moment) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 AS one FROM message m WHERE {FREE} LIMIT 1");
    Ok(one(db, &sql, [now.timestamp_millis().into(), way.as_str().into()]).await?.is_some())
}

impl Tx {
    /// Claims up to `most` messages of one way that are due until the moment, oldest first. What another courier has
    /// claimed is left to it until its claim has run out.
    pub async fn claim_messages(
        &self,
        way: Way,
        now: Moment,
        until: Moment,
        most: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        let sql = format!(
            "SELECT m.id FROM message m WHERE {FREE} ORDER BY m.next_at, m.id LIMIT {most}"
        );
        let due = || [Value::from(now.timestamp_millis()), way.as_str().into()];
        let rows = all(self, &sql, due()).await?;
        let claim = format!(
            "UPDATE message AS m SET claimed_until = $3, fence = m.fence + 1 \
             WHERE m.id = $4 AND {FREE} RETURNING {}",
            COLUMNS.replace("m.", "")
        );
        let mut claimed = Vec::with_capacity(rows.len());
        for row in rows {
            let id: Uuid = row.try_get("", "id")?;
            let values = due().into_iter().chain([until.timestamp_millis().into(), id.into()]);
            if let Some(row) = one(self, &claim, values).await? {
                claimed.push(read(&row)?);
            }
        }
        Ok(claimed)
    }

    /// Writes what came of an attempt; `false` where the claim was lost meanwhile, and nothing is written.
    pub async fn finish_message(&self, done: &Attempted) -> Result<bool, StoreError> {
        let (state, next_at) = match done.fate {
            Fate::Sent => (MessageState::Sent, done.at),
            Fate::Again(at) => (MessageState::Waiting, at),
            Fate::Dead => (MessageState::Dead, done.at),
        };
        let failed = done.failed.map(SendFault::as_str);
        let values: [Value; 7] = [
            done.id.0.into(),
            done.fence.into(),
            state.as_str().into(),
            done.number.into(),
            next_at.timestamp_millis().into(),
            failed.into(),
            (state != MessageState::Waiting).then_some(done.at.timestamp_millis()).into(),
        ];
        let sql = "UPDATE message SET state = $3, attempts = $4, next_at = $5, failed = $6, finished_at = $7, \
            claimed_until = NULL, sealed = CASE WHEN $3 = 'waiting' THEN sealed END \
            WHERE id = $1 AND fence = $2 AND state = 'waiting'";
        if execute(self, sql, values).await? == 0 {
            return Ok(false);
        }
        let values: [Value; 4] = [
            done.id.0.into(),
            done.number.into(),
            done.at.timestamp_millis().into(),
            failed.into(),
        ];
        let sql =
            "INSERT INTO message_attempt (message_id, number, at, failed) VALUES ($1,$2,$3,$4)";
        execute(self, sql, values).await.map(|_| true)
    }

    /// Ends a message that is not sent: its receiver may not be told of this any more.
    pub async fn drop_message(
        &self,
        id: MessageId,
        fence: i32,
        now: Moment,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE message SET state = 'dropped', sealed = NULL, claimed_until = NULL, finished_at = $3 \
            WHERE id = $1 AND fence = $2 AND state = 'waiting'";
        execute(self, sql, [id.0.into(), fence.into(), now.timestamp_millis().into()])
            .await
            .map(|_| ())
    }

    /// Lets a message wait until the moment. It was not tried.
    pub async fn put_off_message(
        &self,
        id: MessageId,
        fence: i32,
        until: Moment,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE message SET next_at = $3, claimed_until = NULL \
            WHERE id = $1 AND fence = $2 AND state = 'waiting'";
        execute(self, sql, [id.0.into(), fence.into(), until.timestamp_millis().into()])
            .await
            .map(|_| ())
    }
}
