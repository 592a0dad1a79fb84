//! `decideListing`: an objection to a listing is upheld, and the listing struck, or not.

use access::{Action, authorize};
use actix_web::post;
use kernel::ListingId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{listing_step, view::ListingView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is decided, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"upheld": false, "words": "经复核,评价结果无误"}))]
pub(crate) struct ListingDecisionBody {
    /// Whether the objection is right.
    upheld: bool,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    words: String,
}

/// Decide an objection to a listing.
///
/// By an office of the street or of the district; never by who proposed the list, objected, or works for the enterprise.
/// Upheld, the result is struck from the list.
#[utoipa::path(tag = "ratings", operation_id = "decideListing", params(IdPath), request_body = ListingDecisionBody,
    responses((status = 200, body = ListingView, headers(("ETag" = String)))))]
#[post("/v1/listings/{id}/decide")]
pub(crate) async fn decide(
    ctx: Ctx,
    id: Id<ListingId>,
    body: Late<ListingDecisionBody>,
) -> Result<Answer, Problem> {
    listing_step(&ctx, id.0, Action::ListingStrike, async |_, listing, permit| {
        let told = body.get()?;
        let kept = authorize(&ctx.actor, Action::ListingKeep, listing)?;
        let permit = if told.upheld { permit } else { &kept };
        Ok(listing.decide(permit, &told.words, ctx.now)?)
    })
    .await
}
