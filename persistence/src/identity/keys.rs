//! Signing keys, wrapped by the configured secret, shared by all replicas.

use kernel::Moment;

use crate::{
    Conn, StoreError, Tx,
    sql::{all, execute, moment, moment_or_none},
};

/// A row of `signing_key` (ES256).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// RFC 7638 thumbprint of the public key.
    pub kid: String,
    /// PKCS#8, sealed with the master secret.
    pub private_key: Vec<u8>,
    /// Base64url coordinates of the public point.
    pub public_x: String,
    pub public_y: String,
    pub created_at: Moment,
    /// Tokens are signed with it from this moment on; it is published before.
    pub active_from: Moment,
    /// No token is accepted with it from this moment on.
    pub retired_at: Option<Moment>,
}

/// Every key that is not retired, oldest first.
pub async fn signing_keys(db: &impl Conn, now: Moment) -> Result<Vec<KeyRow>, StoreError> {
    let sql = "SELECT kid, private_key, public_x, public_y, created_at, active_from, retired_at FROM signing_key \
        WHERE retired_at IS NULL OR retired_at > $1 ORDER BY active_from, kid";
    let rows = all(db, sql, [now.timestamp_millis().into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(KeyRow {
                kid: row.try_get("", "kid")?,
                private_key: row.try_get("", "private_key")?,
                public_x: row.try_get("", "public_x")?,
                public_y: row.try_get("", "public_y")?,
                created_at: moment(row, "created_at")?,
                active_from: moment(row, "active_from")?,
                retired_at: moment_or_none(row, "retired_at")?,
            })
        })
        .collect()
}

impl Tx {
    pub async fn create_signing_key(&self, row: &KeyRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO signing_key (kid, private_key, public_x, public_y, created_at, active_from, \
            retired_at) VALUES ($1,$2,$3,$4,$5,$6,$7)";
        let values = [
            row.kid.clone().into(),
            row.private_key.clone().into(),
            row.public_x.clone().into(),
            row.public_y.clone().into(),
            row.created_at.timestamp_millis().into(),
            row.active_from.timestamp_millis().into(),
            row.retired_at.map(|at| at.timestamp_millis()).into(),
        ];
        execute(self, sql, values).await.map(|_| ())
    }

    /// Sets the end of every key but `kid` that has none yet.
    pub async fn retire_other_keys(&self, kid: &str, at: Moment) -> Result<u64, StoreError> {
        let sql = "UPDATE signing_key SET retired_at = $2 WHERE kid <> $1 AND retired_at IS NULL";
        execute(self, sql, [kid.into(), at.timestamp_millis().into()]).await
    }
}
