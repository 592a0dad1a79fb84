//! Refresh tokens: only their hashes, in families that die as one.

use kernel::{AccountId, Moment, Uuid};

use crate::{
    StoreError, Tx,
    sql::{change, execute, moment, moment_or_none, one},
};

/// A row of `refresh_family`: everything that grew out of one login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyRow {
    pub id: Uuid,
    pub account_id: AccountId,
    pub created_at: Moment,
    /// The absolute end, whatever is refreshed meanwhile.
    pub expires_at: Moment,
    pub revoked_at: Option<Moment>,
}

/// A row of `refresh_token`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// SHA-256 of the token.
    pub hash: Vec<u8>,
    pub family_id: Uuid,
    pub issued_at: Moment,
    /// The end when idle.
    pub expires_at: Moment,
    pub used_at: Option<Moment>,
    /// Hash of the token that followed.
    pub successor: Option<Vec<u8>>,
}

impl Tx {
    pub async fn create_family(&self, row: &FamilyRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO refresh_family (id, account_id, created_at, expires_at) VALUES ($1,$2,$3,$4)";
        let values = [
            row.id.into(),
            row.account_id.0.into(),
            row.created_at.timestamp_millis().into(),
            row.expires_at.timestamp_millis().into(),
        ];
        execute(self, sql, values).await.map(|_| ())
    }

    pub async fn create_refresh_token(&self, row: &TokenRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO refresh_token (hash, family_id, issued_at, expires_at) VALUES ($1,$2,$3,$4)";
        let values = [
            row.hash.clone().into(),
            row.family_id.into(),
            row.issued_at.timestamp_millis().into(),
            row.expires_at.timestamp_millis().into(),
        ];
        execute(self, sql, values).await.map(|_| ())
    }

    /// A token with its family.
    pub async fn refresh_token(
        &self,
        hash: &[u8],
    ) -> Result<Option<(TokenRow, FamilyRow)>, StoreError> {
        let sql = "SELECT t.hash, t.family_id, t.issued_at, t.expires_at, t.used_at, t.successor, f.account_id, \
            f.created_at, f.expires_at AS family_expires_at, f.revoked_at \
            FROM refresh_token t JOIN refresh_family f ON f.id = t.family_id WHERE t.hash = $1";
        let Some(row) = one(self, sql, [hash.to_vec().into()]).await? else { return Ok(None) };
        let family_id = row.try_get("", "family_id")?;
        Ok(Some((
            TokenRow {
                hash: row.try_get("", "hash")?,
                family_id,
                issued_at: moment(&row, "issued_at")?,
                expires_at: moment(&row, "expires_at")?,
                used_at: moment_or_none(&row, "used_at")?,
                successor: row.try_get("", "successor")?,
            },
            FamilyRow {
                id: family_id,
                account_id: AccountId(row.try_get("", "account_id")?),
                created_at: moment(&row, "created_at")?,
                expires_at: moment(&row, "family_expires_at")?,
                revoked_at: moment_or_none(&row, "revoked_at")?,
            },
        )))
    }

    /// Marks a token as used by its successor; stale when it was used meanwhile.
    pub async fn use_refresh_token(
        &self,
        hash: &[u8],
        at: Moment,
        successor: &[u8],
    ) -> Result<(), StoreError> {
        change(
            self,
            "UPDATE refresh_token SET used_at=$2, successor=$3 WHERE hash=$1 AND used_at IS NULL",
            [hash.to_vec().into(), at.timestamp_millis().into(), successor.to_vec().into()],
        )
        .await
    }

    /// Ends a family for good.
    pub async fn revoke_family(
        &self,
        id: Uuid,
        at: Moment,
        reason: &str,
    ) -> Result<u64, StoreError> {
        execute(
            self,
            "UPDATE refresh_family SET revoked_at=$2, reason=$3 WHERE id=$1 AND revoked_at IS NULL",
            [id.into(), at.timestamp_millis().into(), reason.into()],
        )
        .await
    }

    /// Ends every family of an account; for a changed password and a disabled account.
    pub async fn revoke_families(
        &self,
        account: AccountId,
        at: Moment,
        reason: &str,
    ) -> Result<u64, StoreError> {
        execute(
            self,
            "UPDATE refresh_family SET revoked_at=$2, reason=$3 WHERE account_id=$1 AND revoked_at IS NULL",
            [account.0.into(), at.timestamp_millis().into(), reason.into()],
        )
        .await
    }
}
