//! Listings that someone may know of.

use ::rating::listing::{ListKind, Listing, ListingState};
use access::{Level, Term};
use kernel::{ListId, OrganizationId, Uuid};

use super::row::{COLUMNS, FROM, read};
use crate::{Conn, StoreError, place::Query, rating::scan::page, sql::all};

/// What a list of listings is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListingFilter {
    pub list: Option<ListId>,
    pub kind: Option<ListKind>,
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub within: Option<(Level, i32)>,
    pub state: Option<ListingState>,
}

/// Listings that one of the terms shows, newest first, those before `after`.
pub async fn listings(
    db: &impl Conn,
    terms: &[Term],
    filter: &ListingFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Listing>, StoreError> {
    let narrow = |query: &mut Query, _: &Term| narrow(query, filter);
    let page = page("rating_listing", terms, narrow, (after, limit));
    let Some((ids, values)) = page else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE l.id IN (SELECT id FROM ({ids}) AS page) ORDER BY l.id DESC"
    );
    all(db, &sql, values).await?.iter().map(read).collect()
}

fn narrow(query: &mut Query, filter: &ListingFilter) {
    query.and_some("list_id = ?", filter.list.map(|id| id.0));
    query.and_some(
        "(SELECT k.kind FROM rating_list k WHERE k.id = list_id) = ?",
        filter.kind.map(ListKind::as_str),
    );
    query.and_some("estate = ?", filter.estate);
    query.and_some("enterprise_id = ?", filter.enterprise.map(|id| id.0));
    query.within(filter.within);
    query.and_some("state = ?", filter.state.map(ListingState::as_str));
}
