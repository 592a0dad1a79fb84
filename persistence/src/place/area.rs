//! Areas: the tree that every scope refers to.

use access::{Action, Level, Permit, ScopePath};
use kernel::{AreaId, EstateId, Uuid};
use place::{Area, Estate};
use sea_orm::{QueryResult, Value};
use serde_json::json;

use super::{Query, taken};
use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    sql::{all, execute, moment, one, path, word, word_or_none},
};

/// What a list of areas is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct AreaFilter {
    pub level: Option<Level>,
    /// Key of the parent.
    pub parent: Option<i32>,
    pub within: Option<(Level, i32)>,
}

const COLUMNS: &str =
    "key, id, level, name, code, parent, district, street, community, grid, version, updated_at";

fn read(row: &QueryResult) -> Result<Area, StoreError> {
    Ok(Area {
        key: row.try_get("", "key")?,
        id: AreaId(row.try_get("", "id")?),
        level: word(row, "level")?,
        name: row.try_get("", "name")?,
        code: word_or_none(row, "code")?,
        parent: row.try_get("", "parent")?,
        path: path(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn values(area: &Area) -> Vec<Value> {
    vec![
        area.key.into(),
        area.id.0.into(),
        area.level.as_str().into(),
        area.name.clone().into(),
        area.code.as_ref().map(|code| code.as_str().to_owned()).into(),
        area.parent.into(),
        area.path.district.into(),
        area.path.street.into(),
        area.path.community.into(),
        area.path.grid.into(),
        area.version.into(),
        area.updated_at.timestamp_millis().into(),
    ]
}

async fn find(
    db: &impl Conn,
    condition: &str,
    value: Value,
    hold: &str,
) -> Result<Option<Area>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM area WHERE {condition} = $1{hold}");
    one(db, &sql, [value]).await?.as_ref().map(read).transpose()
}

pub async fn area_by_id(db: &impl Conn, id: AreaId) -> Result<Option<Area>, StoreError> {
    find(db, "id", id.0.into(), "").await
}

pub async fn area_by_key(db: &impl Conn, key: i32) -> Result<Option<Area>, StoreError> {
    find(db, "key", key.into(), "").await
}

/// Where an area stands; itself included.
pub async fn path_of(db: &impl Conn, key: i32) -> Result<Option<ScopePath>, StoreError> {
    Ok(area_by_key(db, key).await?.map(|area| area.path))
}

/// Areas, newest first, those before `after`.
pub async fn areas(
    db: &impl Conn,
    filter: &AreaFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Area>, StoreError> {
    let mut query = Query::default();
    query.and_some("parent = ?", filter.parent);
    query.and_some("level = ?", filter.level.map(Level::as_str));
    query.within(filter.within);
    let sql = format!("SELECT {COLUMNS} FROM area {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(read).collect()
}

impl Tx {
    /// An area that stays where it is until this unit of work ends; for putting something into it.
    pub async fn hold_area(&self, id: AreaId) -> Result<Option<Area>, StoreError> {
        find(self, "id", id.0.into(), self.hold(" FOR SHARE")).await
    }

    /// Founds an area; a community gets its commons, under the id `commons`.
    pub async fn create_area(
        &self,
        permit: &Permit,
        area: &Area,
        commons: EstateId,
    ) -> Result<(), Failure> {
        let sql =
            format!("INSERT INTO area ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)");
        execute(self, &sql, values(area)).await.map_err(taken("code"))?;
        let entry = Entry::of(permit, area.id, area.version, area.updated_at, area.path);
        self.journal(&Entry { detail: detail(area), ..entry }).await?;
        if area.level != Level::Community {
            return Ok(());
        }
        let key = self.next_number("estate").await?;
        if let Some(estate) = Estate::commons(area, key, commons) {
            self.insert_estate(permit, Action::EstateCreate, &estate).await?;
        }
        Ok(())
    }

    /// Writes an area whose stored version is the one before the area's.
    pub(super) async fn update_area(&self, area: &Area) -> Result<(), Failure> {
        let sql = "UPDATE area SET id=$2, level=$3, name=$4, code=$5, parent=$6, district=$7, street=$8, \
            community=$9, grid=$10, version=$11, updated_at=$12 WHERE key=$1 AND version=$11 - 1";
        match execute(self, sql, values(area)).await.map_err(taken("code"))? {
            0 => Err(StoreError::Stale.into()),
            _ => Ok(()),
        }
    }
}

pub(super) fn detail(area: &Area) -> serde_json::Value {
    json!({
        "level": area.level,
        "name": area.name,
        "code": area.code.as_ref().map(place::AreaCode::as_str),
        "parent": area.parent,
    })
}
