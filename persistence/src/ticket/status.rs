//! What a reporter without an account asks by number and secret: how the ticket stands.

use ::ticket::{AboutOutage, Outcome, State};
use kernel::{CategoryId, Moment, TicketId, Uuid};
use sea_orm::QueryResult;

use super::row::outage;
use crate::{
    Conn, StoreError, Tx,
    sql::{all, execute, moment, moment_or_none, word},
};

/// How a ticket stands, with what is kept of its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub id: TicketId,
    pub mac: Vec<u8>,
    pub state: State,
    pub category: CategoryId,
    pub category_zh: String,
    pub category_en: String,
    pub due_at: Option<Moment>,
    pub updated_at: Moment,
    /// Of the last resolution.
    pub result: Option<(String, Outcome)>,
    pub outage: Option<AboutOutage>,
}

const STANDING: &str = "SELECT t.id, s.mac, t.state, t.category_id, c.name_zh, c.name_en, t.due_at, t.updated_at, \
    r.result, r.outcome, t.outage_id, t.outage_over, o.title AS outage_title, o.note AS outage_note, \
    o.until_at AS outage_until, o.ended_at AS outage_ended FROM ticket t JOIN ticket_status_secret s ON s.ticket_id = t.id \
    JOIN category c ON c.id = t.category_id \
    LEFT JOIN ticket_resolution r ON r.ticket_id = t.id AND r.number = t.resolution \
    LEFT JOIN outage o ON o.id = t.outage_id \
    WHERE t.id BETWEEN $1 AND $2 LIMIT 10";

/// The tickets with a secret whose ids lie in the range: those of one number, as a rule one.
pub async fn standing(db: &impl Conn, range: (Uuid, Uuid)) -> Result<Vec<Standing>, StoreError> {
    all(db, STANDING, [range.0.into(), range.1.into()]).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Standing, StoreError> {
    let result: Option<String> = row.try_get("", "result")?;
    Ok(Standing {
        id: TicketId(row.try_get("", "id")?),
        mac: row.try_get("", "mac")?,
        state: word(row, "state")?,
        category: CategoryId(row.try_get("", "category_id")?),
        category_zh: row.try_get("", "name_zh")?,
        category_en: row.try_get("", "name_en")?,
        due_at: moment_or_none(row, "due_at")?,
        updated_at: moment(row, "updated_at")?,
        result: result
            .map(|text| Ok::<_, StoreError>((text, word(row, "outcome")?)))
            .transpose()?,
        outage: outage(row)?,
    })
}

impl Tx {
    /// Keeps what stands for the secret; the one before is good no longer.
    pub async fn put_status_secret(&self, ticket: TicketId, mac: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO ticket_status_secret (ticket_id, mac) VALUES ($1, $2) \
            ON CONFLICT (ticket_id) DO UPDATE SET mac = excluded.mac";
        execute(self, sql, [ticket.0.into(), mac.to_vec().into()]).await.map(|_| ())
    }
}
