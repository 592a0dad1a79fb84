//! Premises of estates.

use access::Permit;
use kernel::{BuildingId, Hundredths, Moment, PremisesId, Uuid};
use place::Premises;
use sea_orm::QueryResult;
use serde_json::json;

use super::Query;
use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    sql::{all, execute, one, path, word},
};

/// What a list of premises is narrowed to.
#[derive(Debug, Clone, Copy)]
pub struct PremisesFilter {
    /// Key of the estate.
    pub estate: i32,
    pub building: Option<BuildingId>,
}

const COLUMNS: &str = "id, estate, building_id, label, usage, exclusive_area, \
    district, street, community, grid, version";

fn read(row: &QueryResult) -> Result<Premises, StoreError> {
    Ok(Premises {
        id: PremisesId(row.try_get("", "id")?),
        estate: row.try_get("", "estate")?,
        building: row.try_get::<Option<Uuid>>("", "building_id")?.map(BuildingId),
        label: row.try_get("", "label")?,
        usage: word(row, "usage")?,
        exclusive_area: Hundredths(row.try_get("", "exclusive_area")?),
        path: path(row)?,
        version: row.try_get("", "version")?,
    })
}

pub async fn premises_by_id(
    db: &impl Conn,
    id: PremisesId,
) -> Result<Option<Premises>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM premises WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Premises of one estate or building, newest first, those before `after`.
pub async fn premises(
    db: &impl Conn,
    filter: &PremisesFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Premises>, StoreError> {
    let mut query = Query::default();
    query.and("estate = ?", filter.estate);
    query.and_some("building_id = ?", filter.building.map(|id| id.0));
    let sql = format!("SELECT {COLUMNS} FROM premises {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(read).collect()
}

impl Tx {
    pub async fn create_premises(
        &self,
        permit: &Permit,
        premises: &Premises,
        now: Moment,
    ) -> Result<(), Failure> {
        let sql =
            format!("INSERT INTO premises ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)");
        let values = [
            premises.id.0.into(),
            premises.estate.into(),
            premises.building.map(|id| id.0).into(),
            premises.label.clone().into(),
            premises.usage.as_str().into(),
            premises.exclusive_area.0.into(),
            premises.path.district.into(),
            premises.path.street.into(),
            premises.path.community.into(),
            premises.path.grid.into(),
            premises.version.into(),
        ];
        execute(self, &sql, values).await?;
        let entry = Entry::of(permit, premises.id, premises.version, now, premises.path);
        let detail = json!({
            "label": premises.label,
            "usage": premises.usage,
            "exclusive_area": premises.exclusive_area,
        });
        self.journal(&Entry { detail, ..entry }).await?;
        Ok(())
    }
}
