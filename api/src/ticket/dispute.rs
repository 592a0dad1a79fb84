//! `disputeDuty` 提出权责争议.

use access::Action;
use actix_web::post;
use kernel::{OrganizationId, TicketId};
use serde::Deserialize;
use ticket::{Asking, Detail, RequestKind};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Whose duty it is, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "该管道由供水集团管养,建议由其牵头"}))]
pub(crate) struct DisputeBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// The organisation whose duty it is said to be.
    #[serde(default)]
    organization_id: Option<OrganizationId>,
}

/// Dispute whose duty a ticket is.
///
/// By the organisation that it went to, or that has to dispatch it. The first receiver leads until the community or
/// the level above has ruled on it.
#[utoipa::path(tag = "tickets", operation_id = "disputeDuty", params(IdPath), request_body = DisputeBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/dispute")]
pub(crate) async fn dispute(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<DisputeBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Dispute, async |_, _| {
        let told = body.get()?;
        let (reason, towards) = (told.reason.clone(), told.organization_id);
        let asking = Asking { reason, measures: None, until: None, towards };
        Ok(Detail::Request { kind: RequestKind::Dispute, asking })
    })
    .await
}
