//! `grantDuty`: a duty inside the grantor's own scope.

use access::{Action, Reach, Role, ScopePath, authorize};
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use identity::{Grant, GrantReach, NewDuty};
use kernel::{AccountId, AreaId, Code, EstateId, Fault, OrganizationId, Refusal};
use persistence::{
    Failure, Tx,
    identity::{DutyRow, account_by_id},
    organization::organization_by_id,
    place::{area_by_id, estate_by_id},
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{DutyView, answer, entry};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem},
};

/// A duty to be granted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "account_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "role": "volunteer",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "shown_as_volunteer": true
}))]
pub(crate) struct GrantBody {
    pub(crate) account_id: AccountId,
    pub(crate) role: Role,
    /// For duties held in an area.
    #[serde(default)]
    pub(crate) area_id: Option<AreaId>,
    /// For duties held in an estate.
    #[serde(default)]
    pub(crate) estate_id: Option<EstateId>,
    /// For duties held in an enterprise or a department.
    #[serde(default)]
    pub(crate) organization_id: Option<OrganizationId>,
    /// At once when not said.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, max_length = 40)]
    pub(crate) from: Option<DateTime<FixedOffset>>,
    /// The first moment at which it no longer holds; without it until it is ended.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, max_length = 40)]
    pub(crate) until: Option<DateTime<FixedOffset>>,
    /// A party volunteer agrees to be shown as one on the tickets they accept (亮身份).
    #[serde(default)]
    pub(crate) shown_as_volunteer: bool,
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub(crate) reason: Option<String>,
}

/// Grant a duty.
///
/// Only inside one's own scope, and never to oneself.
#[utoipa::path(tag = "identity", operation_id = "grantDuty", request_body = GrantBody,
    responses((status = 201, body = DutyView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/duties")]
pub(crate) async fn grant(ctx: Ctx, body: Body<GrantBody>) -> Result<Answer, Problem> {
    if !ctx.actor.holds(Role::Administrator) {
        return Err(Code::Forbidden.into());
    }
    ctx.write(async |tx| {
        let row = give(ctx.by(), tx, &body.0).await?;
        Ok(answer(&ctx, tx, &row).await?.at(format!("/v1/duties/{}", row.id)))
    })
    .await
}

/// Grants the duty and journals it.
pub(crate) async fn give(by: By<'_>, tx: &Tx, told: &GrantBody) -> Result<DutyRow, Failure> {
    let (reach, path) = place(tx, told).await?;
    let permit = authorize(by.actor, Action::DutyGrant, &place::At::open(path))
        .map_err(|_| Refusal::new(Code::OutsideScope))?;
    let known = account_by_id(tx, told.account_id).await?;
    known.ok_or_else(|| Refusal::field("account_id", Fault::NotFound))?;
    let new = NewDuty {
        account: told.account_id,
        role: told.role,
        reach,
        from: told.from.map(|at| at.to_utc()),
        until: told.until.map(|at| at.to_utc()),
        shown_as_volunteer: told.shown_as_volunteer,
    };
    let granted = Grant::check(&permit, &new, by.now)?;
    let row = row(by, &granted, path, told.reason.clone());
    tx.create_duty(&row).await?;
    tx.journal(&entry(by.now, &row, &permit, Action::DutyGrant)).await?;
    Ok(row)
}

fn row(by: By<'_>, granted: &Grant, path: ScopePath, reason: Option<String>) -> DutyRow {
    DutyRow {
        id: by.id(),
        account_id: granted.account,
        role: granted.role,
        reach: match granted.reach {
            GrantReach::Area { level, key } => Reach::Area { level, key },
            GrantReach::Estate(key) => Reach::Estate(key),
            GrantReach::Organization { id, .. } => Reach::Organization { id, estates: Vec::new() },
        },
        path,
        from_at: granted.tenure.from,
        until_at: granted.tenure.until,
        ended_at: None,
        end_reason: None,
        reason,
        shown_as_volunteer: granted.shown_as_volunteer,
        granted_by: by.actor.who.id(),
        version: 1,
    }
}

/// The scope that the body names, and where it lies. More than one scope is refused.
async fn place(tx: &Tx, body: &GrantBody) -> Result<(Option<GrantReach>, ScopePath), Failure> {
    let missing = |field: &str| Refusal::field(field, Fault::NotFound);
    match (body.area_id, body.estate_id, body.organization_id) {
        (Some(id), None, None) => {
            let area = area_by_id(tx, id).await?.ok_or_else(|| missing("area_id"))?;
            Ok((Some(GrantReach::Area { level: area.level, key: area.key }), area.path))
        }
        (None, Some(id), None) => {
            let estate = estate_by_id(tx, id).await?.ok_or_else(|| missing("estate_id"))?;
            Ok((Some(GrantReach::Estate(estate.key)), estate.path))
        }
        (None, None, Some(id)) => {
            let found =
                organization_by_id(tx, id).await?.ok_or_else(|| missing("organization_id"))?;
            let enterprise = found.kind == ::organization::OrganizationKind::Enterprise;
            Ok((Some(GrantReach::Organization { id, enterprise }), found.path))
        }
        (None, None, None) => Ok((None, ScopePath::default())),
        _ => Err(Refusal::field("area_id", Fault::NotAllowed).into()),
    }
}
