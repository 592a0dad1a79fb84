//! The deliveries and the log of their attempts.

use kernel::{DeliveryId, Moment, Uuid, WebhookId};
use sea_orm::{QueryResult, Value};
use webhook::{DeliveryState, Failed};

use crate::{
    Conn, StoreError, Tx,
    batch::Batch,
    sql::{all, execute, moment, moment_or_none, one, word, word_or_none},
};

/// A row of `webhook_delivery`.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryRow {
    /// Also the `webhook-id`, the same on every attempt.
    pub id: DeliveryId,
    pub webhook_id: WebhookId,
    pub state: DeliveryState,
    /// The CloudEvents type.
    pub kind: String,
    /// Of the change; `None` for a test.
    pub position: Option<i64>,
    /// As it is sent.
    pub body: String,
    /// Attempts made in all, and in this round: a replay begins a new one.
    pub attempts: i32,
    pub round: i32,
    pub next_at: Moment,
    /// Counts the claims: who was overtaken writes nothing.
    pub fence: i32,
    pub finished_at: Option<Moment>,
}

/// One attempt of a delivery.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptRow {
    pub number: i32,
    pub at: Moment,
    /// What was answered, or why nothing was.
    pub status: Option<u16>,
    pub failed: Option<Failed>,
}

pub(super) const COLUMNS: &str =
    "id, webhook_id, state, type, position, body, attempts, round, next_at, fence, finished_at";

pub(super) fn read(row: &QueryResult) -> Result<DeliveryRow, StoreError> {
    Ok(DeliveryRow {
        id: DeliveryId(row.try_get("", "id")?),
        webhook_id: WebhookId(row.try_get("", "webhook_id")?),
        state: word(row, "state")?,
        kind: row.try_get("", "type")?,
        position: row.try_get("", "position")?,
        body: row.try_get("", "body")?,
        attempts: row.try_get("", "attempts")?,
        round: row.try_get("", "round")?,
        next_at: moment(row, "next_at")?,
        fence: row.try_get("", "fence")?,
        finished_at: moment_or_none(row, "finished_at")?,
    })
}

/// A delivery of this webhook.
pub async fn delivery_by_id(
    db: &impl Conn,
    webhook: WebhookId,
    id: DeliveryId,
) -> Result<Option<DeliveryRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_delivery WHERE id = $1 AND webhook_id = $2");
    one(db, &sql, [id.0.into(), webhook.0.into()]).await?.as_ref().map(read).transpose()
}

/// The deliveries of a webhook, newest first, those before `after`.
pub async fn deliveries(
    db: &impl Conn,
    webhook: WebhookId,
    state: Option<DeliveryState>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<DeliveryRow>, StoreError> {
    let mut values: Vec<Value> = vec![webhook.0.into(), after.unwrap_or(Uuid::max()).into()];
    let stands = match state {
        Some(state) => {
            values.push(state.as_str().into());
            "AND state = $3"
        }
        None => "",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_delivery WHERE webhook_id = $1 AND id < $2 {stands} \
         ORDER BY id DESC LIMIT {limit}"
    );
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// The attempts of a delivery, the last ones first, a hundred at most.
pub async fn attempts(db: &impl Conn, id: DeliveryId) -> Result<Vec<AttemptRow>, StoreError> {
    let sql = "SELECT number, at, status, failed FROM webhook_attempt WHERE delivery_id = $1 \
        ORDER BY number DESC LIMIT 100";
    let rows = all(db, sql, [id.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let status: Option<i32> = row.try_get("", "status")?;
            Ok(AttemptRow {
                number: row.try_get("", "number")?,
                at: moment(row, "at")?,
                status: status.and_then(|status| u16::try_from(status).ok()),
                failed: word_or_none(row, "failed")?,
            })
        })
        .collect()
}

impl Tx {
    /// Writes new deliveries.
    pub async fn put_deliveries(&self, rows: &[DeliveryRow]) -> Result<(), StoreError> {
        let mut batch = Batch::of(self);
        for row in rows {
            let sql = format!(
                "INSERT INTO webhook_delivery ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)"
            );
            let values: [Value; 11] = [
                row.id.0.into(),
                row.webhook_id.0.into(),
                row.state.as_str().into(),
                row.kind.clone().into(),
                row.position.into(),
                row.body.clone().into(),
                row.attempts.into(),
                row.round.into(),
                row.next_at.timestamp_millis().into(),
                row.fence.into(),
                row.finished_at.map(|at| at.timestamp_millis()).into(),
            ];
            batch.add(sql, values);
        }
        batch.run(self).await
    }

    /// Sends a delivery that is at an end once more, in a new round of attempts; whether it was at an end.
    pub async fn replay_delivery(&self, id: DeliveryId, now: Moment) -> Result<bool, StoreError> {
        let sql = "UPDATE webhook_delivery SET state = 'waiting', round = 0, next_at = $2, finished_at = NULL, \
            claimed_until = NULL WHERE id = $1 AND state <> 'waiting'";
        Ok(execute(self, sql, [id.0.into(), now.timestamp_millis().into()]).await? == 1)
    }

    /// What waits is tried at once, in a new round: the endpoint was proven again.
    pub async fn hasten(&self, webhook: WebhookId, now: Moment) -> Result<(), StoreError> {
        let sql = "UPDATE webhook_delivery SET next_at = $2, round = 0 WHERE webhook_id = $1 AND state = 'waiting'";
        execute(self, sql, [webhook.0.into(), now.timestamp_millis().into()]).await.map(|_| ())
    }

    /// Forgets up to `most` deliveries that ended before the moment, with their attempts; how many.
    pub async fn forget_deliveries(&self, before: Moment, most: u32) -> Result<u64, StoreError> {
        let old = format!(
            "SELECT id FROM webhook_delivery WHERE finished_at < $1 ORDER BY finished_at, id LIMIT {most}"
        );
        let value = || [before.timestamp_millis().into()];
        let attempts = format!("DELETE FROM webhook_attempt WHERE delivery_id IN ({old})");
        execute(self, &attempts, value()).await?;
        execute(self, &format!("DELETE FROM webhook_delivery WHERE id IN ({old})"), value()).await
    }
}
