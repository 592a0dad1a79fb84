//! The estates of a cycle.

use ::rating::{
    Fact,
    cycle::{Subject, SubjectStanding},
};
use access::Level;
use kernel::{ContractId, CycleId, OrganizationId, Uuid};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError,
    place::{Query, date_or_none},
    sql::{all, one, path, word},
};

pub(super) const SUBJECT: &str = "id, cycle_id, estate, enterprise_id, contract_id, served_since, facts, standing, \
    district, street, community, grid";

/// Facts as words with blanks between.
pub(super) fn facts(row: &QueryResult) -> Result<std::collections::BTreeSet<Fact>, StoreError> {
    let text: String = row.try_get("", "facts")?;
    let facts = text.split_whitespace().map(str::parse);
    facts.collect::<Result<_, _>>().map_err(|_| StoreError::Corrupt("rating_subject.facts"))
}

fn subject(row: &QueryResult) -> Result<Subject, StoreError> {
    let enterprise: Option<Uuid> = row.try_get("", "enterprise_id")?;
    let contract: Option<Uuid> = row.try_get("", "contract_id")?;
    Ok(Subject {
        id: row.try_get("", "id")?,
        cycle: CycleId(row.try_get("", "cycle_id")?),
        path: path(row)?,
        enterprise: enterprise.map(OrganizationId),
        contract: contract.map(ContractId),
        served_since: date_or_none(row, "served_since")?,
        facts: facts(row)?,
        standing: word(row, "standing")?,
    })
}

/// Which estates of a cycle.
#[derive(Debug, Clone, Copy, Default)]
pub struct SubjectFilter {
    pub within: Option<(Level, i32)>,
    pub estate: Option<i32>,
    pub enterprise: Option<OrganizationId>,
    pub standing: Option<SubjectStanding>,
}

/// Up to `limit` estates of a cycle before `after`, the last one first.
pub async fn subjects(
    db: &impl Conn,
    (cycle, filter): (CycleId, SubjectFilter),
    (after, limit): (Option<Uuid>, u64),
) -> Result<Vec<Subject>, StoreError> {
    let mut query = Query::default();
    query.and("cycle_id = ?", cycle.0);
    query.within(filter.within);
    query.and_some("estate = ?", filter.estate);
    query.and_some("enterprise_id = ?", filter.enterprise.map(|id| id.0));
    query.and_some("standing = ?", filter.standing.map(SubjectStanding::as_str));
    let sql = format!("SELECT {SUBJECT} FROM rating_subject {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(subject).collect()
}

/// Every estate of a cycle, by its key.
pub async fn subjects_of_cycle(db: &impl Conn, cycle: CycleId) -> Result<Vec<Subject>, StoreError> {
    let sql = format!("SELECT {SUBJECT} FROM rating_subject WHERE cycle_id = $1 ORDER BY estate");
    all(db, &sql, [cycle.0.into()]).await?.iter().map(subject).collect()
}

/// One estate of a cycle.
pub async fn subject_of(
    db: &impl Conn,
    cycle: CycleId,
    estate: i32,
) -> Result<Option<Subject>, StoreError> {
    let sql = format!("SELECT {SUBJECT} FROM rating_subject WHERE cycle_id = $1 AND estate = $2");
    one(db, &sql, [cycle.0.into(), estate.into()]).await?.as_ref().map(subject).transpose()
}
