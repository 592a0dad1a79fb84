//! Both sides of whistles, and what was returned, counted by organisation.

use access::Term;
use kernel::{Moment, OrganizationId};
use sea_orm::{QueryResult, Value};

use super::super::whistle::seen;
use crate::{
    Conn, StoreError,
    sql::{all, one},
};

/// Organisations that one answer counts at most, those with the most first.
const MOST: u32 = 200;

/// What the communities did with whistles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Blown {
    pub blown: i64,
    pub approved: i64,
    pub rejected: i64,
    pub stuck: i64,
}

/// What one department did when it was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    pub organization: OrganizationId,
    pub called: i64,
    pub reported: i64,
    /// Within its limit.
    pub in_time: i64,
    pub finished: i64,
    pub rated: i64,
    /// The sum of all ratings.
    pub stars: i64,
}

/// What one organisation returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returned {
    pub organization: OrganizationId,
    pub asked: i64,
    pub granted: i64,
    /// Refused: the order was right.
    pub improper: i64,
}

const WHEN: &str = "CAST(COALESCE(SUM(CASE WHEN";

fn sum(condition: &str, name: &str) -> String {
    format!("{WHEN} {condition} THEN 1 ELSE 0 END), 0) AS bigint) AS {name}")
}

/// The whistles that the terms show, blown from `from` until before `to`, and the departments called by them.
pub async fn whistle_figures(
    db: &impl Conn,
    terms: &[Term],
    (from, to): (Moment, Moment),
) -> Result<(Blown, Vec<Called>), StoreError> {
    let mut values: Vec<Value> = vec![from.timestamp_millis().into(), to.timestamp_millis().into()];
    let shown: Vec<String> = terms.iter().filter_map(|term| seen(term, &mut values)).collect();
    if shown.is_empty() {
        return Ok((Blown::default(), Vec::new()));
    }
    let these = format!("w.at >= $1 AND w.at < $2 AND ({})", shown.join(" OR "));
    let sql = format!(
        "SELECT COUNT(*) AS blown, {}, {}, {} FROM whistle w WHERE {these}",
        sum("w.state IN ('approved', 'finished', 'lapsed') AND w.ruled_at IS NOT NULL", "approved"),
        sum("w.state = 'rejected'", "rejected"),
        sum("w.stuck_at IS NOT NULL", "stuck"),
    );
    let row = one(db, &sql, values.clone()).await?.ok_or(StoreError::Corrupt("whistle"))?;
    let blown = Blown {
        blown: row.try_get("", "blown")?,
        approved: row.try_get("", "approved")?,
        rejected: row.try_get("", "rejected")?,
        stuck: row.try_get("", "stuck")?,
    };
    let sql = format!(
        "SELECT k.organization_id, COUNT(*) AS called, {}, {}, {}, {}, \
         CAST(COALESCE(SUM(k.stars), 0) AS bigint) AS stars \
         FROM whistle w JOIN whistle_task k ON k.ticket_id = w.ticket_id AND k.number = w.number \
         WHERE w.state NOT IN ('blown', 'rejected') AND w.ruled_at IS NOT NULL AND {these} \
         GROUP BY k.organization_id ORDER BY called DESC, k.organization_id LIMIT {MOST}",
        sum("k.reported_at IS NOT NULL", "reported"),
        sum("k.reported_at <= k.report_by", "in_time"),
        sum("k.finished_at IS NOT NULL", "finished"),
        sum("k.stars IS NOT NULL", "rated"),
    );
    let rows = all(db, &sql, values).await?;
    Ok((blown, rows.iter().map(called).collect::<Result<_, _>>()?))
}

fn called(row: &QueryResult) -> Result<Called, StoreError> {
    Ok(Called {
        organization: OrganizationId(row.try_get("", "organization_id")?),
        called: row.try_get("", "called")?,
        reported: row.try_get("", "reported")?,
        in_time: row.try_get("", "in_time")?,
        finished: row.try_get("", "finished")?,
        rated: row.try_get("", "rated")?,
        stars: row.try_get("", "stars")?,
    })
}

/// What was returned on the tickets that the terms show, from `from` until before `to`.
pub async fn return_figures(
    db: &impl Conn,
    terms: &[Term],
    (from, to): (Moment, Moment),
) -> Result<Vec<Returned>, StoreError> {
    let mut values: Vec<Value> = vec![from.timestamp_millis().into(), to.timestamp_millis().into()];
    let shown: Vec<String> = terms.iter().filter_map(|term| seen(term, &mut values)).collect();
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT w.organization_id, COUNT(*) AS asked, {}, {} FROM ticket_request w \
         WHERE w.kind = 'return' AND w.organization_id IS NOT NULL AND w.at >= $1 AND w.at < $2 \
         AND ({}) GROUP BY w.organization_id ORDER BY asked DESC, w.organization_id LIMIT {MOST}",
        sum("w.granted = true", "granted"),
        sum("w.granted = false", "improper"),
        shown.join(" OR ")
    );
    let row = |row: &QueryResult| {
        Ok(Returned {
            organization: OrganizationId(row.try_get("", "organization_id")?),
            asked: row.try_get("", "asked")?,
            granted: row.try_get("", "granted")?,
            improper: row.try_get("", "improper")?,
        })
    };
    all(db, &sql, values).await?.iter().map(row).collect()
}
