//! `getEvidence`: one evidence file, with new links to its bytes.

use actix_web::get;
use kernel::{Code, EvidenceId};
use persistence::rating::evidence_by_id;

use super::view::{EvidenceView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
    rating::see,
};

/// Get an evidence file.
///
/// By who may read what it is of.
#[utoipa::path(tag = "ratings", operation_id = "getEvidence", params(IdPath),
    responses((status = 200, body = EvidenceView, headers(("ETag" = String)))))]
#[get("/v1/evidence/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<EvidenceId>) -> Result<Answer, Problem> {
    let file = evidence_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    see(ctx.reader(), &ctx.actor, file.kind, file.subject).await?;
    Ok(answer(&ctx, &file)?)
}
