//! `getFinding`: one finding with everything that was done about it.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, FindingId};
use persistence::rating::finding_by_id;

use super::view::{FindingView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a finding.
#[utoipa::path(tag = "ratings", operation_id = "getFinding", params(IdPath),
    responses((status = 200, body = FindingView, headers(("ETag" = String)))))]
#[get("/v1/findings/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<FindingId>) -> Result<Answer, Problem> {
    let finding = finding_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::FindingRead, &finding)?;
    Ok(answer(&ctx, ctx.reader(), &finding).await?)
}
