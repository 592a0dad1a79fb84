//! Lists that everyone may see: those that are published, and what is on them.

use ::rating::listing::{ListKind, RatingList};
use access::Level;
use kernel::{CycleId, EstateId, Hundredths, ListId, OrganizationId, Uuid};
use sea_orm::QueryResult;

use super::row::{LIST, list, stars, vetoes};
use crate::{
    Conn, StoreError,
    place::Query,
    sql::{all, one},
};

/// What published lists are narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct PublishedFilter {
    pub kind: Option<ListKind>,
    pub cycle: Option<CycleId>,
    /// Those of an area by its level and key: a district, or a street of it.
    pub of: Option<(Level, i32)>,
}

/// A result on a published list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedListing {
    pub score: Uuid,
    pub estate: (EstateId, String),
    pub enterprise: (OrganizationId, String),
    pub total: Hundredths,
    pub stars: u8,
    pub vetoes: Vec<String>,
}

/// Published lists, newest first, those before `after`.
pub async fn published(
    db: &impl Conn,
    filter: &PublishedFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<RatingList>, StoreError> {
    let mut query = Query::default();
    query.within_ungridded(filter.of);
    if matches!(filter.of, Some((Level::District, _))) {
        query.is("street IS NULL");
    }
    // In the words of its partial index.
    query.is("state = 'published'");
    query.and_some("kind = ?", filter.kind.map(ListKind::as_str));
    query.and_some("cycle_id = ?", filter.cycle.map(|id| id.0));
    let sql = format!("SELECT {LIST} FROM rating_list {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(list).collect()
}

/// One list, if it is published.
pub async fn published_by_id(db: &impl Conn, id: ListId) -> Result<Option<RatingList>, StoreError> {
    let sql = format!("SELECT {LIST} FROM rating_list WHERE id = $1 AND state = 'published'");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(list).transpose()
}

/// What is on a published list, in its order.
pub async fn published_listings(
    db: &impl Conn,
    id: ListId,
) -> Result<Vec<PublishedListing>, StoreError> {
    let sql = "SELECT l.score_id, l.total, l.stars, l.vetoes, l.enterprise_id, o.name AS enterprise_name, \
        x.id AS estate_id, x.name AS estate_name FROM rating_listing l JOIN estate x ON x.key = l.estate \
        JOIN organization o ON o.id = l.enterprise_id WHERE l.list_id = $1 AND l.state IN ('noticed', 'kept') \
        ORDER BY l.id";
    all(db, sql, [id.0.into()]).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<PublishedListing, StoreError> {
    Ok(PublishedListing {
        score: row.try_get("", "score_id")?,
        estate: (EstateId(row.try_get("", "estate_id")?), row.try_get("", "estate_name")?),
        enterprise: (
            OrganizationId(row.try_get("", "enterprise_id")?),
            row.try_get("", "enterprise_name")?,
        ),
        total: Hundredths(row.try_get("", "total")?),
        stars: stars(row)?,
        vetoes: vetoes(row)?,
    })
}
