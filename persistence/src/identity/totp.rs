//! The second factor of an account: a sealed seed, the last step that was accepted, and recovery codes.

use kernel::{AccountId, Moment};

use crate::{
    Conn, StoreError, Tx,
    sql::{execute, moment_or_none, one},
};

/// A row of `account_totp`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpRow {
    /// 20 bytes, sealed with the master secret.
    pub seed: Vec<u8>,
    /// `None`: no code was shown yet, and signing in does not ask for one.
    pub confirmed_at: Option<Moment>,
}

pub async fn totp_of(db: &impl Conn, account: AccountId) -> Result<Option<TotpRow>, StoreError> {
    let sql = "SELECT seed, confirmed_at FROM account_totp WHERE account_id = $1";
    let Some(row) = one(db, sql, [account.0.into()]).await? else { return Ok(None) };
    Ok(Some(TotpRow {
        seed: row.try_get("", "seed")?,
        confirmed_at: moment_or_none(&row, "confirmed_at")?,
    }))
}

impl Tx {
    /// Puts a seed that waits to be confirmed, in place of one that was not.
    pub async fn put_totp(
        &self,
        account: AccountId,
        seed: Vec<u8>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO account_totp (account_id, seed, created_at, last_step) VALUES ($1, $2, $3, 0) \
            ON CONFLICT (account_id) DO UPDATE SET seed = excluded.seed, created_at = excluded.created_at";
        let values = [account.0.into(), seed.into(), now.timestamp_millis().into()];
        execute(self, sql, values).await.map(|_| ())
    }

    pub async fn confirm_totp(&self, account: AccountId, now: Moment) -> Result<(), StoreError> {
        let sql = "UPDATE account_totp SET confirmed_at = $2 WHERE account_id = $1";
        execute(self, sql, [account.0.into(), now.timestamp_millis().into()]).await.map(|_| ())
    }

    /// Takes a step of 30 seconds; `false` where it, or a later one, was taken before.
    pub async fn take_totp_step(&self, account: AccountId, step: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE account_totp SET last_step = $2 WHERE account_id = $1 AND last_step < $2";
        Ok(execute(self, sql, [account.0.into(), step.into()]).await? > 0)
    }

    /// New recovery codes, in place of all before.
    pub async fn put_recovery_codes(
        &self,
        account: AccountId,
        hashes: &[[u8; 32]],
    ) -> Result<(), StoreError> {
        execute(self, "DELETE FROM recovery_code WHERE account_id = $1", [account.0.into()])
            .await?;
        for hash in hashes {
            let sql = "INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)";
            execute(self, sql, [account.0.into(), hash.to_vec().into()]).await?;
        }
        Ok(())
    }

    /// Uses up a recovery code; `false` for one that is unknown or was used.
    pub async fn use_recovery_code(
        &self,
        account: AccountId,
        hash: [u8; 32],
        now: Moment,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE recovery_code SET used_at = $3 \
            WHERE account_id = $1 AND hash = $2 AND used_at IS NULL";
        let values = [account.0.into(), hash.to_vec().into(), now.timestamp_millis().into()];
        Ok(execute(self, sql, values).await? > 0)
    }

    pub async fn delete_totp(&self, account: AccountId) -> Result<(), StoreError> {
        for table in ["recovery_code", "account_totp"] {
            let sql = format!("DELETE FROM {table} WHERE account_id = $1");
            execute(self, &sql, [account.0.into()]).await?;
        }
        Ok(())
    }
}
