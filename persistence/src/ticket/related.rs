//! Tickets that belong together: those that wait for another's end, parts, and who supports what.

use std::collections::HashSet;

use ::ticket::{Merging, State, Ticket};
use access::{Actor, Role};
use kernel::{AccountId, TicketId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError,
    sql::{all, one, places, word},
};

/// Up to `limit` merged tickets whose main one has come to its end, with that end.
pub async fn followers(db: &impl Conn, limit: u32) -> Result<Vec<(TicketId, State)>, StoreError> {
    let sql = "SELECT t.id, m.state FROM ticket t JOIN ticket m ON m.id = t.merged_into \
        WHERE t.merged_into IS NOT NULL AND t.state = 'merged' \
        AND m.state IN ('closed', 'withdrawn', 'declined') ORDER BY t.id LIMIT $1";
    let rows = all(db, sql, [i64::from(limit).into()]).await?;
    rows.iter().map(|row| Ok((TicketId(row.try_get("", "id")?), word(row, "state")?))).collect()
}

/// Up to `limit` split tickets all of whose parts have come to their end.
pub async fn finished_wholes(db: &impl Conn, limit: u32) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT t.id FROM ticket t WHERE t.state = 'split' AND NOT EXISTS \
        (SELECT 1 FROM ticket p WHERE p.part_of = t.id \
        AND p.state NOT IN ('closed', 'withdrawn', 'declined')) ORDER BY t.id LIMIT $1";
    ids(&all(db, sql, [i64::from(limit).into()]).await?)
}

/// The tickets that a ticket was split into, in their order.
pub async fn parts(db: &impl Conn, of: TicketId) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT id FROM ticket WHERE part_of = $1 ORDER BY id";
    ids(&all(db, sql, [of.0.into()]).await?)
}

fn ids(rows: &[QueryResult]) -> Result<Vec<TicketId>, StoreError> {
    rows.iter().map(|row| Ok(TicketId(row.try_get("", "id")?))).collect()
}

/// A merging with what the rules ask for; `main` is the other ticket, if the caller may know of it.
pub async fn merging(
    db: &impl Conn,
    ticket: &Ticket,
    into: TicketId,
    main: Option<&Ticket>,
) -> Result<Merging, StoreError> {
    let sql = "SELECT id FROM ticket WHERE merged_into = $1 LIMIT 1";
    let leads = one(db, sql, [ticket.id.0.into()]).await?.is_some();
    let main = main.map(|main| (main.state, main.estate_id));
    Ok(Merging { into, main, leads })
}

/// Marks the tickets that the actor, as a resident, has supported. No query for anyone else.
pub(super) async fn supported(
    db: &impl Conn,
    tickets: &mut [Ticket],
    actor: &Actor,
) -> Result<(), StoreError> {
    let some: Vec<Uuid> =
        tickets.iter().filter(|t| t.course.support_count > 0).map(|t| t.id.0).collect();
    let Some(AccountId(account)) = actor.who.account().filter(|_| actor.holds(Role::Resident))
    else {
        return Ok(());
    };
    if some.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT ticket_id FROM ticket_support WHERE account_id = $1 AND ticket_id IN ({})",
        places(2, some.len())
    );
    let values = std::iter::once(Value::from(account)).chain(some.iter().map(|id| (*id).into()));
    let rows = all(db, &sql, values).await?;
    let known: Result<HashSet<Uuid>, StoreError> =
        rows.iter().map(|row| Ok(row.try_get("", "ticket_id")?)).collect();
    let known = known?;
    for ticket in tickets {
        ticket.facts.supported = known.contains(&ticket.id.0);
    }
    Ok(())
}
