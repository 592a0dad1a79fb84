//! The names that go with scores where people read them.

use std::collections::HashMap;

use kernel::Uuid;
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError,
    sql::{all, places},
};

/// Whose score it is, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScoreNames {
    pub street: String,
    pub community: String,
    pub estate: String,
    pub enterprise: String,
}

/// The names of the scores.
pub async fn score_names(
    db: &impl Conn,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, ScoreNames>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT s.id, x.name AS estate, o.name AS enterprise, st.name AS street, co.name AS community FROM rating_score s \
         JOIN rating_subject e ON e.id = s.id JOIN estate x ON x.key = s.estate JOIN organization o \
         ON o.id = s.enterprise_id JOIN area st ON st.key = e.street JOIN area co ON co.key = e.community \
         WHERE s.id IN ({})",
        places(1, ids.len())
    );
    let rows = all(db, &sql, ids.iter().map(|id| Value::from(*id))).await?;
    rows.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<(Uuid, ScoreNames), StoreError> {
    let names = ScoreNames {
        street: row.try_get("", "street")?,
        community: row.try_get("", "community")?,
        estate: row.try_get("", "estate")?,
        enterprise: row.try_get("", "enterprise")?,
    };
    Ok((row.try_get("", "id")?, names))
}
