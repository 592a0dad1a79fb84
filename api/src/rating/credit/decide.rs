//! `decideCreditObjection` 处理异议 and `decideCreditRepair` 处理信用修复: never by who recorded it.

use access::Action;
use actix_web::post;
use kernel::CreditEntryId;
use rating::credit::Deciding;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::CreditEntryView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is decided, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"upheld": true, "words": "经调取监控核实,检查时通道已清空"}))]
pub(crate) struct CreditDecision {
    /// Whether what was asked is granted: a counter-entry then takes the record back.
    upheld: bool,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    words: String,
}

/// Decide an objection to a record.
///
/// By the district, never by who recorded it or approved more time. Upheld, a counter-entry takes the record back as if it
/// had never been; a yellow card that it stood for no longer counts towards a red one.
#[utoipa::path(tag = "ratings", operation_id = "decideCreditObjection", params(IdPath), request_body = CreditDecision,
    responses((status = 200, body = CreditEntryView, headers(("ETag" = String)))))]
#[post("/v1/credit-entries/{id}/decide-objection")]
pub(crate) async fn decide_objection(
    ctx: Ctx,
    id: Id<CreditEntryId>,
    body: Late<CreditDecision>,
) -> Result<Answer, Problem> {
    decide(&ctx, id.0, Action::CreditDecide, &body).await
}

/// Decide on the repair of a record.
///
/// By an office of the street, never by who recorded it. Granted, a counter-entry takes the record back from today on; what
/// it counted before stays.
#[utoipa::path(tag = "ratings", operation_id = "decideCreditRepair", params(IdPath), request_body = CreditDecision,
    responses((status = 200, body = CreditEntryView, headers(("ETag" = String)))))]
#[post("/v1/credit-entries/{id}/decide-repair")]
pub(crate) async fn decide_repair(
    ctx: Ctx,
    id: Id<CreditEntryId>,
    body: Late<CreditDecision>,
) -> Result<Answer, Problem> {
    decide(&ctx, id.0, Action::CreditRule, &body).await
}

async fn decide(
    ctx: &Ctx,
    id: CreditEntryId,
    action: Action,
    body: &Late<CreditDecision>,
) -> Result<Answer, Problem> {
    step(ctx, id, action, |record, permit| {
        record.legally(action, ctx.today())?;
        let CreditDecision { upheld, words } = body.get()?.clone();
        let told = Deciding { counter: ctx.id(), upheld, words };
        record.decide(permit, told, (ctx.now, ctx.today()))
    })
    .await
}
