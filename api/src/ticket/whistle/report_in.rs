//! `reportIn` 报到.

use access::Action;
use actix_web::post;
use serde::Deserialize;
use ticket::Whistling;
use utoipa::ToSchema;
use validator::Validate;

use super::{super::view::TicketView, WhistlePath, about};
use crate::{
    ctx::Ctx,
    http::{Answer, Ids, Late, Problem},
};

/// Whether they are on site already.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on_site": true, "note": "抢修班组已到现场"}))]
pub(crate) struct ReportBody {
    /// A second report says that they have come, where the first only said that they will.
    #[serde(default)]
    on_site: bool,
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    note: Option<String>,
}

/// Report in on a whistle.
///
/// By an officer of a department that was called, or its police.
#[utoipa::path(tag = "whistles", operation_id = "reportIn", params(WhistlePath), request_body = ReportBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/whistles/{n}/report-in")]
pub(crate) async fn report_in(
    ctx: Ctx,
    path: Ids<WhistlePath>,
    body: Late<ReportBody>,
) -> Result<Answer, Problem> {
    about(&ctx, path.0, Action::ReportIn, || {
        let told = body.get()?;
        Ok(Whistling::ReportIn { on_site: told.on_site, note: told.note.clone() })
    })
    .await
}
