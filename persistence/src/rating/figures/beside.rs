//! What is counted besides the fates of tickets: acceptances by volunteers, returns, and the credit ledger.

use kernel::OrganizationId;
use sea_orm::{QueryResult, Value};

use super::{EstateFigures, Wanted, settled::number};
use crate::{
    Conn, StoreError,
    sql::{Bound, all},
};

pub(super) async fn count(
    db: &impl Conn,
    wanted: &Wanted,
    figures: &mut EstateFigures,
) -> Result<(), StoreError> {
    for row in volunteers(db, wanted).await? {
        let share = figures.volunteers.entry(row.try_get("", "estate")?).or_default();
        share.add(number(&row, "kept")?, number(&row, "stopped")?);
    }
    for row in returns(db, wanted).await? {
        let by = OrganizationId(row.try_get("", "organization_id")?);
        figures.returns.insert((row.try_get("", "estate")?, by), number(&row, "refused")?);
    }
    for row in bad_records(db, wanted).await? {
        let id = OrganizationId(row.try_get("", "enterprise_id")?);
        figures.bad_records.insert(id, number(&row, "bad")?);
    }
    Ok(())
}

/// Acceptances in the capacity of a volunteer, which is held for no organisation, each with the clock that it stopped.
async fn volunteers(db: &impl Conn, wanted: &Wanted) -> Result<Vec<QueryResult>, StoreError> {
    let mut bound = Bound::default();
    let until = bound.put(wanted.until());
    let filed = wanted.filed(&mut bound);
    let sql = format!(
        "SELECT t.estate, COUNT(CASE WHEN k.met = true THEN 1 END) AS kept, COUNT(*) AS stopped FROM ticket t \
         JOIN ticket_party p ON p.ticket_id = t.id AND p.part = 'handler' AND p.organization_id IS NULL \
         JOIN journal j ON j.subject_id = t.id AND j.action = 'accept' AND j.actor_id = p.party_id \
         AND j.role = 'volunteer' AND j.at < {until} \
         JOIN ticket_clock k ON k.ticket_id = t.id AND k.kind = 'acceptance' AND k.stopped_at = j.at \
         AND k.stopped_by = 'accept' WHERE {filed} GROUP BY t.estate"
    );
    all(db, &sql, bound.0).await
}

/// Returns that were refused in the period, by who asked for them.
async fn returns(db: &impl Conn, wanted: &Wanted) -> Result<Vec<QueryResult>, StoreError> {
    let mut bound = Bound::default();
    let (since, until) = (bound.put(wanted.since()), bound.put(wanted.until()));
    let tickets = wanted.tickets(&mut bound);
    let sql = format!(
        "SELECT t.estate, r.organization_id, COUNT(*) AS refused FROM ticket t \
         JOIN ticket_request r ON r.ticket_id = t.id AND r.kind = 'return' AND r.granted = false \
         AND r.organization_id IS NOT NULL AND r.ruled_at >= {since} AND r.ruled_at < {until} \
         WHERE {tickets} AND t.request_count > 0 GROUP BY t.estate, r.organization_id"
    );
    all(db, &sql, bound.0).await
}

/// By the ledger as it was written before the end: entries that include the last day and were not taken back by then.
async fn bad_records(db: &impl Conn, wanted: &Wanted) -> Result<Vec<QueryResult>, StoreError> {
    let sql = "SELECT e.enterprise_id, COUNT(*) AS bad FROM credit_entry e WHERE e.kind = 'bad' \
        AND e.counters IS NULL AND e.from_on <= $1 AND e.until_on >= $1 AND e.recorded_at < $2 \
        AND NOT EXISTS (SELECT 1 FROM credit_entry c WHERE c.counters = e.id AND c.from_on <= $1 \
        AND c.recorded_at < $2) GROUP BY e.enterprise_id";
    let values: [Value; 2] = [wanted.last_day().to_string().into(), wanted.until()];
    all(db, sql, values).await
}
