//! Lists that everyone may see: those that are published, and what is on them.

use ::rating::{
    cycle::CycleKind,
    listing::{ListKind, RatingList},
};
use access::Level;
use chrono::NaiveDate;
use kernel::{AreaId, CycleId, EstateId, Hundredths, ListId, OrganizationId, SchemeId, Uuid};
use sea_orm::QueryResult;

use super::row::{LIST, list, stars, vetoes};
use crate::{
    Conn, StoreError,
    place::{Query, date},
    sql::{all, one, word},
};

/// What published lists are narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct PublishedFilter {
    pub kind: Option<ListKind>,
    pub cycle: Option<CycleId>,
    /// Those of an area by its level and key: a district, or a street of it.
    pub of: Option<(Level, i32)>,
}

/// A published list, with its cycle and its area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRow {
    pub list: RatingList,
    pub cycle: String,
    pub cycle_kind: CycleKind,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub scheme: SchemeId,
    pub area: (AreaId, String),
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
) -> Result<Vec<PublishedRow>, StoreError> {
    let mut query = Query::default();
    query.within_ungridded(filter.of);
    if matches!(filter.of, Some((Level::District, _))) {
        query.is("street IS NULL");
    }
    // In the words of its partial index.
    query.is("state = 'published'");
    query.and_some("kind = ?", filter.kind.map(ListKind::as_str));
    query.and_some("cycle_id = ?", filter.cycle.map(|id| id.0));
    let sql = with_cycle(&query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(row).collect()
}

/// The lists of a condition with their cycles and areas, newest first.
fn with_cycle(condition: &str) -> String {
    format!(
        "SELECT r.*, c.name AS cycle_name, c.kind AS cycle_kind, c.first_on, c.last_on, c.scheme_id, a.id AS area_id, \
         a.name AS area_name FROM (SELECT {LIST} FROM rating_list {condition}) AS r \
         JOIN rating_cycle c ON c.id = r.cycle_id JOIN area a ON a.key = COALESCE(r.street, r.district) \
         ORDER BY r.id DESC"
    )
}

fn row(row: &QueryResult) -> Result<PublishedRow, StoreError> {
    Ok(PublishedRow {
        list: list(row)?,
        cycle: row.try_get("", "cycle_name")?,
        cycle_kind: word(row, "cycle_kind")?,
        first_on: date(row, "first_on")?,
        last_on: date(row, "last_on")?,
        scheme: SchemeId(row.try_get("", "scheme_id")?),
        area: (AreaId(row.try_get("", "area_id")?), row.try_get("", "area_name")?),
    })
}

/// One list, if it is published.
pub async fn published_by_id(
    db: &impl Conn,
    id: ListId,
) -> Result<Option<PublishedRow>, StoreError> {
    let sql = with_cycle("WHERE id = $1 AND state = 'published'");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(row).transpose()
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
