//! `addCreditEntry`: an office of the street records what an enterprise did on one of its estates.

use access::{Action, authorize};
use actix_web::post;
use chrono::NaiveDate;
use kernel::{EstateId, Fault, Hundredths, OrganizationId, Refusal};
use organization::OrganizationKind;
use persistence::{
    Failure, Tx,
    organization::{contracts_of_estate, organization_by_id},
    place::estate_by_id,
};
use rating::credit::{CreditDesk, CreditKind, CreditRecord, Recording};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{CreditEntryView, answer};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem, day_or_none},
    place::ensure_duty,
};

/// A new record.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "kind": "bad", "points": "5.00", "basis": "物业服务合同第十二条第二款", "facts": "消防通道长期被占用,两次限期整改未完成",
    "evidence": "2026年2月3日、2月20日检查记录及照片"
}))]
pub(crate) struct NewCreditEntry {
    pub(crate) enterprise_id: OrganizationId,
    /// The estate that it is about, which the enterprise serves or has served.
    pub(crate) estate_id: EstateId,
    pub(crate) kind: CreditKind,
    /// 0.01 to 100.00; what it adds to the score, or takes from it.
    pub(crate) points: Hundredths,
    /// The article of a law or rule, or the clause of a contract.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) basis: String,
    /// What happened. Names no resident.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) facts: String,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) evidence: String,
    /// The first day of its effect, within a year of today; today where none is given.
    #[serde(default, deserialize_with = "day_or_none")]
    #[schema(value_type = Option<String>, required = false, format = Date, max_length = 10)]
    pub(crate) effective_from: Option<NaiveDate>,
    /// The last day of its effect, less than five years on; a year in all where none is given.
    #[serde(default, deserialize_with = "day_or_none")]
    #[schema(value_type = Option<String>, required = false, format = Date, max_length = 10)]
    pub(crate) effective_until: Option<NaiveDate>,
}

/// Record good or bad conduct of an enterprise.
///
/// With its basis and evidence. The enterprise is told at once, and of what it can do. What is recorded is never changed:
/// a counter-entry takes it back.
#[utoipa::path(tag = "ratings", operation_id = "addCreditEntry", request_body = NewCreditEntry,
    responses((status = 201, body = CreditEntryView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/credit-entries")]
pub(crate) async fn add(ctx: Ctx, body: Body<NewCreditEntry>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::CreditAdd)?;
    ctx.write(async |tx| {
        let record = recorded(ctx.by(), tx, &body.0).await?;
        let location = format!("/v1/credit-entries/{}", record.entry.id);
        Ok(answer(&ctx, tx, &record).await?.at(location))
    })
    .await
}

/// Records what someone tells; the record.
pub(crate) async fn recorded(
    by: By<'_>,
    tx: &Tx,
    told: &NewCreditEntry,
) -> Result<CreditRecord, Failure> {
    let unknown = |field: &str| Refusal::field(field, Fault::NotFound);
    let estate = estate_by_id(tx, told.estate_id).await?;
    let estate = estate.ok_or_else(|| unknown("estate_id"))?;
    let desk = CreditDesk { path: estate.path, enterprise: told.enterprise_id };
    let permit = authorize(by.actor, Action::CreditAdd, &desk)?;
    let found = organization_by_id(tx, told.enterprise_id).await?;
    let found = found.filter(|one| one.kind == OrganizationKind::Enterprise);
    let enterprise = found.ok_or_else(|| unknown("enterprise_id"))?;
    let contracts = contracts_of_estate(tx, estate.key).await?;
    if !contracts.iter().any(|contract| contract.organization == enterprise.id) {
        return Err(Refusal::field("enterprise_id", Fault::NotAllowed).into());
    }
    let told = Recording {
        id: by.id(),
        enterprise: enterprise.id,
        path: estate.path,
        kind: told.kind,
        points: told.points,
        basis: told.basis.clone(),
        facts: told.facts.clone(),
        evidence: told.evidence.clone(),
        from: told.effective_from.unwrap_or(by.today()),
        until: told.effective_until,
    };
    let when = (by.now, by.today());
    let change = CreditRecord::record(&permit, told, &by.app.config.credit, when)?;
    tx.save_credit(&change).await?;
    Ok(change.after)
}
