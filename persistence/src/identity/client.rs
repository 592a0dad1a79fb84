//! Clients: systems that call with client credentials.

use access::{ClientState, Level, ScopePath};
use kernel::{ClientId, Moment, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, change, execute, moment, moment_or_none, one, path, word},
};

/// A row of `client`.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientRow {
    pub id: ClientId,
    pub name: String,
    pub state: ClientState,
    pub scopes: Vec<String>,
    pub level: Level,
    pub area: i32,
    /// Keyed hash of the secret.
    pub secret: Vec<u8>,
    /// The secret before the last rotation, good until `previous_until`.
    pub previous_secret: Option<Vec<u8>>,
    pub previous_until: Option<Moment>,
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

const COLUMNS: &str = "id, name, state, scopes, level, area, secret, previous_secret, previous_until, \
    district, street, community, version, updated_at";

fn read(row: &QueryResult) -> Result<ClientRow, StoreError> {
    let scopes: String = row.try_get("", "scopes")?;
    Ok(ClientRow {
        id: ClientId(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        state: word(row, "state")?,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        level: word(row, "level")?,
        area: row.try_get("", "area")?,
        secret: row.try_get("", "secret")?,
        previous_secret: row.try_get("", "previous_secret")?,
        previous_until: moment_or_none(row, "previous_until")?,
        path: path(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn client_by_id(db: &impl Conn, id: ClientId) -> Result<Option<ClientRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM client WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Clients granted in an area (`None`: everywhere), newest first, those before `after`.
pub async fn clients(
    db: &impl Conn,
    within: Option<(Level, i32)>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<ClientRow>, StoreError> {
    let (filter, values) = super::duty::page_filter(within, after);
    let sql = format!("SELECT {COLUMNS} FROM client WHERE {filter} ORDER BY id DESC LIMIT {limit}");
    all(db, &sql, values).await?.iter().map(read).collect()
}

fn values(row: &ClientRow) -> Vec<Value> {
    vec![
        row.id.0.into(),
        row.name.clone().into(),
        row.state.as_str().into(),
        row.scopes.join(" ").into(),
        row.level.as_str().into(),
        row.area.into(),
        row.secret.clone().into(),
        row.previous_secret.clone().into(),
        row.previous_until.map(|at| at.timestamp_millis()).into(),
        row.path.district.into(),
        row.path.street.into(),
        row.path.community.into(),
        row.version.into(),
        row.updated_at.timestamp_millis().into(),
    ]
}

impl Tx {
    pub async fn create_client(&self, row: &ClientRow) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO client ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)"
        );
        execute(self, &sql, values(row)).await.map(|_| ())
    }

    /// Writes the row if the stored version is the one before the row's.
    pub async fn save_client(&self, row: &ClientRow) -> Result<(), StoreError> {
        let sql = "UPDATE client SET name=$2, state=$3, scopes=$4, level=$5, area=$6, secret=$7, \
            previous_secret=$8, previous_until=$9, district=$10, street=$11, community=$12, version=$13, \
            updated_at=$14 WHERE id=$1 AND version=$13 - 1";
        change(self, sql, values(row)).await
    }
}
