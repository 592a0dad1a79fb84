//! `reverseCreditEntry`: an office of the street takes back what was recorded in error.

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

/// Why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "经核对,记录对象有误"}))]
pub(crate) struct CreditReversal {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Take a record back by a counter-entry.
///
/// As if it had never been: the counter-entry has the same days. What waited to be decided on it is closed.
#[utoipa::path(tag = "ratings", operation_id = "reverseCreditEntry", params(IdPath), request_body = CreditReversal,
    responses((status = 200, body = CreditEntryView, headers(("ETag" = String)))))]
#[post("/v1/credit-entries/{id}/reverse")]
pub(crate) async fn reverse(
    ctx: Ctx,
    id: Id<CreditEntryId>,
    body: Late<CreditReversal>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::CreditReverse, |record, permit| {
        record.legally(Action::CreditReverse, ctx.today())?;
        let reason = &body.get()?.reason;
        record.reverse(permit, (ctx.id(), reason), (ctx.now, ctx.today()))
    })
    .await
}
