//! Enterprises and departments.

use access::{Level, Permit};
use kernel::{OrganizationId, Uuid};
use organization::{Organization, OrganizationKind};
use sea_orm::QueryResult;
use serde_json::json;

use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    place::{Query, taken},
    sql::{all, execute, moment, one, path, word, word_or_none},
};

/// What a list of organisations is narrowed to.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationFilter {
    pub kind: OrganizationKind,
    pub within: Option<(Level, i32)>,
}

const COLUMNS: &str =
    "id, kind, name, credit_code, phone, district, street, community, version, updated_at";

fn read(row: &QueryResult) -> Result<Organization, StoreError> {
    Ok(Organization {
        id: OrganizationId(row.try_get("", "id")?),
        kind: word(row, "kind")?,
        name: row.try_get("", "name")?,
        credit_code: word_or_none(row, "credit_code")?,
        phone: row.try_get("", "phone")?,
        path: path(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn organization_by_id(
    db: &impl Conn,
    id: OrganizationId,
) -> Result<Option<Organization>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM organization WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Organisations of one kind, newest first, those before `after`.
pub async fn organizations(
    db: &impl Conn,
    filter: &OrganizationFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Organization>, StoreError> {
    let mut query = Query::default();
    query.within_ungridded(filter.within);
    query.and("kind = ?", filter.kind.as_str());
    let sql = format!("SELECT {COLUMNS} FROM organization {}", query.page(after, limit));
    all(db, &sql, query.values).await?.iter().map(read).collect()
}

impl Tx {
    pub async fn create_organization(
        &self,
        permit: &Permit,
        organization: &Organization,
    ) -> Result<(), Failure> {
        let sql =
            format!("INSERT INTO organization ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)");
        let credit_code = organization.credit_code.as_ref().map(|code| code.as_str().to_owned());
        let path = organization.path;
        let values = [
            organization.id.0.into(),
            organization.kind.as_str().into(),
            organization.name.clone().into(),
            credit_code.clone().into(),
            organization.phone.clone().into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            organization.version.into(),
            organization.updated_at.timestamp_millis().into(),
        ];
        execute(self, &sql, values).await.map_err(taken("credit_code"))?;
        let (number, at) = (organization.version, organization.updated_at);
        let detail = json!({ "name": organization.name, "credit_code": credit_code });
        let entry = Entry::of(permit, organization.id, number, at, path);
        self.journal(&Entry { detail, ..entry }).await?;
        Ok(())
    }
}
