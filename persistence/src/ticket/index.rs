//! Writing the full text of a ticket, in the same unit of work as the ticket.

use ::ticket::{Addition, Change, Ticket};
use kernel::{TicketId, Uuid, search::words};
use sea_orm::{DbBackend, QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    batch::Batch,
    sql::{all, execute, one},
};

/// What of a ticket is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts<'a> {
    pub id: TicketId,
    pub estate: i32,
    pub description: &'a str,
    /// Of its resolutions; neighbours neither read nor find them.
    pub results: &'a [String],
}

/// The id in 63 bits that keep its order: its time, its count, and three bits to part two processes.
pub fn search_key(id: Uuid) -> i64 {
    let bits = id.as_u128();
    let (time, count) = (bits >> 80, (bits >> 64) & 0xFFF);
    let key = (time << 15) | (count << 3) | ((bits >> 59) & 7);
    i64::try_from(key & (i64::MAX as u128)).unwrap_or(i64::MAX)
}

impl<'a> Texts<'a> {
    pub(super) fn of(ticket: &'a Ticket, results: &'a [String]) -> Self {
        let estate = ticket.path.estate.unwrap_or(0);
        Self { id: ticket.id, estate, description: &ticket.description, results }
    }

    /// The columns of the index in SQLite: description, results, place.
    pub fn columns(&self) -> [String; 3] {
        let results: Vec<String> = self.results.iter().flat_map(|text| words(text)).collect();
        [words(self.description).join(" "), results.join(" "), estate_word(self.estate)]
    }

    /// The `tsvector` of PostgreSQL: what all may read has the weight A, results B, place and month D.
    pub fn vector(&self) -> String {
        let description = words(self.description);
        let results = self.results.iter().flat_map(|text| words(text));
        let weighed = description.into_iter().map(|word| (word, 'A'));
        let mut out = String::new();
        for (at, (word, weight)) in (1..=16_000).zip(weighed.chain(results.map(|w| (w, 'B')))) {
            out.push_str(&format!("'{word}':{at}{weight} "));
        }
        out.push_str(&format!("'@{}' '#{}'", self.estate, month(self.id.0)));
        out
    }
}

pub(super) fn estate_word(key: i32) -> String {
    format!("e{key}")
}

/// Months since the year 0, of the time in an id (UTC).
pub(super) fn month(id: Uuid) -> i32 {
    use chrono::Datelike as _;
    let at = kernel::created_at(id);
    at.year() * 12 + i32::try_from(at.month0()).unwrap_or(0)
}

/// Up to `limit` tickets from before there was an index, newest first.
pub async fn unindexed(db: &impl Conn, limit: u32) -> Result<Vec<Unindexed>, StoreError> {
    let sql = "SELECT t.id, t.estate, t.description FROM ticket_unindexed u \
        JOIN ticket t ON t.id <= u.up_to ORDER BY t.id DESC LIMIT $1";
    let rows = all(db, sql, [i64::from(limit).into()]).await?;
    let read = |row: &QueryResult| {
        Ok(Unindexed {
            id: TicketId(row.try_get("", "id")?),
            estate: row.try_get("", "estate")?,
            description: row.try_get("", "description")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Whether there are tickets from before there was an index.
pub async fn has_unindexed(db: &impl Conn) -> Result<bool, StoreError> {
    Ok(one(db, "SELECT 1 AS one FROM ticket_unindexed", []).await?.is_some())
}

/// A ticket from before there was an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unindexed {
    pub id: TicketId,
    pub estate: i32,
    pub description: String,
}

impl Tx {
    /// Indexes tickets from before there was an index; where they are none, that is done.
    pub async fn index_older(&self, tickets: &[Unindexed]) -> Result<(), StoreError> {
        for ticket in tickets {
            let results = self.results(ticket.id).await?;
            let Unindexed { id, estate, description } = ticket;
            let texts = Texts { id: *id, estate: *estate, description, results: &results };
            let mut batch = Batch::of(self);
            index_anew(&texts, &mut batch);
            batch.run(self).await?;
        }
        match tickets.last() {
            Some(last) => {
                let next = Uuid::from_u128(last.id.0.as_u128().saturating_sub(1));
                execute(self, "UPDATE ticket_unindexed SET up_to = $1", [next.into()]).await
            }
            None => execute(self, "DELETE FROM ticket_unindexed", []).await,
        }
        .map(|_| ())
    }

    /// Indexes a ticket anew where the step has a result.
    pub(super) async fn index_result(
        &self,
        done: &Change,
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        if done.adds.iter().any(|new| matches!(new, Addition::Resolution { .. })) {
            let results = self.results(done.after.id).await?;
            index_anew(&Texts::of(&done.after, &results), batch);
        }
        Ok(())
    }

    /// The results of a ticket's resolutions, oldest first.
    pub(super) async fn results(&self, ticket: TicketId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT result FROM ticket_resolution WHERE ticket_id = $1 ORDER BY number";
        let rows = all(self, sql, [ticket.0.into()]).await?;
        rows.iter().map(|row| Ok(row.try_get("", "result")?)).collect()
    }
}

/// Indexes a ticket that may be indexed already.
fn index_anew(texts: &Texts<'_>, batch: &mut Batch) {
    if batch.engine == DbBackend::Sqlite {
        let sql = "DELETE FROM ticket_search WHERE rowid = $1";
        batch.add(sql, [search_key(texts.id.0).into()]);
    }
    index(texts, batch);
}

/// Indexes a ticket for the first time.
pub(super) fn index(texts: &Texts<'_>, batch: &mut Batch) {
    if batch.engine == DbBackend::Postgres {
        let sql = "INSERT INTO ticket_search (ticket_id, words) VALUES ($1, $2::tsvector) \
            ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words";
        return batch.add(sql, [texts.id.0.into(), texts.vector().into()]);
    }
    let key = Value::from(search_key(texts.id.0));
    let sql = "INSERT INTO ticket_search_key (key, ticket_id) VALUES ($1, $2) \
        ON CONFLICT (ticket_id) DO NOTHING";
    batch.add(sql, [key.clone(), texts.id.0.into()]);
    let [description, result, place] = texts.columns();
    let sql = "INSERT INTO ticket_search (rowid, description, result, place) \
        VALUES ($1, $2, $3, $4)";
    batch.add(sql, [key, description.into(), result.into(), place.into()]);
}
