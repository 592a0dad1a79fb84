//! `downloadEvidence`: the bytes of an evidence file, through a signed link.

use actix_web::{HttpResponse, get};
use kernel::{AttachmentId, Code, EvidenceId};
use persistence::rating::evidence_by_id;

use super::view::sort;
use crate::{
    attachment::{FileBytes, LinkParams, is_good, sent},
    ctx::Guest,
    http::{Id, IdPath, Params, Problem, ProblemBody},
};

/// Download the bytes of an evidence file through a link from `getEvidence` or a list of evidence.
///
/// The signature is the proof: no token is needed. A link that was altered or has ended leads nowhere.
#[utoipa::path(tag = "ratings", operation_id = "downloadEvidence", params(IdPath, LinkParams),
    responses((status = 200, content((FileBytes = "image/jpeg"), (FileBytes = "image/png"), (FileBytes = "application/pdf"))),
        (status = 404, description = "The link was altered or has ended.", body = ProblemBody, content_type = "application/problem+json")))]
#[get("/v1/evidence/{id}/content")]
pub(crate) async fn download(
    guest: Guest,
    id: Id<EvidenceId>,
    link: Params<LinkParams>,
) -> Result<HttpResponse, Problem> {
    if !is_good(&guest.app, id.0.0, &link.0, guest.now) {
        return Err(Code::NotFound.into());
    }
    let file = evidence_by_id(guest.app.store.reader(), id.0).await?.ok_or(Code::NotFound)?;
    sent(&guest.app, (AttachmentId(file.id.0), sort(&file)), link.0.variant).await
}
