//! One outage: read, written, ended.

use ::ticket::{Outage, OutageState};
use access::Permit;
use kernel::{BuildingId, CategoryId, Moment, OutageId, Uuid};
use sea_orm::{QueryResult, Value};
use serde_json::{Value as Json, json};

use crate::{
    Conn, Entry, StoreError, Tx,
    sql::{change, execute, moment, moment_or_none, one, path, word},
};

pub(super) const COLUMNS: &str = "id, category_id, building_id, state, title, note, from_at, until_at, ended_at, \
    ended_note, district, street, community, grid, estate, version, updated_at";

pub(super) fn read(row: &QueryResult) -> Result<Outage, StoreError> {
    Ok(Outage {
        id: OutageId(row.try_get("", "id")?),
        path: path(row)?,
        category_id: CategoryId(row.try_get("", "category_id")?),
        building_id: row.try_get::<Option<Uuid>>("", "building_id")?.map(BuildingId),
        state: word(row, "state")?,
        title: row.try_get("", "title")?,
        note: row.try_get("", "note")?,
        from: moment(row, "from_at")?,
        until: moment(row, "until_at")?,
        ended_at: moment_or_none(row, "ended_at")?,
        ended_note: row.try_get("", "ended_note")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn outage_by_id(db: &impl Conn, id: OutageId) -> Result<Option<Outage>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM outage WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

impl Tx {
    pub async fn create_outage(&self, permit: &Permit, outage: &Outage) -> Result<(), StoreError> {
        let path = outage.path;
        let values: [Value; 17] = [
            outage.id.0.into(),
            outage.category_id.0.into(),
            outage.building_id.map(|id| id.0).into(),
            outage.state.as_str().into(),
            outage.title.clone().into(),
            outage.note.clone().into(),
            outage.from.timestamp_millis().into(),
            outage.until.timestamp_millis().into(),
            outage.ended_at.map(|at| at.timestamp_millis()).into(),
            outage.ended_note.clone().into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            path.estate.into(),
            outage.version.into(),
            outage.updated_at.timestamp_millis().into(),
        ];
        let sql = format!(
            "INSERT INTO outage ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)"
        );
        execute(self, &sql, values).await?;
        let detail = json!({
            "category_id": outage.category_id, "building_id": outage.building_id, "title": outage.title,
            "from": outage.from, "until": outage.until,
        });
        self.journal(&entry(permit, None, outage, detail)).await
    }

    /// Writes an outage that has ended. `Stale` where someone else was faster.
    pub async fn end_outage(&self, permit: &Permit, outage: &Outage) -> Result<(), StoreError> {
        let sql = "UPDATE outage SET state = $2, ended_at = $3, ended_note = $4, version = $5, updated_at = $6 \
            WHERE id = $1 AND version = $5 - 1";
        let values = [
            outage.id.0.into(),
            outage.state.as_str().into(),
            outage.ended_at.map(|at| at.timestamp_millis()).into(),
            outage.ended_note.clone().into(),
            outage.version.into(),
            outage.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await?;
        let detail = json!({ "note": outage.ended_note });
        self.journal(&entry(permit, Some(OutageState::Announced), outage, detail)).await
    }

    /// Everyone was told that the outage is over.
    pub async fn told_outage(&self, id: OutageId, now: Moment) -> Result<(), StoreError> {
        let sql = "UPDATE outage SET told_at = $2 WHERE id = $1";
        execute(self, sql, [id.0.into(), now.timestamp_millis().into()]).await.map(|_| ())
    }
}

fn entry(permit: &Permit, before: Option<OutageState>, outage: &Outage, detail: Json) -> Entry {
    Entry {
        from: before.map(OutageState::as_str),
        to: Some(outage.state.as_str()),
        detail,
        ..Entry::of(permit, outage.id, outage.version, outage.updated_at, outage.path)
    }
}
