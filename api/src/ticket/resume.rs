//! `resumeTicket` 销账续办.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::Detail;
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why the work can go on.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "配件已到货"}))]
pub(crate) struct ResumeBody {
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: Option<String>,
}

/// Go on with a suspended ticket before its review date.
///
/// By its handler, and by those who rule on suspensions; at the review date it comes back by itself.
#[utoipa::path(tag = "tickets", operation_id = "resumeTicket", params(IdPath), request_body = ResumeBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/resume")]
pub(crate) async fn resume(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<ResumeBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Resume, async |_, _| {
        Ok(Detail::Resume { reason: body.get()?.reason.clone() })
    })
    .await
}
