//! Service contracts: which enterprise serves which estate on which days.

use access::{Permit, ScopePath};
use chrono::NaiveDate;
use kernel::{ContractId, Moment, OrganizationId};
use organization::Contract;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Value};
use serde_json::json;

use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    place::date_or_none,
    sql::{all, change, execute, moment, moment_or_none, one},
};

const COLUMNS: &str = "id, organization_id, estate, from_date, to_date, ended_on, end_reason, \
    released_at, version, updated_at";
/// In force on the day `$2`; the same rule as `Contract::state`.
const IN_FORCE: &str = "from_date <= $2 AND (to_date IS NULL OR to_date >= $2) \
    AND (ended_on IS NULL OR ended_on > $2)";

fn read(row: &QueryResult) -> Result<Contract, StoreError> {
    Ok(Contract {
        id: ContractId(row.try_get("", "id")?),
        organization: OrganizationId(row.try_get("", "organization_id")?),
        estate: row.try_get("", "estate")?,
        from: date_or_none(row, "from_date")?.ok_or(StoreError::Corrupt("contract.from_date"))?,
        to: date_or_none(row, "to_date")?,
        ended_on: date_or_none(row, "ended_on")?,
        end_reason: row.try_get("", "end_reason")?,
        released_at: moment_or_none(row, "released_at")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn day(date: NaiveDate) -> Value {
    date.to_string().into()
}

async fn find(
    db: &impl Conn,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<Contract>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM contract WHERE {condition}");
    all(db, &sql, values).await?.iter().map(read).collect()
}

pub async fn contract_by_id(
    db: &impl Conn,
    id: ContractId,
) -> Result<Option<Contract>, StoreError> {
    Ok(find(db, "id = $1", vec![id.0.into()]).await?.pop())
}

/// The contract that serves an estate on a day.
pub async fn contract_in_force(
    db: &impl Conn,
    estate: i32,
    on: NaiveDate,
) -> Result<Option<Contract>, StoreError> {
    let condition = format!("estate = $1 AND {IN_FORCE} LIMIT 1");
    Ok(find(db, &condition, vec![estate.into(), day(on)]).await?.pop())
}

/// Every contract of an estate, the latest first.
pub async fn contracts_of_estate(db: &impl Conn, estate: i32) -> Result<Vec<Contract>, StoreError> {
    find(db, "estate = $1 ORDER BY from_date DESC, id DESC", vec![estate.into()]).await
}

/// The contracts of an organisation, the latest first, at most `limit`.
pub async fn contracts_of_organization(
    db: &impl Conn,
    organization: OrganizationId,
    limit: u64,
) -> Result<Vec<Contract>, StoreError> {
    let condition = format!("organization_id = $1 ORDER BY from_date DESC, id DESC LIMIT {limit}");
    find(db, &condition, vec![organization.0.into()]).await
}

/// Keys of the estates that an organisation has under contract on a day.
pub async fn estates_of_organization(
    db: &impl Conn,
    organization: OrganizationId,
    on: NaiveDate,
) -> Result<Vec<i32>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT estate FROM contract WHERE organization_id = $1 AND {IN_FORCE} ORDER BY estate"
    );
    let rows = all(db, &sql, [organization.0.into(), day(on)]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "estate")?)).collect()
}

/// Contracts that are over on the day and whose tickets have not gone back.
pub async fn contracts_to_release(
    db: &impl Conn,
    today: NaiveDate,
    limit: u64,
) -> Result<Vec<Contract>, StoreError> {
    let condition = format!(
        "released_at IS NULL AND (to_date < $1 OR ended_on <= $1) ORDER BY id LIMIT {limit}"
    );
    find(db, &condition, vec![day(today)]).await
}

impl Tx {
    /// Every contract of an estate, kept from growing until this unit of work ends; for checking overlaps.
    pub async fn hold_contracts_of_estate(&self, estate: i32) -> Result<Vec<Contract>, StoreError> {
        if self.conn().get_database_backend() == DbBackend::Postgres {
            let sql = "SELECT key FROM estate WHERE key = $1 FOR NO KEY UPDATE";
            one(self, sql, [estate.into()]).await?;
        }
        contracts_of_estate(self, estate).await
    }

    /// Stores a contract; `path` is the estate's.
    pub async fn create_contract(
        &self,
        permit: &Permit,
        contract: &Contract,
        path: ScopePath,
    ) -> Result<(), Failure> {
        let sql =
            format!("INSERT INTO contract ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)");
        let values = [
            contract.id.0.into(),
            contract.organization.0.into(),
            contract.estate.into(),
            day(contract.from),
            contract.to.map(|date| date.to_string()).into(),
            contract.ended_on.map(|date| date.to_string()).into(),
            contract.end_reason.clone().into(),
            contract.released_at.map(|at| at.timestamp_millis()).into(),
            contract.version.into(),
            contract.updated_at.timestamp_millis().into(),
        ];
        execute(self, &sql, values).await?;
        self.journal(&entry(permit, contract, path)).await?;
        Ok(())
    }

    /// Writes a contract that was ended, if its stored version is the one before its own.
    pub async fn end_contract(
        &self,
        permit: &Permit,
        contract: &Contract,
        path: ScopePath,
    ) -> Result<(), Failure> {
        let sql = "UPDATE contract SET ended_on=$2, end_reason=$3, version=$4, updated_at=$5 \
            WHERE id=$1 AND version=$4 - 1";
        let values = [
            contract.id.0.into(),
            contract.ended_on.map(|date| date.to_string()).into(),
            contract.end_reason.clone().into(),
            contract.version.into(),
            contract.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await?;
        self.journal(&entry(permit, contract, path)).await?;
        Ok(())
    }

    /// Notes that the open tickets of a contract went back.
    pub async fn contract_released(&self, id: ContractId, at: Moment) -> Result<(), StoreError> {
        let sql = "UPDATE contract SET released_at=$2 WHERE id=$1 AND released_at IS NULL";
        change(self, sql, [id.0.into(), at.timestamp_millis().into()]).await
    }
}

fn entry(permit: &Permit, contract: &Contract, path: ScopePath) -> Entry {
    let entry = Entry::of(permit, contract.id, contract.version, contract.updated_at, path);
    let detail = json!({
        "organization_id": contract.organization,
        "from_date": contract.from.to_string(),
        "to_date": contract.to.map(|date| date.to_string()),
        "ended_on": contract.ended_on.map(|date| date.to_string()),
        "reason": contract.end_reason,
    });
    Entry { detail, ..entry }
}
