//! Which enterprise serves an estate on a day.

use chrono::NaiveDate;
use kernel::OrganizationId;
use persistence::{Conn, StoreError, organization::contracts_of_estate};

/// The one whose contract holds; `None` where none does.
pub(super) async fn serving(
    db: &impl Conn,
    estate: i32,
    on: NaiveDate,
) -> Result<Option<OrganizationId>, StoreError> {
    let contracts = contracts_of_estate(db, estate).await?;
    Ok(contracts.iter().find(|one| one.in_force(on)).map(|one| one.organization))
}
