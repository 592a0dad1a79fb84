//! `spanTicket` 跨社区上提.

use access::Action;
use actix_web::post;
use kernel::{AreaId, Fault, Refusal, TicketId};
use persistence::{Failure, Tx, place::area_by_id};
use serde::Deserialize;
use ticket::{Beyond, Concerned, Detail, Spanning};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Whom it concerns besides, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area_ids": ["0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b41"], "reason": "排洪渠贯穿两个社区,单个社区无法清淤"
}))]
pub(crate) struct SpanBody {
    /// Other communities or streets of the district.
    #[validate(length(min = 1, max = 10))]
    #[schema(min_items = 1, max_items = 10)]
    area_ids: Vec<AreaId>,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Raise a matter that concerns several communities, as one ticket.
///
/// By the community, the street or the district where it lies; by nobody who had a part in the case. It is raised to the
/// street, or to the district where it concerns several streets. From then on the communities and streets that are
/// named see it, are told of it, and write what they do about it (`reportPart`). Ten at most.
#[utoipa::path(tag = "tickets", operation_id = "spanTicket", params(IdPath), request_body = SpanBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/span")]
pub(crate) async fn span(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<SpanBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Span, async |tx, _| {
        let told = body.get()?;
        let mut areas = Vec::with_capacity(told.area_ids.len());
        for (at, id) in told.area_ids.iter().enumerate() {
            areas.push(named(tx, *id, &format!("area_ids/{at}")).await?);
        }
        Ok(Detail::Beyond(Beyond::Span(Spanning { areas, reason: told.reason.clone() })))
    })
    .await
}

pub(super) async fn named(tx: &Tx, id: AreaId, field: &str) -> Result<Concerned, Failure> {
    let found = area_by_id(tx, id).await?;
    let area = found.ok_or_else(|| Refusal::field(field, Fault::NotFound))?;
    Ok(Concerned { id: area.id, key: area.key, level: area.level, path: area.path })
}
