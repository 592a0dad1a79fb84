//! `getListing`: one listing with what was objected and decided.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, ListingId};
use persistence::rating::listing_by_id;

use super::view::{ListingView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a listing.
#[utoipa::path(tag = "ratings", operation_id = "getListing", params(IdPath),
    responses((status = 200, body = ListingView, headers(("ETag" = String)))))]
#[get("/v1/listings/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<ListingId>) -> Result<Answer, Problem> {
    let listing = listing_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::ListingRead, &listing)?;
    Ok(answer(&ctx, ctx.reader(), &listing).await?)
}
