//! `declineTicket` 不予受理.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::{DeclineGround, Declining, Detail};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// On what ground.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ground": "outside_duty", "reason": "属于市政道路,已转交区城管部门"}))]
pub(crate) struct DeclineBody {
    ground: DeclineGround,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Decline a ticket that does not belong here.
///
/// By the community officer, with a ground from the list; after an objection by the street alone, for good.
#[utoipa::path(tag = "tickets", operation_id = "declineTicket", params(IdPath), request_body = DeclineBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/decline")]
pub(crate) async fn decline(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<DeclineBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Decline, async |_, _| {
        let told = body.get()?;
        Ok(Detail::Decline(Declining { ground: told.ground, reason: told.reason.clone() }))
    })
    .await
}
