//! `objectToCreditEntry` 提出异议 and `repairCredit` 申请信用修复: what an enterprise asks of a record about it.

use access::Action;
use actix_web::post;
use kernel::CreditEntryId;
use rating::credit::Claiming;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::CreditEntryView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why, and what proves it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "通道在检查前已清空", "evidence": "当日监控录像及清运单"}))]
pub(crate) struct CreditClaiming {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// Of a repair: what was done to make good.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    evidence: String,
}

/// Object to a record about one's own enterprise.
///
/// It is marked as disputed at once and goes on having effect. The district decides within two working days, and three
/// more with approval; never who recorded it.
#[utoipa::path(tag = "ratings", operation_id = "objectToCreditEntry", params(IdPath), request_body = CreditClaiming,
    responses((status = 200, body = CreditEntryView, headers(("ETag" = String)))))]
#[post("/v1/credit-entries/{id}/object")]
pub(crate) async fn object_to(
    ctx: Ctx,
    id: Id<CreditEntryId>,
    body: Late<CreditClaiming>,
) -> Result<Answer, Problem> {
    claim(&ctx, id.0, Action::CreditObject, &body).await
}

/// Seek the repair of a bad record about one's own enterprise.
///
/// Once the shortest time of its publicity is over, and while it has effect. Decided by another of the street's offices
/// than who recorded it, within three working days, and three more with approval.
#[utoipa::path(tag = "ratings", operation_id = "repairCredit", params(IdPath), request_body = CreditClaiming,
    responses((status = 200, body = CreditEntryView, headers(("ETag" = String)))))]
#[post("/v1/credit-entries/{id}/repair")]
pub(crate) async fn seek_repair(
    ctx: Ctx,
    id: Id<CreditEntryId>,
    body: Late<CreditClaiming>,
) -> Result<Answer, Problem> {
    claim(&ctx, id.0, Action::CreditRepair, &body).await
}

async fn claim(
    ctx: &Ctx,
    id: CreditEntryId,
    action: Action,
    body: &Late<CreditClaiming>,
) -> Result<Answer, Problem> {
    step(ctx, id, action, |record, permit| {
        record.legally(action, ctx.today())?;
        let CreditClaiming { reason, evidence } = body.get()?.clone();
        record.claim(permit, Claiming { reason, evidence }, (ctx.now, ctx.today()))
    })
    .await
}
