//! What people call the things that tickets name by their ids.

use std::collections::HashMap;

use ::ticket::Ticket;
use kernel::Uuid;
use sea_orm::Value;

use crate::{
    Conn, StoreError,
    identity::display_names,
    sql::{all, places},
};

/// Names by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    pub accounts: HashMap<Uuid, String>,
    pub organizations: HashMap<Uuid, String>,
    pub estates: HashMap<Uuid, String>,
    /// Chinese and English.
    pub categories: HashMap<Uuid, (String, String)>,
    /// The result of the last resolution, by the id of the ticket.
    pub results: HashMap<Uuid, String>,
}

/// The names of handlers, organisations, estates and categories of some tickets, and their results.
pub async fn labels(db: &impl Conn, tickets: &[Ticket]) -> Result<Labels, StoreError> {
    let course = |ticket: &Ticket| ticket.course.handler_id.map(|id| id.0);
    let organization = |ticket: &Ticket| ticket.course.organization_id.map(|id| id.0);
    let resolved = |ticket: &Ticket| (ticket.course.resolution > 0).then_some(ticket.id.0);
    let organizations = "SELECT id, name, name AS other FROM organization WHERE id IN";
    let estates = "SELECT id, name, name AS other FROM estate WHERE id IN";
    let categories = "SELECT id, name_zh AS name, name_en AS other FROM category WHERE id IN";
    let results = "SELECT r.ticket_id AS id, r.result AS name, r.result AS other FROM ticket_resolution r \
        JOIN ticket t ON t.id = r.ticket_id AND t.resolution = r.number WHERE r.ticket_id IN";
    let first = |pairs: HashMap<Uuid, (String, String)>| {
        pairs.into_iter().map(|(id, (name, _))| (id, name)).collect()
    };
    Ok(Labels {
        accounts: display_names(db, &distinct(tickets, course)).await?,
        organizations: first(named(db, organizations, distinct(tickets, organization)).await?),
        estates: first(named(db, estates, distinct(tickets, |t| Some(t.estate_id.0))).await?),
        categories: named(db, categories, distinct(tickets, |t| Some(t.category_id.0))).await?,
        results: first(named(db, results, distinct(tickets, resolved)).await?),
    })
}

fn distinct(tickets: &[Ticket], id: impl Fn(&Ticket) -> Option<Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = tickets.iter().filter_map(id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn named(
    db: &impl Conn,
    select: &str,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, (String, String)>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!("{select} ({})", places(1, ids.len()));
    let rows = all(db, &sql, ids.into_iter().map(Value::from)).await?;
    rows.iter()
        .map(|row| {
            let names = (row.try_get("", "name")?, row.try_get("", "other")?);
            Ok((row.try_get("", "id")?, names))
        })
        .collect()
}
