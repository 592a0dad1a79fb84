//! Loading tickets whole: the row with its facts, the parts in the case, what was asked and not answered.

use std::collections::HashMap;

use ::ticket::Ticket;
use access::Actor;
use chrono::NaiveDate;
use kernel::{Moment, TicketId, Uuid};
use sea_orm::Value;

use super::row;
use crate::{
    Conn, StoreError,
    sql::{all, one, places},
};

const FROM: &str = "FROM ticket t JOIN estate e ON e.key = t.estate \
    JOIN area a ON a.key = t.community JOIN area s ON s.key = t.street JOIN area d ON d.key = t.district \
    LEFT JOIN ticket m ON m.id = t.merged_into LEFT JOIN ticket_contact c ON c.ticket_id = t.id \
    LEFT JOIN ticket_mark f ON f.ticket_id = t.id \
    LEFT JOIN outage o ON o.id = t.outage_id \
    LEFT JOIN contract k ON k.estate = t.estate AND k.from_date <= $1 \
    AND (k.to_date IS NULL OR k.to_date >= $1) AND (k.ended_on IS NULL OR k.ended_on > $1)";

/// One ticket; `today` is the civil date of the deployment, on which contracts are looked at.
pub async fn load(
    db: &impl Conn,
    id: TicketId,
    today: NaiveDate,
) -> Result<Option<Ticket>, StoreError> {
    Ok(load_many(db, &[id], today).await?.pop())
}

/// One ticket, with the facts that only some callers' rights depend on: [`super::settle`].
pub async fn load_for(
    db: &impl Conn,
    id: TicketId,
    actor: &Actor,
    today: NaiveDate,
    now: Moment,
) -> Result<Option<Ticket>, StoreError> {
    let mut found = load_many(db, &[id], today).await?;
    super::settle(db, &mut found, actor, now).await?;
    Ok(found.pop())
}

/// The tickets in the order of their ids as given; unknown ones are left out. Six queries at most.
pub async fn load_many(
    db: &impl Conn,
    ids: &[TicketId],
    today: NaiveDate,
) -> Result<Vec<Ticket>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (columns, marks) = (row::COLUMNS, super::figures::MARKS);
    let these = places(2, ids.len());
    let sql = format!("SELECT {columns}, {marks} {FROM} WHERE t.id IN ({these})");
    let values = std::iter::once(Value::from(today.to_string())).chain(keys(ids));
    let mut found: HashMap<Uuid, Ticket> = HashMap::with_capacity(ids.len());
    for line in all(db, &sql, values).await? {
        let ticket = row::read(&line)?;
        found.insert(ticket.id.0, ticket);
    }
    parties(db, ids, &mut found).await?;
    supervisions(db, &mut found).await?;
    requests(db, &mut found).await?;
    super::whistle::load(db, &mut found).await?;
    Ok(ids.iter().filter_map(|id| found.remove(&id.0)).collect())
}

fn keys(ids: &[TicketId]) -> impl Iterator<Item = Value> + '_ {
    ids.iter().map(|id| Value::from(id.0))
}

async fn parties(
    db: &impl Conn,
    ids: &[TicketId],
    found: &mut HashMap<Uuid, Ticket>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT ticket_id, party_id, part, organization_id, ended FROM ticket_party \
         WHERE ticket_id IN ({}) ORDER BY ticket_id, touched, part, party_id",
        places(1, ids.len())
    );
    for line in all(db, &sql, keys(ids)).await? {
        if let Some(ticket) = found.get_mut(&line.try_get::<Uuid>("", "ticket_id")?) {
            ticket.parties.push(row::party(&line)?);
        }
    }
    Ok(())
}

async fn supervisions(db: &impl Conn, found: &mut HashMap<Uuid, Ticket>) -> Result<(), StoreError> {
    let asked: Vec<TicketId> =
        found.values().filter(|t| t.course.supervision_count > 0).map(|t| t.id).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT ticket_id, number, kind, unit, unit_id, answer_by, by_id, role \
         FROM ticket_supervision WHERE ticket_id IN ({}) AND answered_at IS NULL \
         AND withdrawn_at IS NULL ORDER BY ticket_id, number",
        places(1, asked.len())
    );
    for line in all(db, &sql, keys(&asked)).await? {
        if let Some(ticket) = found.get_mut(&line.try_get::<Uuid>("", "ticket_id")?) {
            ticket.open_supervisions.push(row::supervision(&line)?);
        }
    }
    Ok(())
}

async fn requests(db: &impl Conn, found: &mut HashMap<Uuid, Ticket>) -> Result<(), StoreError> {
    let asked: Vec<TicketId> =
        found.values().filter(|t| t.course.request_count > 0).map(|t| t.id).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT ticket_id, number, kind, by_id, organization_id, until FROM ticket_request \
         WHERE ticket_id IN ({}) AND ruled_at IS NULL ORDER BY ticket_id, number",
        places(1, asked.len())
    );
    for line in all(db, &sql, keys(&asked)).await? {
        if let Some(ticket) = found.get_mut(&line.try_get::<Uuid>("", "ticket_id")?) {
            ticket.open_requests.push(row::request(&line)?);
        }
    }
    Ok(())
}

/// The ticket that a filer gave this reference, with the fingerprint of the body that came with it.
pub async fn by_client_ref(
    db: &impl Conn,
    filed_by: Uuid,
    client_ref: &str,
) -> Result<Option<(TicketId, Vec<u8>)>, StoreError> {
    let sql = "SELECT id, client_body FROM ticket WHERE filed_by = $1 AND client_ref = $2";
    let Some(line) = one(db, sql, [filed_by.into(), client_ref.into()]).await? else {
        return Ok(None);
    };
    let body: Option<Vec<u8>> = line.try_get("", "client_body")?;
    Ok(Some((TicketId(line.try_get("", "id")?), body.unwrap_or_default())))
}
