//! Buildings of estates.

use access::Permit;
use kernel::{BuildingId, Moment, Uuid};
use place::Building;
use sea_orm::QueryResult;
use serde_json::json;

use super::{Query, taken};
use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    sql::{all, execute, one, path},
};

const COLUMNS: &str = "id, estate, name, district, street, community, grid, version";

fn read(row: &QueryResult) -> Result<Building, StoreError> {
    Ok(Building {
        id: BuildingId(row.try_get("", "id")?),
        estate: row.try_get("", "estate")?,
        name: row.try_get("", "name")?,
        path: path(row)?,
        version: row.try_get("", "version")?,
    })
}

pub async fn building_by_id(
    db: &impl Conn,
    id: BuildingId,
) -> Result<Option<Building>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM building WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Buildings of one estate, newest first, those before `after`.
pub async fn buildings(
    db: &impl Conn,
    estate: i32,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Building>, StoreError> {
    let mut query = Query::default();
    query.and("estate = ?", estate);
    let sql = format!("SELECT {COLUMNS} FROM building {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(read).collect()
}

impl Tx {
    pub async fn create_building(
        &self,
        permit: &Permit,
        building: &Building,
        now: Moment,
    ) -> Result<(), Failure> {
        let sql = format!("INSERT INTO building ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
        let values = [
            building.id.0.into(),
            building.estate.into(),
            building.name.clone().into(),
            building.path.district.into(),
            building.path.street.into(),
            building.path.community.into(),
            building.path.grid.into(),
            building.version.into(),
        ];
        execute(self, &sql, values).await.map_err(taken("name"))?;
        let entry = Entry::of(permit, building.id, building.version, now, building.path);
        let detail = json!({ "name": building.name });
        self.journal(&Entry { detail, ..entry }).await?;
        Ok(())
    }
}
