//! `attachToFinding` and `listFindingEvidence`: the evidence files of a finding.

use access::SubjectKind;
use actix_web::{get, post, web::Payload};
use kernel::FindingId;

use super::{attach::attached, list::listed, view::EvidenceView};
use crate::{
    attachment::{FileBytes, UploadForm},
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem},
};

/// Attach a photo (JPEG, PNG, WebP) or a PDF of at most 20 MB to a finding.
///
/// By who filed it, and by those who can rectify or verify it.
/// Twenty files of each duty at most, while something can still be done with it; nobody deletes one. Images are drawn anew, which
/// leaves neither place nor camera in them; a PDF stays as it is, with whatever it says of its author.
#[utoipa::path(tag = "ratings", operation_id = "attachToFinding", params(IdPath),
    request_body(content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream"))),
    responses((status = 201, body = EvidenceView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/findings/{id}/evidence")]
pub(crate) async fn attach(
    ctx: Ctx,
    id: Id<FindingId>,
    payload: Payload,
) -> Result<Answer, Problem> {
    attached(&ctx, ((SubjectKind::Finding, id.0.0), None), payload).await
}

/// List the evidence files of a finding, in the order of their numbers.
///
/// By who may read it.
#[utoipa::path(tag = "ratings", operation_id = "listFindingEvidence", params(IdPath, PageParams),
    responses((status = 200, body = Page<EvidenceView>)))]
#[get("/v1/findings/{id}/evidence")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<FindingId>,
    part: Params<PageParams>,
) -> Result<Answer, Problem> {
    listed(&ctx, (SubjectKind::Finding, id.0.0), &part.0).await
}
