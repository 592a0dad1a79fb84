//! What the results of each enterprise in a public cycle make together.

use std::collections::{BTreeMap, HashMap};

use ::rating::EnterpriseSums;
use access::Level;
use kernel::{CycleId, Hundredths, OrganizationId, Uuid};
use sea_orm::Value;

use super::PUBLIC;
use crate::{
    Conn, StoreError,
    sql::{Bound, all, places},
};

/// The sums of each enterprise, of the estates of an area where one is given; none where the cycle is not public.
pub async fn enterprise_sums(
    db: &impl Conn,
    cycle: CycleId,
    within: Option<(Level, i32)>,
) -> Result<BTreeMap<OrganizationId, EnterpriseSums>, StoreError> {
    let mut bound = Bound::default();
    let id = bound.put(cycle.0);
    let mut from = "rating_score s".to_owned();
    let mut and = format!(
        "s.cycle_id = {id} AND EXISTS (SELECT 1 FROM rating_cycle c WHERE c.id = {id} AND {PUBLIC})"
    );
    if let Some((level, key)) = within {
        from.push_str(" CROSS JOIN rating_subject e");
        and.push_str(&format!(" AND e.id = s.id AND e.{level} = {}", bound.put(key)));
    }
    let sql = format!(
        "SELECT s.enterprise_id, s.stars, COUNT(*) AS estates, CAST(SUM(s.total) AS bigint) AS points FROM {from} \
         WHERE {and} GROUP BY s.enterprise_id, s.stars"
    );
    let mut sums: BTreeMap<OrganizationId, EnterpriseSums> = BTreeMap::new();
    for row in all(db, &sql, bound.0).await? {
        let stars: Option<i32> = row.try_get("", "stars")?;
        let stars = stars.map(u8::try_from).transpose();
        let stars = stars.map_err(|_| StoreError::Corrupt("rating_score.stars"))?;
        let estates: i64 = row.try_get("", "estates")?;
        let counted =
            (u32::try_from(estates).unwrap_or(u32::MAX), Hundredths(row.try_get("", "points")?));
        let enterprise = OrganizationId(row.try_get("", "enterprise_id")?);
        sums.entry(enterprise).or_default().add(stars, counted);
    }
    Ok(sums)
}

/// The names of enterprises.
pub async fn enterprise_names(
    db: &impl Conn,
    ids: &[OrganizationId],
) -> Result<HashMap<OrganizationId, String>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!("SELECT id, name FROM organization WHERE id IN ({})", places(1, ids.len()));
    let rows = all(db, &sql, ids.iter().map(|id| Value::from(id.0))).await?;
    let named = |row: &sea_orm::QueryResult| {
        Ok((OrganizationId(row.try_get::<Uuid>("", "id")?), row.try_get("", "name")?))
    };
    rows.iter().map(named).collect()
}
