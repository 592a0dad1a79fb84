//! Remembered idempotency keys: the row is written in the same transaction as the effect.

use kernel::{Code, Refusal};
use kernel::{Moment, Uuid};

use crate::{
    Failure, StoreError, Tx,
    batch::Batch,
    sql::{execute, one},
};

/// An answer kept for the repetition of its request; the body is sealed by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    pub fingerprint: Vec<u8>,
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

/// What a key turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nobody used it: the effect may happen, and must be followed by [`Tx::remember`].
    New,
    Known(Remembered),
}

/// An answer with the key and the caller that it is kept for.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    pub caller: Uuid,
    pub key: &'a str,
    pub at: Moment,
    pub answer: &'a Remembered,
}

impl Kept<'_> {
    /// Claims the key and keeps the answer in one; taken where the key is.
    pub(crate) fn put(self, batch: &mut Batch) {
        let Self { caller, key, at, answer } = self;
        let values: [sea_orm::Value; 7] = [
            caller.into(),
            key.into(),
            answer.fingerprint.clone().into(),
            i32::from(answer.status).into(),
            answer.headers.clone().into(),
            answer.body.clone().into(),
            at.timestamp_millis().into(),
        ];
        let sql = "INSERT INTO idempotency (caller_id, key, fingerprint, status, headers, body, created_at) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        batch.add(sql, values);
    }
}

impl Tx {
    /// Claims a key. On PostgreSQL this waits up to two seconds for a transaction that holds the same key.
    pub async fn claim_key(
        &self,
        caller: Uuid,
        key: &str,
        fingerprint: &[u8],
        now: Moment,
    ) -> Result<Claim, Failure> {
        let sql = "INSERT INTO idempotency (caller_id, key, fingerprint, status, headers, body, created_at) \
            VALUES ($1, $2, $3, 0, '', $3, $4) ON CONFLICT (caller_id, key) DO NOTHING RETURNING status";
        let values =
            [caller.into(), key.into(), fingerprint.to_vec().into(), now.timestamp_millis().into()];
        match one(self, sql, values).await {
            Ok(Some(_)) => return Ok(Claim::New),
            Err(StoreError::Busy) => return Err(Refusal::new(Code::KeyInFlight).after(1).into()),
            other => other?,
        };
        let sql = "SELECT fingerprint, status, headers, body FROM idempotency WHERE caller_id = $1 AND key = $2";
        let row = one(self, sql, [caller.into(), key.into()]).await?.ok_or(StoreError::Stale)?;
        Ok(Claim::Known(Remembered {
            fingerprint: row.try_get("", "fingerprint")?,
            status: u16::try_from(row.try_get::<i32>("", "status")?)
                .map_err(|_| StoreError::Corrupt("idempotency.status"))?,
            headers: row.try_get("", "headers")?,
            body: row.try_get("", "body")?,
        }))
    }

    /// Stores the answer under the key that this unit of work claimed.
    pub async fn remember(
        &self,
        caller: Uuid,
        key: &str,
        answer: &Remembered,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE idempotency SET status = $3, headers = $4, body = $5 WHERE caller_id = $1 AND key = $2";
        let values = [
            caller.into(),
            key.into(),
            i32::from(answer.status).into(),
            answer.headers.clone().into(),
            answer.body.clone().into(),
        ];
        execute(self, sql, values).await.map(|_| ())
    }

    /// Forgets keys older than the moment; how many.
    pub async fn forget_keys(&self, before: Moment) -> Result<u64, StoreError> {
        execute(
            self,
            "DELETE FROM idempotency WHERE created_at < $1",
            [before.timestamp_millis().into()],
        )
        .await
    }
}
