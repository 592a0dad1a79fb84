//! Residencies: who is bound to which premises.

use access::{Permit, Term};
use kernel::{AccountId, DutyId, Fault, PremisesId, Refusal, ResidencyId, Uuid};
use place::{Residency, ResidencyRelation, ResidencyState};
use sea_orm::{QueryResult, Value};
use serde_json::json;

use super::Query;
use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    sql::{all, change, execute, moment, moment_or_none, one, path, word},
};

/// What a list of residencies is narrowed to, inside the caller's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResidencyFilter {
    pub state: Option<ResidencyState>,
    /// Key of the estate.
    pub estate: Option<i32>,
    pub premises: Option<PremisesId>,
}

const COLUMNS: &str = "id, account_id, premises_id, relation, state, note, reason, decided_by, \
    decided_at, duty_id, district, street, community, grid, estate, version, updated_at";

fn read(row: &QueryResult) -> Result<Residency, StoreError> {
    Ok(Residency {
        id: ResidencyId(row.try_get("", "id")?),
        account: AccountId(row.try_get("", "account_id")?),
        premises: PremisesId(row.try_get("", "premises_id")?),
        relation: word(row, "relation")?,
        state: word(row, "state")?,
        note: row.try_get("", "note")?,
        reason: row.try_get("", "reason")?,
        decided_by: row.try_get("", "decided_by")?,
        decided_at: moment_or_none(row, "decided_at")?,
        duty: row.try_get::<Option<Uuid>>("", "duty_id")?.map(DutyId),
        path: path(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn values(residency: &Residency) -> Vec<Value> {
    vec![
        residency.id.0.into(),
        residency.account.0.into(),
        residency.premises.0.into(),
        residency.relation.as_str().into(),
        residency.state.as_str().into(),
        residency.note.clone().into(),
        residency.reason.clone().into(),
        residency.decided_by.into(),
        residency.decided_at.map(|at| at.timestamp_millis()).into(),
        residency.duty.map(|id| id.0).into(),
        residency.path.district.into(),
        residency.path.street.into(),
        residency.path.community.into(),
        residency.path.grid.into(),
        residency.path.estate.into(),
        residency.version.into(),
        residency.updated_at.timestamp_millis().into(),
    ]
}

/// Whether someone is approved as an owner of premises of the estate.
pub async fn owns_premises(
    db: &impl Conn,
    account: AccountId,
    estate: i32,
) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM residency WHERE account_id = $1 AND estate = $2 AND state = $3 AND relation = $4 LIMIT 1";
    let (approved, owner) = (ResidencyState::Approved.as_str(), ResidencyRelation::Owner.as_str());
    let found =
        one(db, sql, [account.0.into(), estate.into(), approved.into(), owner.into()]).await?;
    Ok(found.is_some())
}

pub async fn residency_by_id(
    db: &impl Conn,
    id: ResidencyId,
) -> Result<Option<Residency>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM residency WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// The residencies that gave their person the duty: a flat and a parking space may share one.
pub async fn residencies_of_duty(
    db: &impl Conn,
    account: AccountId,
    duty: DutyId,
) -> Result<Vec<Residency>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM residency WHERE account_id = $1 AND duty_id = $2 AND state = 'approved' ORDER BY id"
    );
    all(db, &sql, [account.0.into(), duty.0.into()]).await?.iter().map(read).collect()
}

/// Residencies that one of the terms shows, and the account's own; newest first, those before `after`.
///
/// One ordered scan for each term and state, merged.
pub async fn residencies(
    db: &impl Conn,
    (terms, own): (&[Term], Option<AccountId>),
    filter: &ResidencyFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Residency>, StoreError> {
    let mut values = Vec::new();
    let mut scans = Vec::new();
    for term in terms.iter().filter_map(Query::place_of) {
        let states = filter.state.as_ref().map_or(ResidencyState::ALL, std::slice::from_ref);
        for state in states {
            let mut query = Query::after(values);
            query.and_some(&format!("{} = ?", term.0), term.1);
            query.and("state = ?", state.as_str());
            scans.push(scan(&mut query, filter, after, limit));
            values = query.values;
        }
    }
    if let Some(account) = own {
        let mut query = Query::after(values);
        query.and("account_id = ?", account.0);
        query.and_some("state = ?", filter.state.map(ResidencyState::as_str));
        scans.push(scan(&mut query, filter, after, limit));
        values = query.values;
    }
    let Some(sql) = Query::merged(&scans, limit) else { return Ok(Vec::new()) };
    all(db, &sql, values).await?.iter().map(read).collect()
}

fn scan(query: &mut Query, filter: &ResidencyFilter, after: Option<Uuid>, limit: u64) -> String {
    query.and_some("estate = ?", filter.estate);
    query.and_some("premises_id = ?", filter.premises.map(|id| id.0));
    format!("SELECT {COLUMNS} FROM residency {}", query.page(after, limit))
}

impl Tx {
    /// Stores a request; 422 at `premises_id` while the person has another for the same premises.
    pub async fn create_residency(
        &self,
        permit: &Permit,
        residency: &Residency,
    ) -> Result<(), Failure> {
        let sql = format!(
            "INSERT INTO residency ({COLUMNS}) \
             VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)"
        );
        execute(self, &sql, values(residency)).await.map_err(|error| match error {
            StoreError::Taken(_) => Refusal::field("premises_id", Fault::Taken).into(),
            other => Failure::Store(other),
        })?;
        let detail = json!({ "premises_id": residency.premises, "relation": residency.relation });
        let entry = entry(permit, None, residency);
        self.journal(&Entry { detail, ..entry }).await?;
        Ok(())
    }

    /// Writes a residency whose stored version is the one before its own; `before` is the state that it
    /// comes from.
    pub async fn save_residency(
        &self,
        permit: &Permit,
        before: ResidencyState,
        residency: &Residency,
    ) -> Result<(), Failure> {
        let sql = "UPDATE residency SET state=$2, reason=$3, decided_by=$4, decided_at=$5, duty_id=$6, \
            version=$7, updated_at=$8 WHERE id=$1 AND version=$7 - 1";
        let values = [
            residency.id.0.into(),
            residency.state.as_str().into(),
            residency.reason.clone().into(),
            residency.decided_by.into(),
            residency.decided_at.map(|at| at.timestamp_millis()).into(),
            residency.duty.map(|id| id.0).into(),
            residency.version.into(),
            residency.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await?;
        let detail = json!({ "duty_id": residency.duty, "reason": residency.reason });
        let entry = entry(permit, Some(before), residency);
        self.journal(&Entry { detail, ..entry }).await?;
        Ok(())
    }
}

fn entry(permit: &Permit, before: Option<ResidencyState>, residency: &Residency) -> Entry {
    Entry {
        from: before.map(ResidencyState::as_str),
        to: Some(residency.state.as_str()),
        ..Entry::of(permit, residency.id, residency.version, residency.updated_at, residency.path)
    }
}
