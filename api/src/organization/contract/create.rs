//! `createContract`: an enterprise comes under contract for an estate.

use access::{Action, authorize};
use actix_web::{http::StatusCode, post};
use chrono::NaiveDate;
use kernel::{EstateId, Fault, OrganizationId, Refusal};
use organization::{Contract, NewContract};
use persistence::{organization::organization_by_id, place::estate_by_id};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    NAMES, subject,
    view::{ContractView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem, day, day_or_none},
    place::{ensure_duty, under_names},
};

/// A new service contract.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "from": "2026-01-01", "to": "2028-12-31"
}))]
pub(crate) struct NewContractBody {
    enterprise_id: OrganizationId,
    estate_id: EstateId,
    /// The first day of service.
    #[serde(deserialize_with = "day")]
    #[schema(value_type = String, format = Date, max_length = 10)]
    from: NaiveDate,
    /// The last day of service; without one the contract runs on.
    #[serde(default, deserialize_with = "day_or_none")]
    #[schema(value_type = Option<String>, required = false, format = Date, max_length = 10)]
    to: Option<NaiveDate>,
}

/// Put an enterprise under contract for an estate.
///
/// One enterprise serves an estate on any one day.
#[utoipa::path(tag = "organizations", operation_id = "createContract", request_body = NewContractBody,
    responses((status = 201, body = ContractView, headers(("ETag" = String)))))]
#[post("/v1/contracts")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewContractBody>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::ContractCreate)?;
    let told = &body.0;
    let unknown = |field: &str| Refusal::field(field, Fault::NotFound);
    ctx.write(async |tx| {
        let estate = estate_by_id(tx, told.estate_id).await?;
        let estate = estate.ok_or_else(|| unknown("estate_id"))?;
        let permit = authorize(&ctx.actor, Action::ContractCreate, &subject(&estate))?;
        let enterprise = organization_by_id(tx, told.enterprise_id).await?;
        let enterprise = enterprise.ok_or_else(|| unknown("enterprise_id"))?;
        let others = tx.hold_contracts_of_estate(estate.key).await?;
        let new = NewContract { id: ctx.id(), from: told.from, to: told.to };
        let contract = Contract::create(&permit, new, (&enterprise, &estate), &others, ctx.now);
        let contract = contract.map_err(|refusal| under_names(refusal, NAMES))?;
        tx.create_contract(&permit, &contract, estate.path).await?;
        Ok(Answer { status: StatusCode::CREATED, ..answer(&ctx, &contract, &estate)? })
    })
    .await
}
