//! Returns and whistles in the figures: brought along where their ticket gets another category, and counted anew.

use ::ticket::{Blown, Called, Heading, Ticket};
use kernel::{CategoryId, OrganizationId, TicketId, Uuid};
use sea_orm::{QueryResult, Value};

use super::{
    columns,
    counted::{PLACE as COUNTED, Placed},
    delta::{FILED, HEAD, PLACE},
};
use crate::{
    Conn, StoreError,
    batch::Batch,
    sql::{all, path, word},
    ticket::row,
};

/// A row, of which tables, whose organisation it stands under, and what it adds to each measure.
struct Side {
    of: &'static str,
    organization: &'static str,
    adds: &'static [(&'static str, &'static str)],
}

const RETURNS: Side = Side {
    of: "ticket_request w ON w.ticket_id = t.id AND w.kind = 'return'",
    organization: "COALESCE(w.organization_id, $3)",
    adds: &[
        ("returns_asked", "1"),
        ("returned", "CASE WHEN w.granted = true THEN 1 ELSE 0 END"),
        ("improperly_returned", "CASE WHEN w.granted = false THEN 1 ELSE 0 END"),
    ],
};

const WHISTLES: Side = Side {
    of: "whistle w ON w.ticket_id = t.id",
    organization: "$3",
    adds: &[
        ("whistles_blown", "1"),
        (
            "whistles_approved",
            "CASE WHEN w.ruled_at IS NOT NULL AND w.state NOT IN ('blown', 'rejected') THEN 1 ELSE 0 END",
        ),
        ("whistles_rejected", "CASE WHEN w.state = 'rejected' THEN 1 ELSE 0 END"),
        ("whistles_stuck", "CASE WHEN w.stuck_at IS NOT NULL THEN 1 ELSE 0 END"),
    ],
};

const TASKS: Side = Side {
    of: "whistle w ON w.ticket_id = t.id AND w.ruled_at IS NOT NULL AND w.state NOT IN ('blown', 'rejected') \
        JOIN whistle_task k ON k.ticket_id = w.ticket_id AND k.number = w.number",
    organization: "COALESCE(k.organization_id, $3)",
    adds: &[
        ("called", "1"),
        ("called_stuck", "CASE WHEN w.stuck_at IS NOT NULL THEN 1 ELSE 0 END"),
        ("reported_in", "CASE WHEN k.reported_at IS NOT NULL THEN 1 ELSE 0 END"),
        ("reported_in_time", "CASE WHEN k.reported_at <= k.report_by THEN 1 ELSE 0 END"),
        ("tasks_finished", "CASE WHEN k.finished_at IS NOT NULL THEN 1 ELSE 0 END"),
        ("tasks_rated", "CASE WHEN k.stars IS NOT NULL THEN 1 ELSE 0 END"),
        ("stars", "COALESCE(k.stars, 0)"),
    ],
};

/// Adds returns and whistles under a heading, or takes them away: they follow their ticket's category.
pub(super) fn bring_beside(ticket: &Ticket, heading: Heading, sign: i64, batch: &mut Batch) {
    if ticket.course.request_count > 0 {
        bring(&RETURNS, ticket, heading, sign, batch);
    }
    if ticket.course.whistle_count > 0 {
        bring(&WHISTLES, ticket, heading, sign, batch);
        bring(&TASKS, ticket, heading, sign, batch);
    }
}

fn bring(side: &Side, ticket: &Ticket, heading: Heading, sign: i64, batch: &mut Batch) {
    let added = |word: &str| match side.adds.iter().find(|(name, _)| *name == word) {
        Some((_, number)) => format!("({number}) * $5"),
        None => "0".to_owned(),
    };
    let sql = format!(
        "INSERT INTO figure_delta ({HEAD}, district, street, community, estate, {}) \
         SELECT $2, {}, $4, {PLACE}, {} FROM {FILED} JOIN {} WHERE t.id = $1",
        columns(str::to_owned),
        side.organization,
        columns(added),
        side.of
    );
    let bound: [Value; 5] = [
        ticket.id.0.into(),
        heading.day.into(),
        Uuid::nil().into(),
        heading.category.0.into(),
        sign.into(),
    ];
    batch.add(sql, bound);
}

/// What stands beside the work of the tickets after `after` up to `last`.
pub(super) async fn beside(
    db: &impl Conn,
    (after, last): (Uuid, Uuid),
) -> Result<Vec<Placed>, StoreError> {
    let mut found = Vec::new();
    for row in rows(db, (after, last), &RETURNS, "w.organization_id, w.granted").await? {
        let (heading, by) = (heading(&row)?, row::id(&row, "organization_id")?.map(OrganizationId));
        found.push((path(&row)?, heading.asked(by)));
        if let Some(granted) = row.try_get("", "granted")? {
            found.push((path(&row)?, heading.returned(by, granted)));
        }
    }
    for row in rows(db, (after, last), &WHISTLES, STANDING).await? {
        found.push((path(&row)?, heading(&row)?.blown(blown(&row)?)));
    }
    let done = format!(
        "{STANDING}, k.organization_id, k.stars, k.reported_at IS NOT NULL AS reported, \
         COALESCE(k.reported_at <= k.report_by, false) AS in_time, k.finished_at IS NOT NULL AS finished"
    );
    for row in rows(db, (after, last), &TASKS, &done).await? {
        let called = Called {
            organization: OrganizationId(row.try_get("", "organization_id")?),
            reported: row.try_get("", "reported")?,
            in_time: row.try_get("", "in_time")?,
            finished: row.try_get("", "finished")?,
            stars: row.try_get("", "stars")?,
        };
        let place = path(&row)?;
        found.extend(heading(&row)?.called(blown(&row)?, &called).map(|tally| (place, tally)));
    }
    Ok(found)
}

const STANDING: &str = "w.state, w.ruled_at IS NOT NULL AS ruled, w.stuck_at IS NOT NULL AS stuck";

async fn rows(
    db: &impl Conn,
    (after, last): (Uuid, Uuid),
    side: &Side,
    what: &str,
) -> Result<Vec<QueryResult>, StoreError> {
    let sql = format!(
        "SELECT t.id, t.category_id, {what}, {COUNTED} FROM {FILED} JOIN {} \
         WHERE w.ticket_id > $1 AND w.ticket_id <= $2",
        side.of
    );
    all(db, &sql, [Value::from(after), last.into()]).await
}

fn heading(row: &QueryResult) -> Result<Heading, StoreError> {
    let category = CategoryId(row.try_get("", "category_id")?);
    Ok(Heading::of(TicketId(row.try_get("", "id")?), category))
}

fn blown(row: &QueryResult) -> Result<Blown, StoreError> {
    Ok(Blown {
        state: word(row, "state")?,
        ruled: row.try_get("", "ruled")?,
        stuck: row.try_get("", "stuck")?,
    })
}
