//! One record: the entry with where it stands, and what was asked of it.

use std::collections::HashMap;

use ::rating::credit::{CreditClaim, CreditEntry, CreditRecord, Extension};
use kernel::{CreditEntryId, Hundredths, OrganizationId, TicketId, Uuid};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError,
    place::{date, date_or_none},
    sql::{all, moment, moment_or_none, one, path, places, word, word_or_none},
};

/// What [`record`] reads of an entry `e` and its standing `s`.
pub(super) const COLUMNS: &str = "s.id, e.enterprise_id, e.kind, e.cause, e.counters, e.points, e.basis, e.facts, \
    e.evidence, e.from_on, e.until_on, e.repairable_from, e.ticket_id, e.supervision, e.recorded_by, e.recorded_role, \
    e.recorded_at, s.state, s.effective_until, s.counter_id, s.claims, s.district, s.street, s.community, s.grid, \
    s.estate, s.version, s.updated_at";
pub(super) const FROM: &str = "credit_standing s JOIN credit_entry e ON e.id = s.id";
pub(super) const CLAIM: &str = "entry_id, number, kind, reason, evidence, claimed_by, claimed_at, extended_by, \
    extended_at, extension_reason, upheld, words, decided_by, decided_role, decided_at";

fn entry_or_none(row: &QueryResult, column: &str) -> Result<Option<CreditEntryId>, StoreError> {
    let id: Option<Uuid> = row.try_get("", column)?;
    Ok(id.map(CreditEntryId))
}

fn entry(row: &QueryResult) -> Result<CreditEntry, StoreError> {
    let ticket: Option<Uuid> = row.try_get("", "ticket_id")?;
    let supervision: Option<i32> = row.try_get("", "supervision")?;
    Ok(CreditEntry {
        id: CreditEntryId(row.try_get("", "id")?),
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        kind: word(row, "kind")?,
        cause: word(row, "cause")?,
        counters: entry_or_none(row, "counters")?,
        points: Hundredths(row.try_get("", "points")?),
        basis: row.try_get("", "basis")?,
        facts: row.try_get("", "facts")?,
        evidence: row.try_get("", "evidence")?,
        from: date(row, "from_on")?,
        until: date(row, "until_on")?,
        repairable_from: date_or_none(row, "repairable_from")?,
        card: ticket.map(TicketId).zip(supervision),
        by: row.try_get("", "recorded_by")?,
        role: word(row, "recorded_role")?,
        at: moment(row, "recorded_at")?,
    })
}

/// The record, with no claim yet.
fn record(row: &QueryResult) -> Result<CreditRecord, StoreError> {
    Ok(CreditRecord {
        entry: entry(row)?,
        path: path(row)?,
        state: word(row, "state")?,
        effective_until: date(row, "effective_until")?,
        counter: entry_or_none(row, "counter_id")?,
        claims: row.try_get("", "claims")?,
        open: None,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn claim(row: &QueryResult) -> Result<CreditClaim, StoreError> {
    let by: Option<Uuid> = row.try_get("", "extended_by")?;
    let reason: Option<String> = row.try_get("", "extension_reason")?;
    let extended = match (by, moment_or_none(row, "extended_at")?, reason) {
        (Some(by), Some(at), Some(reason)) => Some(Extension { by, at, reason }),
        _ => None,
    };
    Ok(CreditClaim {
        number: row.try_get("", "number")?,
        kind: word(row, "kind")?,
        reason: row.try_get("", "reason")?,
        evidence: row.try_get("", "evidence")?,
        by: row.try_get("", "claimed_by")?,
        at: moment(row, "claimed_at")?,
        extended,
        upheld: row.try_get("", "upheld")?,
        words: row.try_get("", "words")?,
        decided_by: row.try_get("", "decided_by")?,
        decided_role: word_or_none(row, "decided_role")?,
        decided_at: moment_or_none(row, "decided_at")?,
    })
}

/// Everything that was asked of the records, in its order.
pub async fn credit_claims(
    db: &impl Conn,
    ids: &[CreditEntryId],
) -> Result<HashMap<CreditEntryId, Vec<CreditClaim>>, StoreError> {
    let mut found: HashMap<CreditEntryId, Vec<CreditClaim>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let ids_in = places(1, ids.len());
    let sql = format!(
        "SELECT {CLAIM} FROM credit_claim WHERE entry_id IN ({ids_in}) ORDER BY entry_id, number"
    );
    for row in all(db, &sql, ids.iter().map(|id| id.0.into())).await? {
        let of = CreditEntryId(row.try_get("", "entry_id")?);
        found.entry(of).or_default().push(claim(&row)?);
    }
    Ok(found)
}

/// The records of rows, each with the claim that waits.
pub(super) async fn records(
    db: &impl Conn,
    rows: &[QueryResult],
) -> Result<Vec<CreditRecord>, StoreError> {
    let mut records: Vec<CreditRecord> = rows.iter().map(record).collect::<Result<_, _>>()?;
    let asked = records.iter().filter(|record| record.claims > 0);
    let asked: Vec<CreditEntryId> = asked.map(|record| record.entry.id).collect();
    let claims = credit_claims(db, &asked).await?;
    for record in &mut records {
        let own = claims.get(&record.entry.id).and_then(|own| own.last());
        record.open = own.filter(|claim| claim.decided_at.is_none()).cloned();
    }
    Ok(records)
}

pub async fn credit_record(
    db: &impl Conn,
    id: CreditEntryId,
) -> Result<Option<CreditRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE s.id = $1");
    let rows = all(db, &sql, [id.0.into()]).await?;
    Ok(records(db, &rows).await?.pop())
}

/// The record of a card: the supervision of this number of a ticket.
pub async fn credit_of_card(
    db: &impl Conn,
    ticket: TicketId,
    supervision: i32,
) -> Result<Option<CreditRecord>, StoreError> {
    let sql = "SELECT id FROM credit_entry WHERE ticket_id = $1 AND supervision = $2";
    match one(db, sql, [ticket.0.into(), supervision.into()]).await? {
        Some(row) => credit_record(db, CreditEntryId(row.try_get("", "id")?)).await,
        None => Ok(None),
    }
}
