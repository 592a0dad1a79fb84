//! `attachToObjection` and `listObjectionEvidence`: the evidence files of an objection to a score.

use access::SubjectKind;
use actix_web::{get, post, web::Payload};
use kernel::ObjectionId;

use super::{attach::attached, list::listed, view::EvidenceView};
use crate::{
    attachment::{FileBytes, UploadForm},
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem},
};

/// Attach a photo (JPEG, PNG, WebP) or a PDF of at most 20 MB to an objection to a score.
///
/// By who objected, and by those who decide.
/// Twenty files of each duty at most, while something can still be done with it; nobody deletes one. Images are drawn anew, which
/// leaves neither place nor camera in them; a PDF stays as it is, with whatever it says of its author.
#[utoipa::path(tag = "ratings", operation_id = "attachToObjection", params(IdPath),
    request_body(content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream"))),
    responses((status = 201, body = EvidenceView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/objections/{id}/evidence")]
pub(crate) async fn attach(
    ctx: Ctx,
    id: Id<ObjectionId>,
    payload: Payload,
) -> Result<Answer, Problem> {
    attached(&ctx, ((SubjectKind::Objection, id.0.0), None), payload).await
}

/// List the evidence files of an objection to a score, in the order of their numbers.
///
/// By who may read it.
#[utoipa::path(tag = "ratings", operation_id = "listObjectionEvidence", params(IdPath, PageParams),
    responses((status = 200, body = Page<EvidenceView>)))]
#[get("/v1/objections/{id}/evidence")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<ObjectionId>,
    part: Params<PageParams>,
) -> Result<Answer, Problem> {
    listed(&ctx, (SubjectKind::Objection, id.0.0), &part.0).await
}
