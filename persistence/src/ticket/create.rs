//! Adding a new ticket: in a unit of work that has read its site, or at once by what is known of it.

use ::ticket::Change;
use sea_orm::DbBackend;

use super::{
    index::{Texts, index},
    people::{add_contact, put_parties},
    save::{CHANGING, FIXED, changing, enter_all, fixed},
    site::KnownSite,
};
use crate::{
    Kept, Store, StoreError, Tx,
    batch::Batch,
    journal::stale,
    sql::{places, renumbered},
};

impl Tx {
    /// Adds a new ticket. `Stale` where its `client_ref` was taken meanwhile, so that the work begins
    /// again and finds the first.
    pub async fn create_ticket(&self, new: &Change) -> Result<(), StoreError> {
        let mut batch = Batch::of(self);
        create(new, None, &mut batch)?;
        match batch.run(self).await.map_err(stale) {
            Err(StoreError::Taken(_)) if new.after.client_ref.is_some() => Err(StoreError::Stale),
            other => other,
        }
    }
}

impl Store {
    /// Adds a new ticket by what is known of its site, reading nothing, with the answer that is kept for a repetition.
    /// `false` where that does not do: the site has changed, the reference or the key was used, or the engine is
    /// PostgreSQL. Nothing has happened then, and the unit of work that reads decides.
    pub async fn create_ticket_as_known(
        &self,
        new: &Change,
        known: &KnownSite,
        kept: Option<Kept<'_>>,
    ) -> Result<bool, StoreError> {
        let Some(writer) = self.grouped() else { return Ok(false) };
        let mut batch = Batch::on(DbBackend::Sqlite);
        create(new, Some(known), &mut batch)?;
        kept.into_iter().for_each(|kept| kept.put(&mut batch));
        match writer.put(batch).await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale | StoreError::Taken(_)) => Ok(false),
            Err(StoreError::Broken(text)) if text.contains("NOT NULL") => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// All that a new ticket is; with `known` only where its site is still so.
fn create(new: &Change, known: Option<&KnownSite>, batch: &mut Batch) -> Result<(), StoreError> {
    let ticket = &new.after;
    let mut values = fixed(ticket);
    values.extend(changing(ticket));
    values.push(ticket.updated_at.timestamp_millis().into());
    let all = places(3, values.len() - 2);
    let district = known.map_or_else(
        || "$2".to_owned(),
        |known| {
            let (asked, of) = known.still(ticket.updated_at);
            let asked = format!("({})", renumbered(asked, values.len()));
            values.extend(of);
            asked
        },
    );
    let names = CHANGING.join(", ");
    let sql =
        format!("INSERT INTO ticket ({FIXED}, {names}, updated_at) VALUES ($1, {district}, {all})");
    batch.add(sql, values);
    add_contact(ticket, batch);
    index(&Texts::of(ticket, &[]), batch);
    put_parties(ticket, batch);
    enter_all(new, batch)?;
    super::figures::put(new, batch);
    Ok(())
}
