//! Duties: roles held in a scope for a time.

use access::{Level, Reach, Role, ScopePath};
use kernel::{AccountId, DutyId, Moment, OrganizationId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, change, execute, moment, moment_or_none, one, path, word},
};

/// A row of `duty`.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyRow {
    pub id: DutyId,
    pub account_id: AccountId,
    pub role: Role,
    /// The estates of an organisation are not part of the row and stay empty here.
    pub reach: Reach,
    /// Where the scope lies, for the administrators who manage the duty.
    pub path: ScopePath,
    pub from_at: Moment,
    pub until_at: Option<Moment>,
    pub ended_at: Option<Moment>,
    pub end_reason: Option<String>,
    pub reason: Option<String>,
    /// A party volunteer agreed to be shown as one on the tickets they accept (亮身份).
    pub shown_as_volunteer: bool,
    pub granted_by: Uuid,
    pub version: i32,
}

/// What a list of duties is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct DutyFilter {
    pub account: Option<AccountId>,
    pub within: Option<(Level, i32)>,
    pub role: Option<Role>,
    /// Only those in force at the moment.
    pub in_force_at: Option<Moment>,
}

const COLUMNS: &str = "id, account_id, role, reach, level, area, estate_key, organization_id, \
    district, street, community, grid, estate, from_at, until_at, ended_at, end_reason, reason, \
    shown_as_volunteer, granted_by, version";

pub(super) fn reach(row: &QueryResult) -> Result<Reach, StoreError> {
    let kind: String = row.try_get("", "reach")?;
    Ok(match kind.as_str() {
        "area" => Reach::Area { level: word(row, "level")?, key: row.try_get("", "area")? },
        "estate" => Reach::Estate(row.try_get("", "estate_key")?),
        "organization" => Reach::Organization {
            id: OrganizationId(row.try_get("", "organization_id")?),
            estates: Vec::new(),
        },
        "own" => Reach::Own,
        "everywhere" => Reach::Everywhere,
        _ => return Err(StoreError::Corrupt("duty.reach")),
    })
}

fn read(row: &QueryResult) -> Result<DutyRow, StoreError> {
    Ok(DutyRow {
        id: DutyId(row.try_get("", "id")?),
        account_id: AccountId(row.try_get("", "account_id")?),
        role: word(row, "role")?,
        reach: reach(row)?,
        path: path(row)?,
        from_at: moment(row, "from_at")?,
        until_at: moment_or_none(row, "until_at")?,
        ended_at: moment_or_none(row, "ended_at")?,
        end_reason: row.try_get("", "end_reason")?,
        reason: row.try_get("", "reason")?,
        shown_as_volunteer: row.try_get("", "shown_as_volunteer")?,
        granted_by: row.try_get("", "granted_by")?,
        version: row.try_get("", "version")?,
    })
}

pub async fn duty_by_id(db: &impl Conn, id: DutyId) -> Result<Option<DutyRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM duty WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Duties, newest first, those before `after`.
pub async fn duties(
    db: &impl Conn,
    filter: &DutyFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<DutyRow>, StoreError> {
    let (mut sql, mut values) = page_filter(filter.within, after);
    let mut and = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(&condition.replace('?', &format!("${}", values.len())));
    };
    if let Some(account) = filter.account {
        and(" AND account_id = ?", account.0.into());
    }
    if let Some(role) = filter.role {
        and(" AND role = ?", role.as_str().into());
    }
    if let Some(at) = filter.in_force_at {
        let at = at.timestamp_millis();
        and(
            " AND ended_at IS NULL AND from_at <= ? AND (until_at IS NULL OR until_at > ?)",
            at.into(),
        );
    }
    let sql = format!("SELECT {COLUMNS} FROM duty WHERE {sql} ORDER BY id DESC LIMIT {limit}");
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// Duties that have ended and whose tickets have not gone back yet.
pub async fn duties_to_release(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<DutyRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM duty WHERE released_at IS NULL \
         AND (ended_at IS NOT NULL OR until_at IS NOT NULL) AND (ended_at IS NOT NULL OR until_at <= $1) \
         ORDER BY id LIMIT $2"
    );
    let values = [now.timestamp_millis().into(), i64::from(limit).into()];
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// The estates, by their keys, on which the account volunteers.
pub async fn volunteers_on(db: &impl Conn, account: AccountId) -> Result<Vec<i32>, StoreError> {
    let sql = "SELECT DISTINCT estate_key FROM duty WHERE account_id = $1 AND role = 'volunteer' \
        AND ended_at IS NULL AND estate_key IS NOT NULL ORDER BY estate_key";
    let rows = all(db, sql, [account.0.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "estate_key")?)).collect()
}

/// A condition on the level columns and the keyset, with its values numbered from `$1`.
pub(super) fn page_filter(
    within: Option<(Level, i32)>,
    after: Option<Uuid>,
) -> (String, Vec<Value>) {
    let mut sql = String::from("1 = 1");
    let mut values: Vec<Value> = Vec::new();
    if let Some((level, key)) = within {
        values.push(key.into());
        sql = format!("{level} = ${}", values.len());
    }
    if let Some(after) = after {
        values.push(after.into());
        sql.push_str(&format!(" AND id < ${}", values.len()));
    }
    (sql, values)
}

fn values(row: &DutyRow) -> Vec<Value> {
    let (kind, level, area, estate, organization) = match &row.reach {
        Reach::Area { level, key } => ("area", Some(level.as_str()), Some(*key), None, None),
        Reach::Estate(key) => ("estate", None, None, Some(*key), None),
        Reach::Organization { id, .. } => ("organization", None, None, None, Some(id.0)),
        Reach::Own => ("own", None, None, None, None),
        Reach::Everywhere => ("everywhere", None, None, None, None),
    };
    vec![
        row.id.0.into(),
        row.account_id.0.into(),
        row.role.as_str().into(),
        kind.into(),
        level.into(),
        area.into(),
        estate.into(),
        organization.into(),
        row.path.district.into(),
        row.path.street.into(),
        row.path.community.into(),
        row.path.grid.into(),
        row.path.estate.into(),
        row.from_at.timestamp_millis().into(),
        row.until_at.map(|at| at.timestamp_millis()).into(),
        row.ended_at.map(|at| at.timestamp_millis()).into(),
        row.end_reason.clone().into(),
        row.reason.clone().into(),
        row.shown_as_volunteer.into(),
        row.granted_by.into(),
        row.version.into(),
    ]
}

impl Tx {
    pub async fn create_duty(&self, row: &DutyRow) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO duty ({COLUMNS}) VALUES \
             ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)"
        );
        execute(self, &sql, values(row)).await.map(|_| ())
    }

    /// Ends a duty if its stored version is the one before the row's.
    pub async fn end_duty(&self, row: &DutyRow) -> Result<(), StoreError> {
        change(
            self,
            "UPDATE duty SET ended_at=$2, end_reason=$3, version=$4 WHERE id=$1 AND version=$4 - 1",
            [
                row.id.0.into(),
                row.ended_at.map(|at| at.timestamp_millis()).into(),
                row.end_reason.clone().into(),
                row.version.into(),
            ],
        )
        .await
    }
    /// Marks an ended duty as one whose tickets have gone back.
    pub async fn duty_released(&self, id: DutyId, at: Moment) -> Result<(), StoreError> {
        let sql = "UPDATE duty SET released_at = $2 WHERE id = $1";
        execute(self, sql, [id.0.into(), at.timestamp_millis().into()]).await.map(|_| ())
    }
}
