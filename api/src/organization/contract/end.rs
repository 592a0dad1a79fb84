//! `endContract`: a contract ends before its time.

use access::{Action, authorize};
use actix_web::post;
use chrono::NaiveDate;
use kernel::{ContractId, Refusal};
use organization::ContractState;
use persistence::{organization::contract_by_id, place::estate_by_key};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    NAMES, subject,
    view::{ContractView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem, day_or_none},
    jobs::hand_back_now,
    place::under_names,
};

/// Why a contract ends, and when.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "业主大会决定解聘。", "on": "2026-07-01"}))]
pub(crate) struct EndContract {
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// The first day without service, today or later; today when not said.
    #[serde(default, deserialize_with = "day_or_none")]
    #[schema(value_type = Option<String>, required = false, format = Date, max_length = 10)]
    on: Option<NaiveDate>,
}

/// End a service contract.
///
/// From that day on the enterprise's people act no longer there, and its open tickets go back to be dispatched.
#[utoipa::path(tag = "organizations", operation_id = "endContract", params(IdPath), request_body = EndContract,
    responses((status = 200, body = ContractView, headers(("ETag" = String)))))]
#[post("/v1/contracts/{id}/end")]
pub(crate) async fn end(
    ctx: Ctx,
    id: Id<ContractId>,
    body: Late<EndContract>,
) -> Result<Answer, Problem> {
    let today = ctx.today();
    let answer = ctx.write(async |tx| {
        let contract = contract_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let estate = estate_by_key(tx, contract.estate).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::ContractEnd, &subject(&estate))?;
        ctx.match_version(contract.version, false)?;
        let state = contract.state(today);
        if state == ContractState::Ended {
            return Err(Refusal::not_now(state.as_str()).into());
        }
        let told = body.get()?;
        let on = told.on.unwrap_or(today);
        let ended = contract.end(&permit, (on, today), told.reason.clone(), ctx.now);
        let ended = ended.map_err(|refusal| under_names(refusal, NAMES))?;
        tx.end_contract(&permit, &ended, estate.path).await?;
        answer(&ctx, &ended, &estate)
    });
    let answer = answer.await?;
    hand_back_now(&ctx.app).await;
    Ok(answer)
}
