//! `objectToListing`: the enterprise objects to being listed.

use access::Action;
use actix_web::post;
use kernel::ListingId;
use rating::{Evidence, EvidenceLink};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{listing_step, view::ListingView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why it should not be on the list, and what proves it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"grounds": "扣分事项已整改并通过复核", "evidence": "复核记录2026-31", "links": []}))]
pub(crate) struct NewListingObjection {
    /// Names no resident.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    grounds: String,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    evidence: String,
    /// Where more of the evidence is kept.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    links: Vec<EvidenceLink>,
}

/// Object to a proposed listing, once.
///
/// By the manager of the enterprise, before the time for objections is over, and once: what was decided of it stands. It is
/// decided within two working days; until then the list is not published.
#[utoipa::path(tag = "ratings", operation_id = "objectToListing", params(IdPath), request_body = NewListingObjection,
    responses((status = 200, body = ListingView, headers(("ETag" = String)))))]
#[post("/v1/listings/{id}/object")]
pub(crate) async fn object_to(
    ctx: Ctx,
    id: Id<ListingId>,
    body: Late<NewListingObjection>,
) -> Result<Answer, Problem> {
    let clockwork = ctx.app.clockwork();
    listing_step(&ctx, id.0, Action::ListingObject, async |_, listing, permit| {
        let told = body.get()?.clone();
        let evidence = Evidence { words: told.evidence, links: told.links };
        let calendar = clockwork.calendar(&listing.path).map(|placed| &placed.calendar);
        Ok(listing.object(permit, (told.grounds, evidence), (calendar, ctx.now))?)
    })
    .await
}
