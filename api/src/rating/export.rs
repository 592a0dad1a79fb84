//! `exportScheme`: the content of a scheme as a file, which `draftScheme` takes back.

use actix_web::get;
use kernel::{Refusal, SchemeId};
use rating::Scheme;

use super::get::readable;
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Export a scheme as JSON, to be kept, compared, or drafted from elsewhere.
#[utoipa::path(tag = "ratings", operation_id = "exportScheme", params(IdPath), responses((status = 200, body = Scheme)))]
#[get("/v1/schemes/{id}/export")]
pub(crate) async fn export(ctx: Ctx, id: Id<SchemeId>) -> Result<Answer, Problem> {
    let scheme = readable(&ctx, ctx.reader(), id.0).await?.ok_or_else(Refusal::missing)?;
    let name = format!("attachment; filename=\"{}.json\"", scheme.code);
    Ok(Answer::ok(&scheme)?.with_header("content-disposition", name))
}
