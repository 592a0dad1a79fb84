//! The results of a cycle with the bad records of their enterprises: what a list is made from.

use std::collections::HashMap;

use ::rating::listing::Listable;
use chrono::NaiveDate;
use kernel::{CycleId, Hundredths, OrganizationId};
use sea_orm::Value;

use crate::{
    Conn, StoreError,
    rating::score::{Vetoed, stars},
    sql::{all, parsed, path},
};

/// The results of a cycle, each with the bad records of its enterprise that are in effect on a day.
pub async fn listable(
    db: &impl Conn,
    cycle: CycleId,
    on: NaiveDate,
) -> Result<Vec<Listable>, StoreError> {
    let bad = bad_records(db, on).await?;
    let sql = "SELECT s.id, s.enterprise_id, s.total, s.stars, s.inputs, e.district, e.street, e.community, e.grid, \
        e.estate FROM rating_score s JOIN rating_subject e ON e.id = s.id WHERE s.cycle_id = $1";
    let rows = all(db, sql, [cycle.0.into()]).await?;
    let read = |row: &sea_orm::QueryResult| {
        let enterprise = OrganizationId(row.try_get("", "enterprise_id")?);
        Ok(Listable {
            score: row.try_get("", "id")?,
            path: path(row)?,
            enterprise,
            total: Hundredths(row.try_get("", "total")?),
            stars: stars(row)?,
            vetoes: parsed::<Vetoed>(row, "inputs")?.vetoes.into_iter().collect(),
            bad_records: bad.get(&enterprise).copied().unwrap_or_default(),
        })
    };
    rows.iter().map(read).collect()
}

/// How many bad records of each enterprise are in effect on a day.
pub async fn bad_records(
    db: &impl Conn,
    on: NaiveDate,
) -> Result<HashMap<OrganizationId, i32>, StoreError> {
    let sql = "SELECT enterprise_id, CAST(COUNT(*) AS integer) AS records FROM credit_standing \
        WHERE kind = 'bad' AND from_on <= $1 AND effective_until >= $1 GROUP BY enterprise_id";
    let rows = all(db, sql, [Value::from(on.to_string())]).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok((OrganizationId(row.try_get("", "enterprise_id")?), row.try_get("", "records")?))
    };
    rows.iter().map(read).collect()
}
