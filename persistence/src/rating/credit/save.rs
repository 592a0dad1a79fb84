//! Writing records: entries are added and never changed, where a record stands is.

use ::rating::credit::{CreditChange, CreditClaim, CreditEntry, CreditRecord, CreditState};
use access::ScopePath;
use kernel::CreditEntryId;
use sea_orm::Value;
use serde_json::json;

use super::row::CLAIM;
use crate::{
    Entry, StoreError, Tx,
    sql::{change, execute, places},
};

const ENTRY: &str = "id, enterprise_id, kind, cause, counters, points, basis, facts, evidence, from_on, until_on, \
    repairable_from, ticket_id, supervision, recorded_by, recorded_role, recorded_at";
const STANDING: &str = "id, enterprise_id, kind, state, from_on, effective_until, counter_id, claims, district, street, \
    community, grid, estate, version, updated_at";

impl Tx {
    /// Saves a step of a record, with the entry that it adds to the ledger. `Stale` where someone else was faster.
    pub async fn save_credit(&self, done: &CreditChange) -> Result<(), StoreError> {
        let after = &done.after;
        if done.before.is_none() {
            self.add_entry(&after.entry, after).await?;
        } else {
            let sql = "UPDATE credit_standing SET state = $2, effective_until = $3, counter_id = $4, claims = $5, \
                version = $6, updated_at = $7 WHERE id = $1 AND version = $6 - 1";
            let values: [Value; 7] = [
                after.entry.id.0.into(),
                after.state.as_str().into(),
                after.effective_until.to_string().into(),
                after.counter.map(|id| id.0).into(),
                after.claims.into(),
                after.version.into(),
                after.updated_at.timestamp_millis().into(),
            ];
            change(self, sql, values).await?;
        }
        if let Some(counter) = &done.counter {
            self.add_entry(counter, &beside(counter, after.path)).await?;
        }
        if let Some(claim) = &done.claim {
            self.put_claim(after.entry.id, claim).await?;
        }
        self.journal(&entry(done)).await
    }

    /// An entry of the ledger, and where it stands.
    async fn add_entry(
        &self,
        entry: &CreditEntry,
        standing: &CreditRecord,
    ) -> Result<(), StoreError> {
        let values: [Value; 17] = [
            entry.id.0.into(),
            entry.enterprise.0.into(),
            entry.kind.as_str().into(),
            entry.cause.as_str().into(),
            entry.counters.map(|id| id.0).into(),
            entry.points.0.into(),
            entry.basis.clone().into(),
            entry.facts.clone().into(),
            entry.evidence.clone().into(),
            entry.from.to_string().into(),
            entry.until.to_string().into(),
            entry.repairable_from.map(|on| on.to_string()).into(),
            entry.card.map(|(ticket, _)| ticket.0).into(),
            entry.card.map(|(_, number)| number).into(),
            entry.by.into(),
            entry.role.as_str().into(),
            entry.at.timestamp_millis().into(),
        ];
        let sql = format!("INSERT INTO credit_entry ({ENTRY}) VALUES ({})", places(1, 17));
        execute(self, &sql, values).await?;
        self.add_standing(standing).await
    }

    async fn add_standing(&self, standing: &CreditRecord) -> Result<(), StoreError> {
        let (entry, path) = (&standing.entry, standing.path);
        let values: [Value; 15] = [
            entry.id.0.into(),
            entry.enterprise.0.into(),
            entry.kind.as_str().into(),
            standing.state.as_str().into(),
            entry.from.to_string().into(),
            standing.effective_until.to_string().into(),
            standing.counter.map(|id| id.0).into(),
            standing.claims.into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            path.estate.into(),
            standing.version.into(),
            standing.updated_at.timestamp_millis().into(),
        ];
        let sql = format!("INSERT INTO credit_standing ({STANDING}) VALUES ({})", places(1, 15));
        execute(self, &sql, values).await.map(|_| ())
    }

    async fn put_claim(&self, of: CreditEntryId, claim: &CreditClaim) -> Result<(), StoreError> {
        let extended = claim.extended.as_ref();
        let values: [Value; 15] = [
            of.0.into(),
            claim.number.into(),
            claim.kind.as_str().into(),
            claim.reason.clone().into(),
            claim.evidence.clone().into(),
            claim.by.into(),
            claim.at.timestamp_millis().into(),
            extended.map(|more| more.by).into(),
            extended.map(|more| more.at.timestamp_millis()).into(),
            extended.map(|more| more.reason.clone()).into(),
            claim.upheld.into(),
            claim.words.clone().into(),
            claim.decided_by.into(),
            claim.decided_role.map(|role| role.as_str()).into(),
            claim.decided_at.map(|at| at.timestamp_millis()).into(),
        ];
        let sql = format!(
            "INSERT INTO credit_claim ({CLAIM}) VALUES ({}) ON CONFLICT (entry_id, number) DO UPDATE SET \
             extended_by = excluded.extended_by, extended_at = excluded.extended_at, \
             extension_reason = excluded.extension_reason, upheld = excluded.upheld, words = excluded.words, \
             decided_by = excluded.decided_by, decided_role = excluded.decided_role, \
             decided_at = excluded.decided_at",
            places(1, 15)
        );
        execute(self, &sql, values).await.map(|_| ())
    }
}

/// Where a counter-entry stands: for good, and counting through what it takes back.
fn beside(counter: &CreditEntry, path: ScopePath) -> CreditRecord {
    CreditRecord {
        path,
        state: CreditState::Counter,
        effective_until: counter.from.pred_opt().unwrap_or(counter.from),
        counter: None,
        claims: 0,
        open: None,
        version: 1,
        updated_at: counter.at,
        entry: counter.clone(),
    }
}

fn entry(done: &CreditChange) -> Entry {
    let after = &done.after;
    let detail = json!({
        "enterprise_id": after.entry.enterprise, "kind": after.entry.kind, "cause": after.entry.cause,
        "points": after.entry.points, "counter_id": after.counter,
        "claim": done.claim.as_ref().map(|claim| claim.number),
        "upheld": done.claim.as_ref().and_then(|claim| claim.upheld),
    });
    let entry =
        Entry::of(&done.permit, after.entry.id, after.version, after.updated_at, after.path);
    let from = done.before.map(CreditState::as_str);
    Entry { from, to: Some(after.state.as_str()), detail, ..entry }
}
