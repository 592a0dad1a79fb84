//! Integer keys of areas and estates, handed out one by one.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Conn, StoreError, Tx};

impl Tx {
    /// The next number of a named sequence, beginning with 1.
    pub async fn next_number(&self, name: &str) -> Result<i32, StoreError> {
        let statement = Statement::from_sql_and_values(
            self.conn().get_database_backend(),
            "INSERT INTO sequence (name, next) VALUES ($1, 2) \
             ON CONFLICT (name) DO UPDATE SET next = sequence.next + 1 RETURNING next - 1 AS number",
            [name.into()],
        );
        let row =
            self.conn().query_one_raw(statement).await?.ok_or(StoreError::Corrupt("sequence"))?;
        Ok(row.try_get("", "number")?)
    }
}
