//! Evidence in a row: its words, and its links as JSON.

use ::rating::Evidence;
use sea_orm::QueryResult;

use crate::StoreError;

/// The links as they are stored.
pub(super) fn links(evidence: &Evidence) -> Result<String, StoreError> {
    serde_json::to_string(&evidence.links).map_err(|_| StoreError::Corrupt("links"))
}

pub(super) fn evidence(row: &QueryResult) -> Result<Evidence, StoreError> {
    let text: String = row.try_get("", "links")?;
    let links = serde_json::from_str(&text).map_err(|_| StoreError::Corrupt("links"))?;
    Ok(Evidence { words: row.try_get("", "evidence")?, links })
}
