//! Saved views: what someone keeps of the list of tickets under a name.

use kernel::{AccountId, SavedViewId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, change, execute, one},
};

/// A row of `saved_view`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedViewRow {
    pub id: SavedViewId,
    pub account_id: AccountId,
    /// Unique among those of the account.
    pub name: String,
    /// The query of `listTickets`.
    pub query: String,
}

const COLUMNS: &str = "id, account_id, name, query";

fn read(row: &QueryResult) -> Result<SavedViewRow, StoreError> {
    Ok(SavedViewRow {
        id: SavedViewId(row.try_get("", "id")?),
        account_id: AccountId(row.try_get("", "account_id")?),
        name: row.try_get("", "name")?,
        query: row.try_get("", "query")?,
    })
}

pub async fn view_by_id(
    db: &impl Conn,
    id: SavedViewId,
) -> Result<Option<SavedViewRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM saved_view WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Those of an account before `after`, newest first.
pub async fn views(
    db: &impl Conn,
    account: AccountId,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<SavedViewRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM saved_view WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT {limit}"
    );
    let values: [Value; 2] = [account.0.into(), after.unwrap_or(Uuid::max()).into()];
    all(db, &sql, values).await?.iter().map(read).collect()
}

pub async fn view_count(db: &impl Conn, account: AccountId) -> Result<usize, StoreError> {
    let sql = "SELECT COUNT(*) AS number FROM saved_view WHERE account_id = $1";
    let row = one(db, sql, [account.0.into()]).await?.ok_or(StoreError::Corrupt("count"))?;
    Ok(usize::try_from(row.try_get::<i64>("", "number")?).unwrap_or(usize::MAX))
}

impl Tx {
    /// Adds a view; `Taken` where the account has one of this name.
    pub async fn create_view(&self, row: &SavedViewRow) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO saved_view ({COLUMNS}) VALUES ($1, $2, $3, $4)");
        let values: [Value; 4] = [
            row.id.0.into(),
            row.account_id.0.into(),
            row.name.clone().into(),
            row.query.clone().into(),
        ];
        execute(self, &sql, values).await.map(|_| ())
    }

    pub async fn delete_view(&self, id: SavedViewId) -> Result<(), StoreError> {
        change(self, "DELETE FROM saved_view WHERE id = $1", [id.0.into()]).await
    }
}
