//! Integer keys of areas and estates, handed out one by one.

use crate::{StoreError, Tx, sql::one};

impl Tx {
    /// The next number of a named sequence, beginning with 1.
    pub async fn next_number(&self, name: &str) -> Result<i32, StoreError> {
        let sql = "INSERT INTO sequence (name, next) VALUES ($1, 2) \
             ON CONFLICT (name) DO UPDATE SET next = sequence.next + 1 RETURNING next - 1 AS number";
        let row = one(self, sql, [name.into()]).await?.ok_or(StoreError::Corrupt("sequence"))?;
        Ok(row.try_get("", "number")?)
    }
}
