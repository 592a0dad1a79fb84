//! `requestSuspension` 申请挂账.

use access::Action;
use actix_web::post;
use chrono::NaiveDate;
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Asking, Detail, RequestKind};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why the work has to wait, what is done meanwhile, and when it is looked at again.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "更换电梯主板须由厂家发货", "measures": "已张贴告示并开放备用电梯", "review_on": "2026-04-15"}))]
pub(crate) struct SuspensionBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// What is done until then.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    measures: String,
    /// Within 365 days; on this day the work goes on by itself.
    #[schema(value_type = String, format = Date, max_length = 10)]
    review_on: NaiveDate,
}

/// Ask for the suspension of a ticket that cannot be resolved now.
///
/// By its handler. Someone above rules on it, never who asked.
#[utoipa::path(tag = "tickets", operation_id = "requestSuspension", params(IdPath), request_body = SuspensionBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/request-suspension")]
pub(crate) async fn request_suspension(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<SuspensionBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::AskSuspension, async |_, _| {
        let told = body.get()?;
        let asking = Asking {
            reason: told.reason.clone(),
            measures: Some(told.measures.clone()),
            until: Some(ctx.app.midnight(told.review_on)),
            towards: None,
        };
        Ok(Detail::Request { kind: RequestKind::Suspension, asking })
    })
    .await
}
