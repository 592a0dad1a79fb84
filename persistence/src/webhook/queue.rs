//! The couriers' queue: what is due, claimed by one courier at a time, and what came of it.

use kernel::{DeliveryId, Moment, Uuid, WebhookId};
use webhook::{DeliveryState, Fate};

use super::{
    AttemptRow, DeliveryRow,
    delivery::{COLUMNS, read},
};
use crate::{
    Conn, StoreError, Tx,
    sql::{all, execute, one},
};

/// A test is sent to an endpoint that has yet to be proven, and nothing else; nothing to one that is disabled.
const OPEN: &str = "(w.state = 'enabled' OR (w.state = 'pending' AND d.position IS NULL)) \
    AND (w.paused_until IS NULL OR w.paused_until <= $1)";
const FREE: &str = "d.state = 'waiting' AND d.next_at <= $1 AND (d.claimed_until IS NULL OR d.claimed_until <= $1)";

/// What came of an attempt, to be written by whoever made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    pub id: DeliveryId,
    pub fence: i32,
    /// Attempts made in this round.
    pub round: i32,
    pub attempt: AttemptRow,
    pub fate: Fate,
}

/// Webhooks with something to send now.
pub async fn due_webhooks(
    db: &impl Conn,
    now: Moment,
    limit: u64,
) -> Result<Vec<WebhookId>, StoreError> {
    let sql = format!(
        "SELECT w.id FROM webhook w WHERE w.state <> 'disabled' AND EXISTS (SELECT 1 FROM webhook_delivery d \
         WHERE d.webhook_id = w.id AND {FREE} AND {OPEN}) ORDER BY w.id LIMIT {limit}"
    );
    let rows = all(db, &sql, [now.timestamp_millis().into()]).await?;
    rows.iter().map(|row| Ok(WebhookId(row.try_get("", "id")?))).collect()
}

/// How many deliveries wait.
pub async fn waiting_deliveries(db: &impl Conn) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS number FROM webhook_delivery WHERE state = 'waiting'";
    let row = one(db, sql, []).await?.ok_or(StoreError::Corrupt("webhook_delivery"))?;
    Ok(row.try_get("", "number")?)
}

impl Tx {
    /// Claims up to `most` due deliveries of a webhook until the moment, oldest first. What another courier has
    /// claimed is left to it until its claim has run out.
    pub async fn claim_deliveries(
        &self,
        webhook: WebhookId,
        now: Moment,
        until: Moment,
        most: u32,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let sql = format!(
            "SELECT d.id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id \
             WHERE d.webhook_id = $2 AND {FREE} AND {OPEN} ORDER BY d.next_at, d.id LIMIT {most}"
        );
        let rows = all(self, &sql, [now.timestamp_millis().into(), webhook.0.into()]).await?;
        let claim = format!(
            "UPDATE webhook_delivery AS d SET claimed_until = $2, fence = d.fence + 1 \
             WHERE d.id = $3 AND {FREE} RETURNING {COLUMNS}"
        );
        let mut claimed = Vec::with_capacity(rows.len());
        for row in rows {
            let id: Uuid = row.try_get("", "id")?;
            let values =
                [now.timestamp_millis().into(), until.timestamp_millis().into(), id.into()];
            if let Some(row) = one(self, &claim, values).await? {
                claimed.push(read(&row)?);
            }
        }
        Ok(claimed)
    }

    /// Writes what came of an attempt; `false` where the claim was lost meanwhile, and nothing is written.
    pub async fn finish_attempt(&self, done: &Finished, now: Moment) -> Result<bool, StoreError> {
        let (state, next_at) = match done.fate {
            Fate::Delivered => (DeliveryState::Delivered, now),
            Fate::Again(at) => (DeliveryState::Waiting, at),
            Fate::Dead => (DeliveryState::Dead, now),
        };
        let finished = (state != DeliveryState::Waiting).then_some(now.timestamp_millis());
        let sql = "UPDATE webhook_delivery SET state = $3, attempts = $4, round = $5, next_at = $6, finished_at = $7, \
            claimed_until = NULL WHERE id = $1 AND fence = $2 AND state = 'waiting'";
        let values = [
            done.id.0.into(),
            done.fence.into(),
            state.as_str().into(),
            done.attempt.number.into(),
            done.round.into(),
            next_at.timestamp_millis().into(),
            finished.into(),
        ];
        if execute(self, sql, values).await? == 0 {
            return Ok(false);
        }
        let attempt = &done.attempt;
        let values: [sea_orm::Value; 5] = [
            done.id.0.into(),
            attempt.number.into(),
            attempt.at.timestamp_millis().into(),
            attempt.status.map(i32::from).into(),
            attempt.failed.map(|word| word.as_str()).into(),
        ];
        let sql = "INSERT INTO webhook_attempt (delivery_id, number, at, status, failed) VALUES ($1,$2,$3,$4,$5)";
        execute(self, sql, values).await.map(|_| true)
    }
}
