//! `attachToSheet` and `listSheetEvidence`: the evidence files of a rating sheet.

use access::SubjectKind;
use actix_web::{get, post, web::Payload};
use kernel::SheetId;

use super::{
    attach::{Item, attached},
    list::listed,
    view::EvidenceView,
};
use crate::{
    attachment::{FileBytes, UploadForm},
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem},
};

/// Attach a photo (JPEG, PNG, WebP) or a PDF of at most 20 MB to a rating sheet.
///
/// By those who fill it, until it is signed; for one of its items where that is named.
/// Two hundred files of each duty at most, while something can still be done with it; nobody deletes one. Images are drawn anew, which
/// leaves neither place nor camera in them; a PDF stays as it is, with whatever it says of its author.
#[utoipa::path(tag = "ratings", operation_id = "attachToSheet", params(IdPath, Item),
    request_body(content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream"))),
    responses((status = 201, body = EvidenceView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/sheets/{id}/evidence")]
pub(crate) async fn attach(
    ctx: Ctx,
    id: Id<SheetId>,
    item: Params<Item>,
    payload: Payload,
) -> Result<Answer, Problem> {
    attached(&ctx, ((SubjectKind::Sheet, id.0.0), item.0.item), payload).await
}

/// List the evidence files of a rating sheet, in the order of their numbers.
///
/// By who may read it.
#[utoipa::path(tag = "ratings", operation_id = "listSheetEvidence", params(IdPath, PageParams),
    responses((status = 200, body = Page<EvidenceView>)))]
#[get("/v1/sheets/{id}/evidence")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<SheetId>,
    part: Params<PageParams>,
) -> Result<Answer, Problem> {
    listed(&ctx, (SubjectKind::Sheet, id.0.0), &part.0).await
}
