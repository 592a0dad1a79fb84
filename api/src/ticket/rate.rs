//! `rateTicket` 评价: the reporter's word on a resolution.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Detail, Rating, RatingReason};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// The reporter's word.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"solved": true, "stars": 5, "reasons": ["prompt"], "comment": "师傅来得很快"}))]
pub(crate) struct RateBody {
    /// Whether it is solved.
    solved: bool,
    /// 1 (bad) to 5 (good).
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
    #[serde(default)]
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    reasons: Vec<RatingReason>,
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    comment: Option<String>,
}

/// Rate a resolution.
///
/// By the reporter, once for each resolution and within its window. "Not solved" reopens the ticket in the same change.
#[utoipa::path(tag = "tickets", operation_id = "rateTicket", params(IdPath), request_body = RateBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/rate")]
pub(crate) async fn rate(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<RateBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Rate, async |_, _| {
        let told = body.get()?;
        Ok(Detail::Rate(Rating {
            solved: told.solved,
            stars: told.stars,
            reasons: told.reasons.clone(),
            comment: told.comment.clone(),
        }))
    })
    .await
}
