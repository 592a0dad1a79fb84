//! The endpoints, whose they are, and how they fared.

use access::{Level, ScopePath};
use kernel::{ClientId, Moment, Uuid, WebhookId};
use sea_orm::{QueryResult, Value};
use webhook::{DisabledFor, Record, WebhookState};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, change, execute, moment, moment_or_none, one, path, word, word_or_none},
};

/// A row of `webhook`.
#[derive(Debug, Clone, PartialEq)]
pub struct WebhookRow {
    pub id: WebhookId,
    /// Whose it is, and so whose changes it is told.
    pub client_id: ClientId,
    pub name: String,
    pub url: String,
    /// Words of kinds; all where empty.
    pub kinds: Vec<String>,
    pub state: WebhookState,
    pub disabled_for: Option<DisabledFor>,
    /// Sealed with the master secret.
    pub secret: Vec<u8>,
    /// The secret before the last rotation, which also signs until `previous_until`.
    pub previous_secret: Option<Vec<u8>>,
    pub previous_until: Option<Moment>,
    /// Every change up to here was looked at for it.
    pub position: i64,
    pub record: Record,
    /// Nothing is sent before this moment.
    pub paused_until: Option<Moment>,
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

const COLUMNS: &str = "id, client_id, name, url, kinds, state, disabled_for, secret, previous_secret, previous_until, \
    position, dead_in_row, answered_at, paused_until, district, street, community, version, updated_at";

/// Whose webhooks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    Client(ClientId),
    Area(Level, i32),
    Everyone,
}

fn read(row: &QueryResult) -> Result<WebhookRow, StoreError> {
    let kinds: String = row.try_get("", "kinds")?;
    let dead_in_row = row.try_get("", "dead_in_row")?;
    Ok(WebhookRow {
        id: WebhookId(row.try_get("", "id")?),
        client_id: ClientId(row.try_get("", "client_id")?),
        name: row.try_get("", "name")?,
        url: row.try_get("", "url")?,
        kinds: kinds.split_whitespace().map(str::to_owned).collect(),
        state: word(row, "state")?,
        disabled_for: word_or_none(row, "disabled_for")?,
        secret: row.try_get("", "secret")?,
        previous_secret: row.try_get("", "previous_secret")?,
        previous_until: moment_or_none(row, "previous_until")?,
        position: row.try_get("", "position")?,
        record: Record { dead_in_row, answered_at: moment(row, "answered_at")? },
        paused_until: moment_or_none(row, "paused_until")?,
        path: path(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn webhook_by_id(
    db: &impl Conn,
    id: WebhookId,
) -> Result<Option<WebhookRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM webhook WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// The webhooks of a keeper, newest first, those before `after`.
pub async fn webhooks(
    db: &impl Conn,
    keeper: Keeper,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<WebhookRow>, StoreError> {
    let mut values: Vec<Value> = vec![after.unwrap_or(Uuid::max()).into()];
    let mine = match keeper {
        Keeper::Client(id) => {
            values.push(id.0.into());
            "AND client_id = $2".to_owned()
        }
        Keeper::Area(level, key) => {
            values.push(key.into());
            format!("AND {level} = $2")
        }
        Keeper::Everyone => String::new(),
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook WHERE id < $1 {mine} ORDER BY id DESC LIMIT {limit}"
    );
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// Those that are told of changes, in the order of their ids, those after `after`.
pub async fn enabled_webhooks(
    db: &impl Conn,
    after: Uuid,
    limit: u64,
) -> Result<Vec<WebhookRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook WHERE state = 'enabled' AND id > $1 ORDER BY id LIMIT {limit}"
    );
    all(db, &sql, [after.into()]).await?.iter().map(read).collect()
}

fn values(row: &WebhookRow) -> Vec<Value> {
    vec![
        row.id.0.into(),
        row.client_id.0.into(),
        row.name.clone().into(),
        row.url.clone().into(),
        row.kinds.join(" ").into(),
        row.state.as_str().into(),
        row.disabled_for.map(|word| word.as_str()).into(),
        row.secret.clone().into(),
        row.previous_secret.clone().into(),
        row.previous_until.map(|at| at.timestamp_millis()).into(),
        row.position.into(),
        row.record.dead_in_row.into(),
        row.record.answered_at.timestamp_millis().into(),
        row.paused_until.map(|at| at.timestamp_millis()).into(),
        row.path.district.into(),
        row.path.street.into(),
        row.path.community.into(),
        row.version.into(),
        row.updated_at.timestamp_millis().into(),
    ]
}

impl Tx {
    pub async fn create_webhook(&self, row: &WebhookRow) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO webhook ({COLUMNS}) VALUES \
             ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)"
        );
        execute(self, &sql, values(row)).await.map(|_| ())
    }

    /// Writes the settings if the stored version is the one before the row's. What the couriers keep (`position`,
    /// the record and the pause) stays as it is unless the row is enabled anew.
    pub async fn save_webhook(&self, row: &WebhookRow) -> Result<(), StoreError> {
        let sql = "UPDATE webhook SET name=$3, url=$4, kinds=$5, state=$6, disabled_for=$7, secret=$8, \
            previous_secret=$9, previous_until=$10, version=$11, updated_at=$12 \
            WHERE id=$1 AND client_id=$2 AND version=$11 - 1";
        let mut values = values(row);
        let rest = values.split_off(17);
        values.truncate(10);
        values.extend(rest);
        change(self, sql, values).await
    }

    /// Keeps what past attempts have come to.
    pub async fn keep_record(
        &self,
        id: WebhookId,
        record: Record,
        paused_until: Option<Moment>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE webhook SET dead_in_row = $2, answered_at = $3, paused_until = $4 WHERE id = $1";
        let values = [
            id.0.into(),
            record.dead_in_row.into(),
            record.answered_at.timestamp_millis().into(),
            paused_until.map(|at| at.timestamp_millis()).into(),
        ];
        execute(self, sql, values).await.map(|_| ())
    }

    /// Moves on to a position, if nobody has moved on from the one before; whether that was so.
    pub async fn move_on(&self, id: WebhookId, from: i64, to: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE webhook SET position = $3 WHERE id = $1 AND position = $2 AND state = 'enabled'";
        Ok(execute(self, sql, [id.0.into(), from.into(), to.into()]).await? == 1)
    }
}
