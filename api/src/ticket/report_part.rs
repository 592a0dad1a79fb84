//! `reportPart` 相关社区记进展.

use access::Action;
use actix_web::post;
use kernel::{Refusal, TicketId};
use persistence::place::area_by_key;
use serde::Deserialize;
use ticket::{Beyond, Detail, Reporting};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What was done there.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"note": "本社区渠段已清淤,待下游社区完成"}))]
pub(crate) struct PartReport {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    note: String,
}

/// Write what a community or street does about a matter that concerns it among several.
///
/// It stands in the timeline with the area; no clock of the handler's is met by it.
#[utoipa::path(tag = "tickets", operation_id = "reportPart", params(IdPath), request_body = PartReport,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/report-part")]
pub(crate) async fn report_part(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<PartReport>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::ReportPart, async |tx, ticket| {
        let key = ticket.reported_for(&ctx.actor).ok_or_else(Refusal::forbidden)?;
        let area = area_by_key(tx, key).await?.ok_or_else(Refusal::missing)?;
        let told = Reporting { area: area.id, note: body.get()?.note.clone() };
        Ok(Detail::Beyond(Beyond::Report(told)))
    })
    .await
}
