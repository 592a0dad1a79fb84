//! `withdrawList`: a list is taken back, before it is published or after.

use access::Action;
use actix_web::post;
use kernel::ListId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{list_view::ListView, step};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "评价结果依法更正,重新拟定"}))]
pub(crate) struct WithdrawListBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Withdraw a red or a black list.
///
/// A published one is shown to nobody any more. Another list of the kind can be proposed from the cycle.
#[utoipa::path(tag = "ratings", operation_id = "withdrawList", params(IdPath), request_body = WithdrawListBody,
    responses((status = 200, body = ListView, headers(("ETag" = String)))))]
#[post("/v1/lists/{id}/withdraw")]
pub(crate) async fn withdraw(
    ctx: Ctx,
    id: Id<ListId>,
    body: Late<WithdrawListBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::ListWithdraw, async |tx, list, permit| {
        let change = list.withdraw(permit, &body.get()?.reason, ctx.now)?;
        tx.save_list(&change).await?;
        Ok(change.after)
    })
    .await
}
