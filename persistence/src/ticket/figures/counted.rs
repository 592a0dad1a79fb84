//! As much of tickets as is counted, read in batches for counting anew.

use ::ticket::{Counted, Heading, Marks, Said, Tally, own_finding};
use access::ScopePath;
use kernel::{AccountId, CategoryId, OrganizationId, TicketId, Uuid};
use sea_orm::{QueryResult, Value};

use super::beside::beside;
use crate::{
    Conn, StoreError,
    sql::{all, moment_or_none, path, word},
    ticket::row,
};

pub(super) const PLACE: &str = "COALESCE(j.district, t.district) AS district, COALESCE(j.street, t.street) AS street, \
    COALESCE(j.community, t.community) AS community, COALESCE(j.estate, t.estate) AS estate";

/// The marks of a row that holds the columns of `ticket_mark f`; those of a ticket without any are null.
pub(in crate::ticket) fn marks(row: &QueryResult) -> Result<Marks, StoreError> {
    let said = |solved: &str, satisfied: &str| -> Result<Said, StoreError> {
        Ok(Said { solved: row.try_get("", solved)?, satisfied: row.try_get("", satisfied)? })
    };
    Ok(Marks {
        dispatched_at: moment_or_none(row, "dispatched_at")?,
        accepted_at: moment_or_none(row, "accepted_at")?,
        contacted_at: moment_or_none(row, "contacted_at")?,
        finished_at: moment_or_none(row, "finished_at")?,
        closed_at: moment_or_none(row, "closed_at")?,
        organization: row::id(row, "marked_organization_id")?.map(OrganizationId),
        followed_up: row.try_get::<Option<bool>>("", "followed_up")?.unwrap_or_default(),
        reached: row.try_get::<Option<bool>>("", "reached")?.unwrap_or_default(),
        rated: said("rated_solved", "rated_satisfied")?,
        called: said("called_solved", "called_satisfied")?,
    })
}

/// What [`marks`] needs.
pub(in crate::ticket) const MARKS: &str = "f.dispatched_at, f.accepted_at, f.contacted_at, f.finished_at, \
    f.closed_at, f.organization_id AS marked_organization_id, f.followed_up, f.reached, f.rated_solved, \
    f.rated_satisfied, f.called_solved, f.called_satisfied";

/// A tally with the place that it counts for.
pub(super) type Placed = (ScopePath, Tally);

/// What up to `limit` tickets after `after` and before `until` add, and the last of them; none where there is none.
pub(super) async fn tallies(
    db: &impl Conn,
    (after, until): (Uuid, Uuid),
    limit: u32,
) -> Result<(Vec<Placed>, Option<Uuid>, usize), StoreError> {
    let sql = format!(
        "SELECT t.id, t.state, t.category_id, t.merged_into, t.part_count, t.reopen_count, t.reporter_id, \
         t.on_behalf, t.filed_by, t.filed_by_kind, t.channel, {PLACE}, {MARKS} \
         FROM ticket t LEFT JOIN ticket_mark f ON f.ticket_id = t.id \
         LEFT JOIN journal j ON j.subject_id = t.id AND j.number = 1 \
         WHERE t.id > $1 AND t.id < $2 ORDER BY t.id LIMIT {limit}"
    );
    let rows = all(db, &sql, [Value::from(after), until.into()]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        found.push((path(row)?, counted(row)?.tally()));
    }
    let last = rows.last().map(|row| row.try_get::<Uuid>("", "id")).transpose()?;
    if let Some(last) = last {
        found.extend(beside(db, (after, last)).await?);
        found.extend(clocks(db, after, last).await?);
    }
    Ok((found, last, rows.len()))
}

fn counted(row: &QueryResult) -> Result<Counted, StoreError> {
    let reporter = row::id(row, "reporter_id")?.map(AccountId);
    Ok(Counted {
        id: TicketId(row.try_get("", "id")?),
        state: word(row, "state")?,
        category: CategoryId(row.try_get("", "category_id")?),
        merged: row::id(row, "merged_into")?.is_some() || row.try_get::<i32>("", "part_count")? > 0,
        found: own_finding(
            reporter,
            row.try_get("", "on_behalf")?,
            row::filed_by(row)?,
            word(row, "channel")?,
        ),
        reopen_count: row.try_get("", "reopen_count")?,
        marks: marks(row)?,
    })
}

/// Clocks of the tickets after `after` up to `last` that stopped, kept or missed.
async fn clocks(db: &impl Conn, after: Uuid, last: Uuid) -> Result<Vec<Placed>, StoreError> {
    let sql = format!(
        "SELECT t.id, t.category_id, f.organization_id, k.unit_id, k.kind, k.met, {PLACE} \
         FROM ticket_clock k JOIN ticket t ON t.id = k.ticket_id \
         LEFT JOIN ticket_mark f ON f.ticket_id = t.id \
         LEFT JOIN journal j ON j.subject_id = t.id AND j.number = 1 \
         WHERE k.ticket_id > $1 AND k.ticket_id <= $2 AND k.met IS NOT NULL"
    );
    let rows = all(db, &sql, [Value::from(after), last.into()]).await?;
    let one = |row: &QueryResult| {
        let id = TicketId(row.try_get("", "id")?);
        let category = CategoryId(row.try_get("", "category_id")?);
        let organization = row::id(row, "organization_id")?.map(OrganizationId);
        let heading = Heading { organization, ..Heading::of(id, category) };
        let called = row::id(row, "unit_id")?.map(OrganizationId);
        Ok((path(row)?, heading.clock(word(row, "kind")?, row.try_get("", "met")?, called)))
    };
    rows.iter().map(one).collect()
}
