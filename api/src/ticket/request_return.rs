//! `requestReturn` 申请退单.

use access::Action;
use actix_web::post;
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

/// Why the order is wrong here.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "该路段属市政道路,不在物业服务范围"}))]
pub(crate) struct ReturnBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Ask to return a wrong order.
///
/// By the organisation that it went to, or that has to dispatch it. The community or the level above rules on it;
/// returns that are refused are counted.
#[utoipa::path(tag = "tickets", operation_id = "requestReturn", params(IdPath), request_body = ReturnBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/request-return")]
pub(crate) async fn request_return(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<ReturnBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::AskReturn, async |_, _| {
        let reason = body.get()?.reason.clone();
        let asking = Asking { reason, measures: None, until: None, towards: None };
        Ok(Detail::Request { kind: RequestKind::Return, asking })
    })
    .await
}
