//! What the jobs look for: resolutions whose window is over, and tickets whose holder left.

use kernel::{AccountId, Moment, OrganizationId, TicketId};
use sea_orm::Value;

use super::IN_FORCE;
use crate::{Conn, StoreError, sql::all};

/// Up to `limit` resolved tickets whose window ended at `now` or before and that nothing holds up, longest
/// overdue first.
pub async fn due_for_closing(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT id FROM ticket WHERE state = 'resolved' AND rate_until <= $1 \
        AND unanswered = 0 ORDER BY rate_until, id LIMIT $2";
    ids(db, sql, vec![now.timestamp_millis().into(), i64::from(limit).into()]).await
}

/// Up to `limit` suspended tickets whose review date has come, the longest due first.
pub async fn due_for_review(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT id FROM ticket WHERE state = 'suspended' AND review_at <= $1 \
        ORDER BY review_at, id LIMIT $2";
    ids(db, sql, vec![now.timestamp_millis().into(), i64::from(limit).into()]).await
}

/// Up to `limit` tickets with a question that nobody replied to in time, the longest due first.
pub async fn unreplied(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT ticket_id AS id FROM ticket_request WHERE kind = 'question' \
        AND ruled_at IS NULL AND until <= $1 ORDER BY until, ticket_id LIMIT $2";
    ids(db, sql, vec![now.timestamp_millis().into(), i64::from(limit).into()]).await
}

/// Who held tickets until their contract, duty or account ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Everything a person has.
    Account(AccountId),
    /// What a person has for an organisation.
    Staff { account: AccountId, organization: OrganizationId },
    /// What a person has as volunteer of an estate, by its key.
    Volunteer { account: AccountId, estate: i32 },
    /// What an organisation and its people have on an estate, by its key.
    Enterprise { organization: OrganizationId, estate: i32 },
    /// The pool of an estate, by its key, as far as no volunteer but the reporter is there at that time.
    Pool { estate: i32, at: Moment },
}

const PERSON: &str = "SELECT DISTINCT t.id FROM ticket_party p JOIN ticket t ON t.id = p.ticket_id \
    AND t.state IN ('dispatched', 'accepted', 'suspended') WHERE p.party_id = $1 \
    AND p.part IN ('handler', 'target') AND p.ended = false";
const ORGANIZATION: &str = "SELECT t.id FROM ticket t WHERE t.estate = $2 \
    AND t.state IN ('dispatched', 'accepted', 'suspended') AND t.organization_id = $1";

/// Up to `limit` tickets in the holder's hands, oldest first. Each leaves the answer when it is released.
pub async fn held(db: &impl Conn, holder: Holder, limit: u32) -> Result<Vec<TicketId>, StoreError> {
    let (sql, mut values): (String, Vec<Value>) = match holder {
        Holder::Account(account) => (PERSON.to_owned(), vec![account.0.into()]),
        Holder::Staff { account, organization } => (
            format!("{PERSON} AND p.organization_id = $2"),
            vec![account.0.into(), organization.0.into()],
        ),
        Holder::Volunteer { account, estate } => (
            format!("{PERSON} AND p.organization_id IS NULL AND p.estate = $2"),
            vec![account.0.into(), estate.into()],
        ),
        Holder::Enterprise { organization, estate } => {
            (ORGANIZATION.to_owned(), vec![organization.0.into(), estate.into()])
        }
        Holder::Pool { estate, at } => (
            format!(
                "SELECT t.id FROM ticket t WHERE t.estate = $2 AND t.state = 'dispatched' AND t.pooled = true \
                 AND NOT EXISTS (SELECT 1 FROM duty d {IN_FORCE} AND d.role = 'volunteer' \
                 AND d.estate_key = $2 AND (t.reporter_id IS NULL OR d.account_id <> t.reporter_id))"
            ),
            vec![at.timestamp_millis().into(), estate.into()],
        ),
    };
    values.push(i64::from(limit).into());
    ids(db, &format!("{sql} ORDER BY id LIMIT ${}", values.len()), values).await
}

async fn ids(db: &impl Conn, sql: &str, values: Vec<Value>) -> Result<Vec<TicketId>, StoreError> {
    let rows = all(db, sql, values).await?;
    rows.iter().map(|row| Ok(TicketId(row.try_get("", "id")?))).collect()
}
