//! What findings make together, estate by estate, as things stood at a moment.

use ::rating::finding::{FindingState, Rectified};
use access::Level;
use chrono::NaiveDate;
use kernel::{Moment, OrganizationId};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError,
    sql::{Bound, all},
};

/// Which estates are meant: one by its key, or those of an area by its.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Estate(i32),
    Area(Level, i32),
}

impl Extent {
    pub(in crate::rating) fn condition(self, bound: &mut Bound) -> String {
        match self {
            Self::Estate(key) => format!("estate = {}", bound.put(key)),
            Self::Area(level, key) => format!("{level} = {}", bound.put(key)),
        }
    }
}

/// Units found of one indicator on one estate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub estate: i32,
    pub enterprise: OrganizationId,
    pub indicator: String,
    pub units: i64,
    pub findings: i64,
}

/// How an enterprise rectified on one estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RectifiedRow {
    pub estate: i32,
    pub enterprise: OrganizationId,
    pub sums: Rectified,
}

fn enterprise(row: &QueryResult) -> Result<OrganizationId, StoreError> {
    Ok(OrganizationId(row.try_get("", "enterprise_id")?))
}

/// Units of the findings of a period, from the first day to the last on which they were found, that were filed at the moment
/// and not withdrawn: for each estate, enterprise and indicator, in this order.
pub async fn findings_counted(
    db: &impl Conn,
    extent: Extent,
    (first, last): (NaiveDate, NaiveDate),
    as_of: Moment,
) -> Result<Vec<Counted>, StoreError> {
    let mut bound = Bound::default();
    let (first, last) = (bound.put(first.to_string()), bound.put(last.to_string()));
    let at = bound.put(as_of.timestamp_millis());
    let sql = format!(
        "SELECT estate, enterprise_id, indicator, CAST(SUM(units) AS bigint) AS units, COUNT(*) AS findings \
         FROM rating_finding WHERE found_on >= {first} AND found_on <= {last} AND filed_at <= {at} \
         AND (withdrawn_at IS NULL OR withdrawn_at > {at}) AND {} GROUP BY estate, enterprise_id, indicator \
         ORDER BY estate, enterprise_id, indicator",
        extent.condition(&mut bound)
    );
    let rows = all(db, &sql, bound.0).await?;
    let read = |row: &QueryResult| {
        Ok(Counted {
            estate: row.try_get("", "estate")?,
            enterprise: enterprise(row)?,
            indicator: row.try_get("", "indicator")?,
            units: row.try_get("", "units")?,
            findings: row.try_get("", "findings")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How the findings that are due from the first day to the last count, as [`rating::finding::outcome`] has it at a moment
/// and its day: for each estate and enterprise, in this order.
pub async fn rectification(
    db: &impl Conn,
    extent: Extent,
    (first, last): (NaiveDate, NaiveDate),
    (at, on): (Moment, NaiveDate),
) -> Result<Vec<RectifiedRow>, StoreError> {
    let mut bound = Bound::default();
    let (first, last) = (bound.put(first.to_string()), bound.put(last.to_string()));
    let (at, on) = (bound.put(at.timestamp_millis()), bound.put(on.to_string()));
    let in_time = format!(
        "SELECT 1 FROM rating_rectification r WHERE r.finding_id = f.id AND r.rectified_at <= {at} \
         AND r.rectified_on <= f.due_on"
    );
    let withdrawn = FindingState::Withdrawn.as_str();
    let sql = format!(
        "SELECT t.estate, t.enterprise_id, COUNT(CASE WHEN t.outcome = 'on_time' THEN 1 END) AS on_time, \
         COUNT(CASE WHEN t.outcome = 'late' THEN 1 END) AS late FROM (SELECT f.estate, f.enterprise_id, CASE \
         WHEN EXISTS ({in_time} AND r.accepted AND r.judged_at <= {at}) THEN 'on_time' \
         WHEN EXISTS ({in_time} AND (r.judged_at IS NULL OR r.judged_at > {at})) THEN 'waiting' \
         WHEN f.due_on < {on} THEN 'late' ELSE 'open' END AS outcome FROM rating_finding f \
         WHERE f.due_on >= {first} AND f.due_on <= {last} AND f.filed_at <= {at} \
         AND (f.state <> '{withdrawn}' OR f.withdrawn_at > {at}) AND f.{}) AS t \
         GROUP BY t.estate, t.enterprise_id ORDER BY t.estate, t.enterprise_id",
        extent.condition(&mut bound)
    );
    let rows = all(db, &sql, bound.0).await?;
    let read = |row: &QueryResult| {
        let sums =
            Rectified { on_time: row.try_get("", "on_time")?, late: row.try_get("", "late")? };
        Ok(RectifiedRow { estate: row.try_get("", "estate")?, enterprise: enterprise(row)?, sums })
    };
    rows.iter().map(read).collect()
}
