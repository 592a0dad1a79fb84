//! `unspanTicket` 移出相关社区.

use access::Action;
use actix_web::post;
use kernel::{AreaId, TicketId};
use serde::Deserialize;
use ticket::{Beyond, Detail, Unspanning};
use utoipa::ToSchema;
use validator::Validate;

use super::{span::named, step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Whom it does not concern after all, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b41", "reason": "经现场核实,渠段不在该社区范围内"
}))]
pub(crate) struct UnspanBody {
    area_id: AreaId,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Take a community or street off a matter of several: it sees the ticket no longer.
///
/// The ticket stays with the level that it was raised to.
#[utoipa::path(tag = "tickets", operation_id = "unspanTicket", params(IdPath), request_body = UnspanBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/unspan")]
pub(crate) async fn unspan(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<UnspanBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Unspan, async |tx, _| {
        let told = body.get()?;
        let area = named(tx, told.area_id, "area_id").await?;
        Ok(Detail::Beyond(Beyond::Unspan(Unspanning { area, reason: told.reason.clone() })))
    })
    .await
}
