//! Which tickets the jobs of the clocks look at.

use ::ticket::ClockKind;
use kernel::{Moment, TicketId};
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, Value};

use crate::{
    Conn, StoreError,
    sql::{all, statement},
};

/// What [`due`] asks.
pub fn due_statement(db: &impl Conn, now: Moment, limit: u32) -> Statement {
    let sql = "SELECT ticket_id FROM ticket_clock WHERE next_fire_at <= $1 \
        ORDER BY next_fire_at, ticket_id LIMIT $2";
    statement(db, sql, [now.timestamp_millis().into(), i64::from(limit).into()])
}

/// Up to `limit` tickets with a level reached by `now`, longest due first: one scan of an index.
pub async fn due(db: &impl Conn, now: Moment, limit: u32) -> Result<Vec<TicketId>, StoreError> {
    once(&db.conn().query_all_raw(due_statement(db, now, limit)).await?)
}

/// The years that targets of running clocks depend on and whose holidays were not known.
pub async fn provisional_years(db: &impl Conn) -> Result<Vec<i32>, StoreError> {
    let sql = "SELECT DISTINCT provisional FROM ticket_clock \
        WHERE provisional IS NOT NULL AND stopped_at IS NULL ORDER BY provisional";
    all(db, sql, []).await?.iter().map(|row| Ok(row.try_get("", "provisional")?)).collect()
}

/// Up to `limit` tickets after the one given with a running clock that waits for the year.
pub async fn provisional(
    db: &impl Conn,
    year: i32,
    after: TicketId,
    limit: u32,
) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT ticket_id FROM ticket_clock \
        WHERE provisional = $1 AND stopped_at IS NULL AND ticket_id > $2 ORDER BY ticket_id LIMIT $3";
    ids(db, sql, vec![year.into(), after.0.into(), i64::from(limit).into()]).await
}

/// Up to `limit` tickets after the one given with a running clock of the kind.
pub async fn running(
    db: &impl Conn,
    kind: ClockKind,
    after: TicketId,
    limit: u32,
) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT ticket_id FROM ticket_clock \
        WHERE ticket_id > $1 AND kind = $2 AND stopped_at IS NULL ORDER BY ticket_id LIMIT $3";
    ids(db, sql, vec![after.0.into(), kind.as_str().into(), i64::from(limit).into()]).await
}

async fn ids(db: &impl Conn, sql: &str, values: Vec<Value>) -> Result<Vec<TicketId>, StoreError> {
    once(&all(db, sql, values).await?)
}

/// In their order, each once.
fn once(rows: &[QueryResult]) -> Result<Vec<TicketId>, StoreError> {
    let mut ids: Vec<TicketId> = Vec::new();
    for row in rows {
        let id = TicketId(row.try_get("", "ticket_id")?);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}
