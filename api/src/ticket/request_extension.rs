//! `requestExtension` 申请延期.

use access::Action;
use actix_web::post;
use chrono::{DateTime, FixedOffset};
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

/// Why more time is needed, and how much.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "须待业主共同决定后方可施工", "until": "2027-03-20T18:00:00+08:00"}))]
pub(crate) struct ExtensionBody {
    /// The reporter is told.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// The new date; within 30 days.
    #[schema(value_type = String, format = DateTime, max_length = 40)]
    until: DateTime<FixedOffset>,
}

/// Ask for more time.
///
/// By its handler, before the time that it has is over. Someone above rules on it, never who asked; the reporter
/// reads the reason on the ticket.
#[utoipa::path(tag = "tickets", operation_id = "requestExtension", params(IdPath), request_body = ExtensionBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/request-extension")]
pub(crate) async fn request_extension(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<ExtensionBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::AskExtension, async |_, _| {
        let told = body.get()?;
        let asking = Asking {
            reason: told.reason.clone(),
            measures: None,
            until: Some(told.until.to_utc()),
            towards: None,
        };
        Ok(Detail::Request { kind: RequestKind::Extension, asking })
    })
    .await
}
