//! Who oversees the work at a place: the branch, the community, the street; with the organisations they also work for.

use std::collections::BTreeMap;

use access::{Actor, Duty, Reach, Role, ScopePath, Who};
use kernel::{AccountId, Moment, OrganizationId, Uuid};
use sea_orm::{QueryResult, Value};

use super::{candidates::IN_FORCE, row::id};
use crate::{
    Conn, StoreError,
    sql::{all, places, word},
};

/// A duty, and where along a path it is held.
pub(crate) type Rung = (Role, fn(&ScopePath) -> Option<i32>);
pub(crate) const BRANCH: Rung = (Role::BranchSecretary, |path| path.estate);
pub(crate) const COMMUNITY: Rung = (Role::CommunityOfficer, |path| path.community);
pub(crate) const STREET: Rung = (Role::StreetOfficer, |path| path.street);

/// Those who hold one of the duties at one of the places now, each once.
pub(crate) async fn overseers(
    db: &impl Conn,
    paths: &[ScopePath],
    rungs: &[Rung],
    now: Moment,
) -> Result<Vec<Actor>, StoreError> {
    let mut values = vec![Value::from(now.timestamp_millis())];
    let mut parts = Vec::new();
    for (role, key) in rungs {
        let mut keys: Vec<i32> = paths.iter().filter_map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            continue;
        }
        let column = if *role == Role::BranchSecretary { "estate_key" } else { "area" };
        parts.push(format!(
            "SELECT d.account_id, d.role, d.level, d.area, d.estate_key, o.organization_id \
             FROM duty d LEFT JOIN duty o ON o.account_id = d.account_id \
             AND o.organization_id IS NOT NULL AND o.ended_at IS NULL AND o.from_at <= $1 \
             AND (o.until_at IS NULL OR o.until_at > $1) {IN_FORCE} \
             AND d.role = '{role}' AND d.{column} IN ({})",
            places(values.len() + 1, keys.len())
        ));
        values.extend(keys.into_iter().map(Value::from));
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let mut people: BTreeMap<Uuid, Vec<Duty>> = BTreeMap::new();
    for row in all(db, &parts.join(" UNION ALL "), values).await? {
        people.entry(row.try_get("", "account_id")?).or_default().extend(duties(&row)?);
    }
    let actor = |(id, duties)| Actor::new(Who::Account(AccountId(id)), duties);
    Ok(people.into_iter().map(actor).collect())
}

/// The duty here, and one in an organisation where there is one.
fn duties(row: &QueryResult) -> Result<Vec<Duty>, StoreError> {
    let role: Role = word(row, "role")?;
    let reach = match role {
        Role::BranchSecretary => Reach::Estate(row.try_get("", "estate_key")?),
        _ => Reach::Area { level: word(row, "level")?, key: row.try_get("", "area")? },
    };
    let duty = |role, reach| Duty { id: None, role, reach, scopes: Vec::new() };
    let mut duties = vec![duty(role, reach)];
    if let Some(id) = id(row, "organization_id")?.map(OrganizationId) {
        duties.push(duty(Role::Worker, Reach::Organization { id, estates: Vec::new() }));
    }
    Ok(duties)
}
