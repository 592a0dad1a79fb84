//! Estates, and the commons of communities.

use access::{Action, Level, Permit};
use kernel::{EstateId, Uuid};
use place::{Estate, Management, Phase};
use sea_orm::{QueryResult, Value};
use serde_json::json;

use super::Query;
use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    sql::{all, change, execute, moment, one, word},
};

/// What a list of estates is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct EstateFilter {
    pub within: Option<(Level, i32)>,
    pub phase: Option<Phase>,
    pub management: Option<Management>,
    pub commons: Option<bool>,
}

const COLUMNS: &str = "key, id, name, address, management, phase, commons, \
    district, street, community, grid, version, updated_at";

fn read(row: &QueryResult) -> Result<Estate, StoreError> {
    let key = row.try_get("", "key")?;
    Ok(Estate {
        key,
        id: EstateId(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        address: row.try_get("", "address")?,
        management: word(row, "management")?,
        phase: word(row, "phase")?,
        commons: row.try_get("", "commons")?,
        path: access::ScopePath { estate: Some(key), ..crate::sql::path(row)? },
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn values(estate: &Estate) -> Vec<Value> {
    vec![
        estate.key.into(),
        estate.id.0.into(),
        estate.name.clone().into(),
        estate.address.clone().into(),
        estate.management.as_str().into(),
        estate.phase.as_str().into(),
        estate.commons.into(),
        estate.path.district.into(),
        estate.path.street.into(),
        estate.path.community.into(),
        estate.path.grid.into(),
        estate.version.into(),
        estate.updated_at.timestamp_millis().into(),
    ]
}

async fn find(
    db: &impl Conn,
    condition: &str,
    value: Value,
    hold: &str,
) -> Result<Option<Estate>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM estate WHERE {condition}{hold}");
    one(db, &sql, [value]).await?.as_ref().map(read).transpose()
}

pub async fn estate_by_id(db: &impl Conn, id: EstateId) -> Result<Option<Estate>, StoreError> {
    find(db, "id = $1", id.0.into(), "").await
}

pub async fn estate_by_key(db: &impl Conn, key: i32) -> Result<Option<Estate>, StoreError> {
    find(db, "key = $1", key.into(), "").await
}

/// The commons of a community, by the community's key.
pub async fn commons_of(db: &impl Conn, community: i32) -> Result<Option<Estate>, StoreError> {
    find(db, "community = $1 AND commons ORDER BY id LIMIT 1", community.into(), "").await
}

/// Estates, newest first, those before `after`.
pub async fn estates(
    db: &impl Conn,
    filter: &EstateFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Estate>, StoreError> {
    let mut query = Query::default();
    query.within(filter.within);
    query.and_some("phase = ?", filter.phase.map(Phase::as_str));
    query.and_some("management = ?", filter.management.map(Management::as_str));
    query.and_some("commons = ?", filter.commons);
    let sql = format!("SELECT {COLUMNS} FROM estate {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(read).collect()
}

impl Tx {
    /// An estate that stays where it is until this unit of work ends; for putting something into it.
    pub async fn hold_estate(&self, id: EstateId) -> Result<Option<Estate>, StoreError> {
        find(self, "id = $1", id.0.into(), self.hold(" FOR SHARE")).await
    }

    pub async fn create_estate(&self, permit: &Permit, estate: &Estate) -> Result<(), Failure> {
        self.insert_estate(permit, permit.action(), estate).await
    }

    pub(super) async fn insert_estate(
        &self,
        permit: &Permit,
        action: Action,
        estate: &Estate,
    ) -> Result<(), Failure> {
        let sql = format!(
            "INSERT INTO estate ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)"
        );
        execute(self, &sql, values(estate)).await?;
        let entry = entry(permit, estate);
        self.journal(&Entry { action, to: Some(estate.phase.as_str()), ..entry }).await?;
        Ok(())
    }

    /// Writes an estate whose stored version is the one before the estate's; `before` is the phase that it
    /// comes from.
    pub async fn save_estate(
        &self,
        permit: &Permit,
        before: Phase,
        estate: &Estate,
    ) -> Result<(), Failure> {
        let (from, to) = if before == estate.phase {
            (None, None)
        } else {
            (Some(before.as_str()), Some(estate.phase.as_str()))
        };
        self.write_estate(estate).await?;
        self.journal(&Entry { from, to, ..entry(permit, estate) }).await?;
        Ok(())
    }

    /// Gives the commons of a community its new name.
    pub(super) async fn rename_commons(
        &self,
        permit: &Permit,
        community: &place::Area,
    ) -> Result<(), Failure> {
        let Some(commons) = commons_of(self, community.key).await? else { return Ok(()) };
        let after = commons.renamed_with(community);
        self.write_estate(&after).await?;
        let action = Action::EstateUpdate;
        self.journal(&Entry { action, ..entry(permit, &after) }).await?;
        Ok(())
    }

    async fn write_estate(&self, estate: &Estate) -> Result<(), StoreError> {
        let sql = "UPDATE estate SET name=$2, address=$3, management=$4, phase=$5, version=$6, updated_at=$7 \
            WHERE key=$1 AND version=$6 - 1";
        let values = [
            estate.key.into(),
            estate.name.clone().into(),
            estate.address.clone().into(),
            estate.management.as_str().into(),
            estate.phase.as_str().into(),
            estate.version.into(),
            estate.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await
    }
}

fn entry(permit: &Permit, estate: &Estate) -> Entry {
    let entry = Entry::of(permit, estate.id, estate.version, estate.updated_at, estate.path);
    let detail = json!({
        "name": estate.name,
        "address": estate.address,
        "management": estate.management,
        "phase": estate.phase,
        "commons": estate.commons,
    });
    Entry { detail, ..entry }
}
