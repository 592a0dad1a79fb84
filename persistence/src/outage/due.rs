//! What the job looks for: outages whose end has come, and tickets that are not told of it yet.

use ::ticket::Outage;
use kernel::{Moment, OutageId, TicketId};

use super::row::{COLUMNS, read};
use crate::{Conn, StoreError, sql::all};

/// Up to `limit` outages whose expected end has come, the longest due first.
pub async fn outages_due(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<OutageId>, StoreError> {
    let sql = format!(
        "SELECT id FROM outage WHERE state = 'announced' AND until_at <= $1 ORDER BY until_at, id LIMIT {limit}"
    );
    let rows = all(db, &sql, [now.timestamp_millis().into()]).await?;
    rows.iter().map(|row| Ok(OutageId(row.try_get("", "id")?))).collect()
}

/// Up to `limit` outages that are over, and whose tickets are not all told.
pub async fn outages_to_tell(db: &impl Conn, limit: u32) -> Result<Vec<Outage>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM outage WHERE state = 'ended' AND told_at IS NULL ORDER BY ended_at LIMIT {limit}"
    );
    all(db, &sql, []).await?.iter().map(read).collect()
}

/// Up to `limit` open tickets about the outage that are not told that it is over, oldest first.
pub async fn tickets_to_tell(
    db: &impl Conn,
    id: OutageId,
    limit: u32,
) -> Result<Vec<TicketId>, StoreError> {
    let sql = format!(
        "SELECT id FROM ticket WHERE outage_id = $1 AND outage_over = false \
         AND state IN ('submitted', 'dispatched', 'accepted', 'suspended', 'resolved') ORDER BY id LIMIT {limit}"
    );
    let rows = all(db, &sql, [id.0.into()]).await?;
    rows.iter().map(|row| Ok(TicketId(row.try_get("", "id")?))).collect()
}
