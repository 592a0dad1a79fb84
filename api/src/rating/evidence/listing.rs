//! `attachToListing` and `listListingEvidence`: the evidence files of a listing.

use access::SubjectKind;
use actix_web::{get, post, web::Payload};
use kernel::ListingId;

use super::{attach::attached, list::listed, view::EvidenceView};
use crate::{
    attachment::{FileBytes, UploadForm},
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem},
};

/// Attach a photo (JPEG, PNG, WebP) or a PDF of at most 20 MB to a listing.
///
/// By who objects to it, and by those who decide.
/// Twenty files of each duty at most, while something can still be done with it; nobody deletes one. Images are drawn anew, which
/// leaves neither place nor camera in them; a PDF stays as it is, with whatever it says of its author.
#[utoipa::path(tag = "ratings", operation_id = "attachToListing", params(IdPath),
    request_body(content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream"))),
    responses((status = 201, body = EvidenceView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/listings/{id}/evidence")]
pub(crate) async fn attach(
    ctx: Ctx,
    id: Id<ListingId>,
    payload: Payload,
) -> Result<Answer, Problem> {
    attached(&ctx, ((SubjectKind::Listing, id.0.0), None), payload).await
}

/// List the evidence files of a listing, in the order of their numbers.
///
/// By who may read it.
#[utoipa::path(tag = "ratings", operation_id = "listListingEvidence", params(IdPath, PageParams),
    responses((status = 200, body = Page<EvidenceView>)))]
#[get("/v1/listings/{id}/evidence")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<ListingId>,
    part: Params<PageParams>,
) -> Result<Answer, Problem> {
    listed(&ctx, (SubjectKind::Listing, id.0.0), &part.0).await
}
