//! What the entries of an enterprise make together on a day.

use ::rating::credit::{CreditKind, CreditState};
use chrono::NaiveDate;
use kernel::{Hundredths, OrganizationId};
use sea_orm::Value;

use crate::{
    Conn, StoreError,
    sql::{all, one, word},
};

/// Points by the ledger, and how many records count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CreditSums {
    pub good: Hundredths,
    pub bad: Hundredths,
    pub good_records: i64,
    pub bad_records: i64,
    /// Of those, the disputed ones.
    pub disputed: i64,
}

/// The points are the sum of all entries whose days include the day, counter-entries too.
pub async fn credit_sums(
    db: &impl Conn,
    enterprise: OrganizationId,
    on: NaiveDate,
) -> Result<CreditSums, StoreError> {
    let mut sums = CreditSums::default();
    let sql = "SELECT kind, CAST(SUM(points) AS bigint) AS points FROM credit_entry \
        WHERE enterprise_id = $1 AND from_on <= $2 AND until_on >= $2 GROUP BY kind";
    for row in all(db, sql, [enterprise.0.into(), on.to_string().into()]).await? {
        let points = Hundredths(row.try_get("", "points")?);
        match word(&row, "kind")? {
            CreditKind::Good => sums.good = points,
            CreditKind::Bad => sums.bad = points,
        }
    }
    let sql = "SELECT COUNT(CASE WHEN kind = 'good' THEN 1 END) AS good, \
        COUNT(CASE WHEN kind = 'bad' THEN 1 END) AS bad, COUNT(CASE WHEN state = $3 THEN 1 END) AS disputed \
        FROM credit_standing WHERE enterprise_id = $1 AND from_on <= $2 AND effective_until >= $2";
    let disputed = CreditState::Disputed.as_str();
    let values: [Value; 3] = [enterprise.0.into(), on.to_string().into(), disputed.into()];
    let row = one(db, sql, values).await?.ok_or(StoreError::Corrupt("credit_standing"))?;
    sums.good_records = row.try_get("", "good")?;
    sums.bad_records = row.try_get("", "bad")?;
    sums.disputed = row.try_get("", "disputed")?;
    Ok(sums)
}
