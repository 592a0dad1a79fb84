//! The cards that an enterprise was shown, and the ledger of what is suspended.

use std::collections::HashMap;

use kernel::{Moment, OrganizationId, TicketId, Uuid};
use sea_orm::{ConnectionTrait as _, DbBackend};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, moment, moment_or_none, one, places},
};

impl Tx {
    /// How many yellow cards the enterprise was shown since `since` with no red one between, leaving out those that were
    /// withdrawn or whose record in the credit ledger was taken back as wrong; `None` for an organisation that is no
    /// enterprise. The enterprise is held until the end of the unit of work, so that cards on two tickets are counted
    /// one after the other.
    pub async fn yellow_cards(
        &self,
        organization: OrganizationId,
        since: Moment,
    ) -> Result<Option<i64>, StoreError> {
        let held = match self.conn().get_database_backend() {
            // Records in the credit ledger name the enterprise, which does not keep them from each other.
            DbBackend::Postgres => " FOR NO KEY UPDATE",
            _ => "",
        };
        let sql =
            format!("SELECT id FROM organization WHERE id = $1 AND kind = 'enterprise'{held}");
        if one(self, &sql, [organization.0.into()]).await?.is_none() {
            return Ok(None);
        }
        let sql = format!(
            "SELECT COUNT(*) AS cards FROM ticket_supervision y WHERE y.unit_id = $1 \
             AND y.kind = 'yellow_card' AND {} AND y.at > $2 \
             AND y.at > COALESCE((SELECT MAX(r.at) FROM ticket_supervision r WHERE r.unit_id = $1 \
             AND r.kind = 'red_card' AND {}), 0)",
            effective("y"),
            effective("r")
        );
        let values = [organization.0.into(), since.timestamp_millis().into()];
        let row =
            one(self, &sql, values).await?.ok_or(StoreError::Corrupt("ticket_supervision"))?;
        Ok(Some(row.try_get("", "cards")?))
    }
}

/// A card that was neither withdrawn nor found to be wrong.
fn effective(card: &str) -> String {
    format!(
        "{card}.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM credit_entry o \
         JOIN credit_entry c ON c.counters = o.id AND c.cause IN ('objection', 'reversal') \
         WHERE o.ticket_id = {card}.ticket_id AND o.supervision = {card}.number)"
    )
}

/// Why a ticket is suspended (挂账).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspensionRow {
    pub reason: String,
    pub measures: String,
    pub review_at: Option<Moment>,
    pub granted_by: Uuid,
    pub granted_at: Moment,
}

/// The suspension in force of each of the tickets, which are suspended.
pub async fn suspensions(
    db: &impl Conn,
    ids: &[TicketId],
) -> Result<HashMap<Uuid, SuspensionRow>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT ticket_id, reason, measures, until, ruled_by, ruled_at FROM ticket_request \
         WHERE ticket_id IN ({}) AND kind = 'suspension' AND granted = true \
         ORDER BY ticket_id, number",
        places(1, ids.len())
    );
    let rows = all(db, &sql, ids.iter().map(|id| id.0.into())).await?;
    // Of several the last is in force.
    rows.iter()
        .map(|row| {
            let suspension = SuspensionRow {
                reason: row.try_get("", "reason")?,
                measures: row.try_get("", "measures")?,
                review_at: moment_or_none(row, "until")?,
                granted_by: row.try_get("", "ruled_by")?,
                granted_at: moment(row, "ruled_at")?,
            };
            Ok((row.try_get("", "ticket_id")?, suspension))
        })
        .collect()
}
