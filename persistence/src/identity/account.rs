//! Accounts: people who sign in.

use std::collections::HashMap;

use access::{AccountState, Level, ScopePath};
use kernel::{AccountId, Moment, Uuid};
use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, change, execute, moment_or_none, one, path, places, word},
};

/// A row of `account`.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRow {
    pub id: AccountId,
    /// The login name, lower case.
    pub name: String,
    pub display_name: String,
    pub phone: Option<String>,
    /// PHC string of Argon2id; `None` for an account that has no password yet.
    pub password: Option<String>,
    pub state: AccountState,
    pub failures: i32,
    pub locked_until: Option<Moment>,
    /// The area whose administrators manage the account.
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

const COLUMNS: &str = "id, name, display_name, phone, password, state, failures, locked_until, \
    district, street, community, version, updated_at";

fn read(row: &QueryResult) -> Result<AccountRow, StoreError> {
    Ok(AccountRow {
        id: AccountId(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        display_name: row.try_get("", "display_name")?,
        phone: row.try_get("", "phone")?,
        password: row.try_get("", "password")?,
        state: word(row, "state")?,
        failures: row.try_get("", "failures")?,
        locked_until: moment_or_none(row, "locked_until")?,
        path: path(row)?,
        version: row.try_get("", "version")?,
        updated_at: crate::sql::moment(row, "updated_at")?,
    })
}

pub async fn account_by_id(
    db: &impl Conn,
    id: AccountId,
) -> Result<Option<AccountRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

pub async fn account_by_name(db: &impl Conn, name: &str) -> Result<Option<AccountRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE name = $1");
    one(db, &sql, [name.into()]).await?.as_ref().map(read).transpose()
}

/// Accounts managed in an area (`None`: everywhere), newest first, those before `after`.
pub async fn accounts(
    db: &impl Conn,
    within: Option<(Level, i32)>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<AccountRow>, StoreError> {
    let (filter, values) = super::duty::page_filter(within, after);
    let sql =
        format!("SELECT {COLUMNS} FROM account WHERE {filter} ORDER BY id DESC LIMIT {limit}");
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// The names for people of some accounts.
pub async fn display_names(
    db: &impl Conn,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let these = places(1, ids.len());
    let sql = format!("SELECT id, display_name FROM account WHERE id IN ({these})");
    let rows = all(db, &sql, ids.iter().map(|id| (*id).into())).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "display_name")?))).collect()
}

/// Disabled accounts whose tickets have not gone back yet.
pub async fn accounts_to_release(db: &impl Conn, limit: u32) -> Result<Vec<AccountId>, StoreError> {
    let sql = "SELECT id FROM account WHERE state = 'disabled' AND released_at IS NULL ORDER BY id LIMIT $1";
    let rows = all(db, sql, [i64::from(limit).into()]).await?;
    rows.iter().map(|row| Ok(AccountId(row.try_get("", "id")?))).collect()
}

/// Whether nobody has an account yet.
pub async fn is_empty(db: &impl Conn) -> Result<bool, StoreError> {
    Ok(one(db, "SELECT id FROM account LIMIT 1", []).await?.is_none())
}

fn values(row: &AccountRow) -> Vec<Value> {
    vec![
        row.id.0.into(),
        row.name.clone().into(),
        row.display_name.clone().into(),
        row.phone.clone().into(),
        row.password.clone().into(),
        row.state.as_str().into(),
        row.failures.into(),
        row.locked_until.map(|at| at.timestamp_millis()).into(),
        row.path.district.into(),
        row.path.street.into(),
        row.path.community.into(),
        row.version.into(),
        row.updated_at.timestamp_millis().into(),
    ]
}

impl Tx {
    pub async fn create_account(&self, row: &AccountRow) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO account ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)"
        );
        execute(self, &sql, values(row)).await.map(|_| ())
    }

    /// Keeps an account, and with it what its person holds, from being changed by others until this unit of work ends.
    pub async fn hold_account(&self, id: AccountId) -> Result<(), StoreError> {
        if self.conn().get_database_backend() == DbBackend::Postgres {
            let sql = "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE";
            one(self, sql, [id.0.into()]).await?;
        }
        Ok(())
    }

    /// Writes the row if the stored version is `before`. Where it is managed stays: moving areas sees to that.
    pub async fn save_account(&self, row: &AccountRow, before: i32) -> Result<(), StoreError> {
        let mut values = values(row);
        values.drain(8..11);
        values.push(before.into());
        let sql = "UPDATE account SET name=$2, display_name=$3, phone=$4, password=$5, state=$6, failures=$7, \
            locked_until=$8, version=$9, updated_at=$10, released_at=NULL WHERE id=$1 AND version=$11";
        change(self, sql, values).await
    }
    /// Marks a disabled account as one whose tickets have gone back.
    pub async fn account_released(&self, id: AccountId, at: Moment) -> Result<(), StoreError> {
        let sql = "UPDATE account SET released_at = $2 WHERE id = $1";
        execute(self, sql, [id.0.into(), at.timestamp_millis().into()]).await.map(|_| ())
    }
}
