//! The sequencer: gives every committed entry of the journal its position, without gaps.
//!
//! On SQLite there is nothing left to do: its one writer gives the position with the entry.
//!
//! On PostgreSQL transactions end in another order than the keys of their entries were drawn. So no key is waited
//! for: an entry puts itself on a list of what waits (`journal_unplaced`) in the transaction that writes it, and is
//! there for others to see exactly when that transaction has committed. Placing takes from the list whatever is on
//! it, in the order of the keys. A transaction that is still open, however long, holds up nobody and loses nothing;
//! one that rolled back leaves no trace. Entries of one subject keep their order, since the later one can be written
//! only after the earlier one was committed, and so draws the higher key and is never on the list without it.
//!
//! The lease of the sequencer lasts as long as the transaction that places: its row stays locked until the positions
//! are committed. Another replica waits instead of being refused, so that each places what it has written itself
//! within milliseconds, and a holder that was stopped in the middle can never come back with stale numbers.

use kernel::Uuid;
use sea_orm::{ConnectionTrait as _, DbBackend};

use crate::{
    Conn, StoreError, Tx,
    sql::{execute, one},
};

const LEASE: &str = "INSERT INTO job_lease (name, holder, fence, held_until) VALUES ('sequencer', $1, 1, 0) \
    ON CONFLICT (name) DO UPDATE SET holder = $1, fence = job_lease.fence + 1";
const PLACE: &str = "WITH taken AS (DELETE FROM journal_unplaced WHERE entry IN \
    (SELECT entry FROM journal_unplaced ORDER BY entry LIMIT $1) RETURNING entry) \
    INSERT INTO journal_position (position, entry) SELECT \
    (SELECT COALESCE(MAX(position), 0) FROM journal_position) + ROW_NUMBER() OVER (ORDER BY entry), entry FROM taken";

impl Tx {
    /// Places up to `most` committed entries; how many.
    pub async fn place_entries(&self, holder: Uuid, most: i64) -> Result<u64, StoreError> {
        if self.conn().get_database_backend() != DbBackend::Postgres {
            return Ok(0);
        }
        execute(self, LEASE, [holder.into()]).await?;
        execute(self, PLACE, [most.into()]).await
    }
}

/// The highest position; 0 while there is none.
pub async fn head(db: &impl Conn) -> Result<i64, StoreError> {
    number(db, "SELECT COALESCE(MAX(position), 0) AS number FROM journal_position").await
}

/// How many committed entries have no position yet.
pub async fn unplaced(db: &impl Conn) -> Result<i64, StoreError> {
    number(db, "SELECT COUNT(*) AS number FROM journal_unplaced").await
}

async fn number(db: &impl Conn, sql: &str) -> Result<i64, StoreError> {
    let row = one(db, sql, []).await?.ok_or(StoreError::Corrupt("journal_position"))?;
    Ok(row.try_get("", "number")?)
}
