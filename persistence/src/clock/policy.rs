//! Policies of clocks: all of them, a page, and setting one.

use ::ticket::{ClockPolicy, Limit, Matches, PolicyChange};
use kernel::{CategoryId, ClockPolicyId, Uuid};
use sea_orm::{QueryResult, Value};
use serde_json::json;

use crate::{
    Conn, Entry, StoreError, Tx,
    sql::{all, execute, moment, one, parsed, path, word, word_or_none},
};

const COLUMNS: &str = "id, matches, clock, category_id, kind, priority, district, street, community, unit, \
    amount, levels, active, version, unapplied, updated_at";

fn read(row: &QueryResult) -> Result<ClockPolicy, StoreError> {
    let category: Option<Uuid> = row.try_get("", "category_id")?;
    Ok(ClockPolicy {
        id: ClockPolicyId(row.try_get("", "id")?),
        matches: Matches {
            clock: word(row, "clock")?,
            category_id: category.map(CategoryId),
            path: path(row)?,
            kind: word_or_none(row, "kind")?,
            priority: word_or_none(row, "priority")?,
        },
        limit: Limit { unit: word(row, "unit")?, amount: row.try_get("", "amount")? },
        levels: parsed(row, "levels")?,
        active: row.try_get("", "active")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

/// Up to `limit` policies after the one given, newest first.
pub async fn policies(
    db: &impl Conn,
    after: Option<ClockPolicyId>,
    limit: u64,
) -> Result<Vec<ClockPolicy>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM clock_policy WHERE id < $1 ORDER BY id DESC LIMIT $2");
    let after = after.map_or(Uuid::max(), |id| id.0);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    all(db, &sql, [after.into(), limit.into()]).await?.iter().map(read).collect()
}

/// The policy for just these tickets.
pub async fn policy_by_key(db: &impl Conn, key: &str) -> Result<Option<ClockPolicy>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM clock_policy WHERE matches = $1");
    one(db, &sql, [key.into()]).await?.as_ref().map(read).transpose()
}

/// The policies that running clocks are still to be measured by.
pub async fn unapplied(db: &impl Conn) -> Result<Vec<ClockPolicy>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM clock_policy WHERE unapplied = true ORDER BY id");
    all(db, &sql, []).await?.iter().map(read).collect()
}

impl Tx {
    /// Adds a policy or puts it in place of its version before; `apply` leaves it to the jobs to measure running
    /// clocks by it. `Stale` where it changed meanwhile.
    pub async fn put_clock_policy(
        &self,
        done: &PolicyChange,
        apply: bool,
    ) -> Result<(), StoreError> {
        let after = &done.after;
        let sql = format!(
            "INSERT INTO clock_policy ({COLUMNS}) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
             ON CONFLICT (matches) DO UPDATE SET unit = excluded.unit, amount = excluded.amount, \
             levels = excluded.levels, active = excluded.active, version = excluded.version, \
             unapplied = excluded.unapplied, updated_at = excluded.updated_at \
             WHERE clock_policy.version = excluded.version - 1"
        );
        if execute(self, &sql, values(after, apply)).await? == 0 {
            return Err(StoreError::Stale);
        }
        let entry = Entry::of(&done.permit, after.id, after.version, done.at, after.matches.path);
        let said = |policy: &ClockPolicy| json!({ "limit": policy.limit, "levels": policy.levels, "active": policy.active });
        let detail = json!({
            "matches": after.matches.key(), "before": done.before.as_ref().map(said),
            "after": said(after), "apply_to_running": apply,
        });
        self.journal(&Entry { detail, ..entry }).await
    }

    /// The running clocks are measured by this version of the policy.
    pub async fn policy_applied(&self, policy: &ClockPolicy) -> Result<(), StoreError> {
        let sql = "UPDATE clock_policy SET unapplied = false WHERE id = $1 AND version = $2";
        execute(self, sql, [policy.id.0.into(), policy.version.into()]).await.map(|_| ())
    }
}

fn values(policy: &ClockPolicy, apply: bool) -> Vec<Value> {
    let matches = &policy.matches;
    vec![
        policy.id.0.into(),
        matches.key().into(),
        matches.clock.as_str().into(),
        matches.category_id.map(|id| id.0).into(),
        matches.kind.map(|kind| kind.as_str()).into(),
        matches.priority.map(|priority| priority.as_str()).into(),
        matches.path.district.into(),
        matches.path.street.into(),
        matches.path.community.into(),
        policy.limit.unit.as_str().into(),
        policy.limit.amount.into(),
        serde_json::to_string(&policy.levels).unwrap_or_default().into(),
        policy.active.into(),
        policy.version.into(),
        apply.into(),
        policy.updated_at.timestamp_millis().into(),
    ]
}
