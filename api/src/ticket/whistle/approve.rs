//! `approveWhistle` 批准吹哨.

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

/// Whether the departments are called.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"granted": true, "words": "同意吹哨,请电力部门牵头"}))]
pub(crate) struct ApprovalBody {
    granted: bool,
    /// Needed for a refusal.
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    words: Option<String>,
}

/// Approve or refuse a whistle.
///
/// By the community's secretary as its principal, never by who blew. From approval on the departments see the ticket, and
/// their time to report in runs.
#[utoipa::path(tag = "whistles", operation_id = "approveWhistle", params(WhistlePath), request_body = ApprovalBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/whistles/{n}/approve")]
pub(crate) async fn approve(
    ctx: Ctx,
    path: Ids<WhistlePath>,
    body: Late<ApprovalBody>,
) -> Result<Answer, Problem> {
    about(&ctx, path.0, Action::ApproveWhistle, || {
        let told = body.get()?;
        Ok(Whistling::Approve { granted: told.granted, words: told.words.clone() })
    })
    .await
}
