//! What accounts have proved to be theirs, and the codes that phones were sent. Numbers stand here as MACs alone.

use identity::{CODE_TRIES, CodesSent, Proof};
use kernel::{AccountId, Moment};

use crate::{
    Conn, StoreError, Tx,
    sql::{execute, moment, one},
};

/// A row of `account_proof`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofRow {
    pub kind: Proof,
    pub mac: Vec<u8>,
    pub account_id: AccountId,
    /// The number or identity itself, sealed for this account.
    pub sealed: Vec<u8>,
    pub proven_at: Moment,
}

/// A code as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    pub phone: Vec<u8>,
    pub code: Vec<u8>,
    pub good_until: Moment,
    pub sent: CodesSent,
}

/// The account that has proved this.
pub async fn account_of_proof(
    db: &impl Conn,
    kind: Proof,
    mac: &[u8],
) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT account_id FROM account_proof WHERE kind = $1 AND mac = $2";
    let row = one(db, sql, [kind.as_str().into(), mac.to_vec().into()]).await?;
    row.map(|row| Ok(AccountId(row.try_get("", "account_id")?))).transpose()
}

/// What an account has proved, sealed.
pub async fn proof_of(
    db: &impl Conn,
    kind: Proof,
    account: AccountId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT sealed FROM account_proof WHERE kind = $1 AND account_id = $2";
    let row = one(db, sql, [kind.as_str().into(), account.0.into()]).await?;
    row.map(|row| Ok(row.try_get("", "sealed")?)).transpose()
}

/// What a phone was sent so far.
pub async fn codes_sent(db: &impl Conn, phone: &[u8]) -> Result<Option<CodesSent>, StoreError> {
    let sql = "SELECT last_at, day_at, in_day FROM phone_code WHERE phone = $1";
    let Some(row) = one(db, sql, [phone.to_vec().into()]).await? else { return Ok(None) };
    Ok(Some(CodesSent {
        last: moment(&row, "last_at")?,
        day: moment(&row, "day_at")?,
        in_day: row.try_get("", "in_day")?,
    }))
}

impl Tx {
    /// Keeps what an account has proved, in place of what it proved before. `Taken` where it is another's.
    pub async fn put_proof(&self, row: &ProofRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO account_proof (kind, mac, account_id, sealed, proven_at) VALUES ($1,$2,$3,$4,$5) \
            ON CONFLICT (account_id, kind) DO UPDATE SET mac = excluded.mac, sealed = excluded.sealed, \
            proven_at = excluded.proven_at";
        let values = [
            row.kind.as_str().into(),
            row.mac.clone().into(),
            row.account_id.0.into(),
            row.sealed.clone().into(),
            row.proven_at.timestamp_millis().into(),
        ];
        execute(self, sql, values).await.map(|_| ())
    }

    /// Keeps a new code in place of the phone's last one; `before` is what the phone was sent until now.
    pub async fn put_code(
        &self,
        row: &CodeRow,
        before: Option<CodesSent>,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO phone_code (phone, code, tries, used, good_until, last_at, day_at, in_day) \
            VALUES ($1, $2, 0, false, $3, $4, $5, $6) ON CONFLICT (phone) DO UPDATE SET code = excluded.code, \
            tries = 0, used = false, good_until = excluded.good_until, last_at = excluded.last_at, \
            day_at = excluded.day_at, in_day = excluded.in_day WHERE phone_code.last_at = $7";
        let values = [
            row.phone.clone().into(),
            row.code.clone().into(),
            row.good_until.timestamp_millis().into(),
            row.sent.last.timestamp_millis().into(),
            row.sent.day.timestamp_millis().into(),
            row.sent.in_day.into(),
            before.map(|sent| sent.last.timestamp_millis()).into(),
        ];
        // Of two at once, the second begins again and is told to wait.
        match execute(self, sql, values).await? {
            0 => Err(StoreError::Stale),
            _ => Ok(()),
        }
    }

    /// Counts a try of a phone's code, and gives the code; `None` where there is none that may be tried.
    pub async fn take_try(&self, phone: &[u8], now: Moment) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "UPDATE phone_code SET tries = tries + 1 \
            WHERE phone = $1 AND good_until > $2 AND tries < $3 RETURNING code";
        let values = [phone.to_vec().into(), now.timestamp_millis().into(), CODE_TRIES.into()];
        let row = one(self, sql, values).await?;
        row.map(|row| Ok(row.try_get("", "code")?)).transpose()
    }

    /// Uses up a code; `false` where it was used, or another took its place.
    pub async fn use_code(&self, phone: &[u8], code: &[u8]) -> Result<bool, StoreError> {
        let sql = "UPDATE phone_code SET used = true \
            WHERE phone = $1 AND code = $2 AND used = false";
        Ok(execute(self, sql, [phone.to_vec().into(), code.to_vec().into()]).await? == 1)
    }

    /// Forgets codes that were sent before the moment.
    pub async fn forget_codes(&self, before: Moment) -> Result<u64, StoreError> {
        let sql = "DELETE FROM phone_code WHERE last_at < $1";
        execute(self, sql, [before.timestamp_millis().into()]).await
    }
}
