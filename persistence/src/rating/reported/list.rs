//! Reported figures that someone may know of, and those that go into scores.

use ::rating::{
    Period,
    reported::{ReportedFigure, ReportedState},
};
use access::{Level, Term};
use kernel::{Moment, OrganizationId, Uuid};

use super::row::{COLUMNS, read};
use crate::{
    Conn, StoreError,
    place::Query,
    rating::{finding::Extent, scan::page},
    sql::{Bound, all},
};

/// What a list of reported figures is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Default)]
pub struct ReportedFilter {
    /// The key of an estate.
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub within: Option<(Level, i32)>,
    /// The name of a figure.
    pub figure: Option<String>,
    pub state: Option<ReportedState>,
    pub period: Option<Period>,
}

/// Those that one of the terms shows, newest first, those before `after`.
pub async fn reported_list(
    db: &impl Conn,
    terms: &[Term],
    filter: &ReportedFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<ReportedFigure>, StoreError> {
    let narrow = |query: &mut Query, _: &Term| narrow(query, filter);
    let page = page("reported_figure", terms, narrow, (after, limit));
    let Some((ids, values)) = page else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {COLUMNS} FROM reported_figure WHERE id IN (SELECT id FROM ({ids}) AS page) ORDER BY id DESC"
    );
    all(db, &sql, values).await?.iter().map(read).collect()
}

fn narrow(query: &mut Query, filter: &ReportedFilter) {
    query.and_some("estate = ?", filter.estate);
    query.and_some("enterprise_id = ?", filter.enterprise.map(|id| id.0));
    query.within(filter.within);
    query.and_some("figure = ?", filter.figure.clone());
    query.and_some("state = ?", filter.state.map(ReportedState::as_str));
    query.and_some("first_on = ?", filter.period.map(|period| period.first.to_string()));
    query.and_some("last_on = ?", filter.period.map(|period| period.last.to_string()));
}

/// What was verified of a period, as things stood at a moment: for each estate and figure one at most, in this order.
pub async fn reported_figures(
    db: &impl Conn,
    extent: Extent,
    period: Period,
    as_of: Moment,
) -> Result<Vec<ReportedFigure>, StoreError> {
    let mut bound = Bound::default();
    let first = bound.put(period.first.to_string());
    let last = bound.put(period.last.to_string());
    let (verified, replaced) =
        (bound.put(ReportedState::Verified.as_str()), bound.put(ReportedState::Replaced.as_str()));
    let at = bound.put(as_of.timestamp_millis());
    let sql = format!(
        "SELECT {COLUMNS} FROM reported_figure WHERE first_on = {first} AND last_on = {last} \
         AND state IN ({verified}, {replaced}) AND judged_at <= {at} AND (replaced_at IS NULL OR replaced_at > {at}) \
         AND {} ORDER BY estate, figure",
        extent.condition(&mut bound)
    );
    all(db, &sql, bound.0).await?.iter().map(read).collect()
}
