//! `attachToFigure` and `listFigureEvidence`: the evidence files of a reported figure.

use access::SubjectKind;
use actix_web::{get, post, web::Payload};
use kernel::ReportedFigureId;

use super::{attach::attached, list::listed, view::EvidenceView};
use crate::{
    attachment::{FileBytes, UploadForm},
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem},
};

/// Attach a photo (JPEG, PNG, WebP) or a PDF of at most 20 MB to a reported figure.
///
/// By who reported it, and by the street that verifies it.
/// Twenty files of each duty at most, while something can still be done with it; nobody deletes one. Images are drawn anew, which
/// leaves neither place nor camera in them; a PDF stays as it is, with whatever it says of its author.
#[utoipa::path(tag = "ratings", operation_id = "attachToFigure", params(IdPath),
    request_body(content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream"))),
    responses((status = 201, body = EvidenceView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/reported-figures/{id}/evidence")]
pub(crate) async fn attach(
    ctx: Ctx,
    id: Id<ReportedFigureId>,
    payload: Payload,
) -> Result<Answer, Problem> {
    attached(&ctx, ((SubjectKind::ReportedFigure, id.0.0), None), payload).await
}

/// List the evidence files of a reported figure, in the order of their numbers.
///
/// By who may read it.
#[utoipa::path(tag = "ratings", operation_id = "listFigureEvidence", params(IdPath, PageParams),
    responses((status = 200, body = Page<EvidenceView>)))]
#[get("/v1/reported-figures/{id}/evidence")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<ReportedFigureId>,
    part: Params<PageParams>,
) -> Result<Answer, Problem> {
    listed(&ctx, (SubjectKind::ReportedFigure, id.0.0), &part.0).await
}
