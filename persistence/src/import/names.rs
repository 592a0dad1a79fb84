//! What the names in a file stand for.

use access::ScopePath;
use kernel::{CategoryId, EstateId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError,
    sql::{all, path, places},
};

/// The most that is looked at for the names of one part.
const MOST: u32 = 1_000;

/// An estate of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEstate {
    pub name: String,
    pub id: EstateId,
    pub path: ScopePath,
}

/// A category of a name or code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCategory {
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub id: CategoryId,
    pub active: bool,
}

fn values(names: &[String]) -> impl Iterator<Item = Value> + '_ {
    names.iter().map(|name| name.clone().into())
}

/// The estates that bear one of the names.
pub async fn estates_named(
    db: &impl Conn,
    names: &[String],
) -> Result<Vec<NamedEstate>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT id, name, key AS estate, district, street, community, grid FROM estate \
         WHERE name IN ({}) ORDER BY id LIMIT {MOST}",
        places(1, names.len())
    );
    let one = |row: &QueryResult| {
        Ok(NamedEstate {
            name: row.try_get("", "name")?,
            id: EstateId(row.try_get::<Uuid>("", "id")?),
            path: path(row)?,
        })
    };
    all(db, &sql, values(names)).await?.iter().map(one).collect()
}

/// The categories that bear one of the names, or have it as their code.
pub async fn categories_named(
    db: &impl Conn,
    names: &[String],
) -> Result<Vec<NamedCategory>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let these = places(1, names.len());
    let sql = format!(
        "SELECT id, code, name_zh, name_en, active FROM category \
         WHERE code IN ({these}) OR name_zh IN ({these}) OR name_en IN ({these}) ORDER BY id LIMIT {MOST}"
    );
    let one = |row: &QueryResult| {
        Ok(NamedCategory {
            code: row.try_get("", "code")?,
            name_zh: row.try_get("", "name_zh")?,
            name_en: row.try_get("", "name_en")?,
            id: CategoryId(row.try_get::<Uuid>("", "id")?),
            active: row.try_get("", "active")?,
        })
    };
    all(db, &sql, values(names)).await?.iter().map(one).collect()
}
