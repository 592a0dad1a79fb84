//! What was filed for the holder of a phone number who had no account.

use kernel::{AccountId, TicketId};

use crate::{Conn, StoreError, sql::all};

/// Tickets without a reporter that were filed for a caller with this number, and on which the account does not work,
/// newest first. Blanks, hyphens and `+86` in what was written down do not matter.
pub async fn filed_for(
    db: &impl Conn,
    phone: &str,
    account: AccountId,
    limit: u32,
) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT t.id FROM ticket_contact c JOIN ticket t ON t.id = c.ticket_id \
        WHERE REPLACE(REPLACE(REPLACE(caller_phone, ' ', ''), '-', ''), '+86', '') = $1 \
        AND caller_phone IS NOT NULL AND t.on_behalf = true AND t.reporter_id IS NULL \
        AND NOT EXISTS (SELECT 1 FROM ticket_party p WHERE p.ticket_id = t.id AND p.party_id = $2 \
            AND p.part IN ('handler', 'helper')) ORDER BY t.id DESC LIMIT $3";
    let rows = all(db, sql, [phone.into(), account.0.into(), i64::from(limit).into()]).await?;
    rows.iter().map(|row| Ok(TicketId(row.try_get("", "id")?))).collect()
}
