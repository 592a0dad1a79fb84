//! `logTicketProgress` 登记进展.

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

/// What was done.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"note": "已联系电梯维保单位,预计今天下午到场"}))]
pub(crate) struct Progressing {
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Log what was done so far.
///
/// By the handler and the helpers.
#[utoipa::path(tag = "tickets", operation_id = "logTicketProgress", params(IdPath), request_body = Progressing,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/progress")]
pub(crate) async fn progress(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Progressing>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Progress, async |_, _| {
        Ok(Detail::Progress { note: body.get()?.note.clone() })
    })
    .await
}
