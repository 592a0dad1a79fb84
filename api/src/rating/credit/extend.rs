//! `extendCreditDecision`: the district approves three more working days for a decision.

use access::Action;
use actix_web::post;
use kernel::CreditEntryId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::CreditEntryView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why it takes longer.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "须会同消防部门现场复核"}))]
pub(crate) struct CreditExtension {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Approve more time for the decision on an objection or a repair.
///
/// Once, three working days, while the time is not over. Who approves it does not decide then.
#[utoipa::path(tag = "ratings", operation_id = "extendCreditDecision", params(IdPath), request_body = CreditExtension,
    responses((status = 200, body = CreditEntryView, headers(("ETag" = String)))))]
#[post("/v1/credit-entries/{id}/extend")]
pub(crate) async fn extend(
    ctx: Ctx,
    id: Id<CreditEntryId>,
    body: Late<CreditExtension>,
) -> Result<Answer, Problem> {
    let clockwork = ctx.app.clockwork();
    step(&ctx, id.0, Action::CreditExtend, |record, permit| {
        record.legally(Action::CreditExtend, ctx.today())?;
        let reason = body.get()?.reason.clone();
        let calendar = clockwork.calendar(&record.path).map(|placed| &placed.calendar);
        record.extend(permit, reason, calendar, (ctx.now, ctx.today()))
    })
    .await
}
