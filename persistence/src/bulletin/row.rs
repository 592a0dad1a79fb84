//! One bulletin: read, written, changed.

use access::Permit;
use bulletin::{Bulletin, BulletinState};
use kernel::BulletinId;
use sea_orm::{QueryResult, Value};
use serde_json::{Value as Json, json};

use crate::{
    Conn, Entry, StoreError, Tx,
    sql::{change, execute, moment, moment_or_none, one, path, word},
};

pub(super) const COLUMNS: &str = "id, state, title, body, reply_until, reason, district, street, community, grid, \
    estate, version, updated_at";

pub(super) fn read(row: &QueryResult) -> Result<Bulletin, StoreError> {
    Ok(Bulletin {
        id: BulletinId(row.try_get("", "id")?),
        path: path(row)?,
        state: word(row, "state")?,
        title: row.try_get("", "title")?,
        body: row.try_get("", "body")?,
        reply_until: moment_or_none(row, "reply_until")?,
        reason: row.try_get("", "reason")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn bulletin_by_id(
    db: &impl Conn,
    id: BulletinId,
) -> Result<Option<Bulletin>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM bulletin WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

impl Tx {
    /// The bulletin, which nobody closes or withdraws until the unit of work ends.
    pub async fn hold_bulletin(&self, id: BulletinId) -> Result<Option<Bulletin>, StoreError> {
        let held = self.hold(" FOR SHARE");
        let sql = format!("SELECT {COLUMNS} FROM bulletin WHERE id = $1{held}");
        one(self, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
    }

    pub async fn create_bulletin(&self, permit: &Permit, new: &Bulletin) -> Result<(), StoreError> {
        let path = new.path;
        let values: [Value; 13] = [
            new.id.0.into(),
            new.state.as_str().into(),
            new.title.clone().into(),
            new.body.clone().into(),
            new.reply_until.map(|at| at.timestamp_millis()).into(),
            new.reason.clone().into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            path.estate.into(),
            new.version.into(),
            new.updated_at.timestamp_millis().into(),
        ];
        let sql = format!(
            "INSERT INTO bulletin ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)"
        );
        execute(self, &sql, values).await?;
        let detail = json!({ "title": new.title, "reply_until": new.reply_until });
        self.journal(&entry(permit, None, new, detail)).await
    }

    /// Writes a bulletin whose stored version is the one before its own; `before` is the state that it comes from.
    pub async fn save_bulletin(
        &self,
        permit: &Permit,
        before: BulletinState,
        after: &Bulletin,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE bulletin SET state = $2, reason = $3, version = $4, updated_at = $5 \
            WHERE id = $1 AND version = $4 - 1";
        let values = [
            after.id.0.into(),
            after.state.as_str().into(),
            after.reason.clone().into(),
            after.version.into(),
            after.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await?;
        let detail = json!({ "reason": after.reason });
        self.journal(&entry(permit, Some(before), after, detail)).await
    }
}

fn entry(permit: &Permit, before: Option<BulletinState>, after: &Bulletin, detail: Json) -> Entry {
    Entry {
        from: before.map(BulletinState::as_str),
        to: Some(after.state.as_str()),
        detail,
        ..Entry::of(permit, after.id, after.version, after.updated_at, after.path)
    }
}
