//! `objectToDecline` 异议.

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

/// Why the decline was wrong.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "该路段属于小区红线内,物业应当负责"}))]
pub(crate) struct Objecting {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Object to a decline, once.
///
/// The ticket goes back to be dispatched, raised to the street, which alone can decline it again, for good.
#[utoipa::path(tag = "tickets", operation_id = "objectToDecline", params(IdPath), request_body = Objecting,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/object")]
pub(crate) async fn object_to_decline(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Objecting>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Object, async |_, _| {
        Ok(Detail::Object { reason: body.get()?.reason.clone() })
    })
    .await
}
