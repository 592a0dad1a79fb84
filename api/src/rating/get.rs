//! `getScheme`: one scheme with its content.

use ::rating::{Desk, shipped_by_id};
use access::{Action, authorize};
use actix_web::get;
use kernel::{Refusal, SchemeId};
use persistence::{Conn, Failure, rating::scheme_by_id};

use super::view::{self, SchemeDetail};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read a scheme: its aspects, indicators, vetoes, bonus and stars, and where it comes from.
#[utoipa::path(tag = "ratings", operation_id = "getScheme", params(IdPath),
    responses((status = 200, body = SchemeDetail, headers(("ETag" = String)))))]
#[get("/v1/schemes/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<SchemeId>) -> Result<Answer, Problem> {
    if let Some(scheme) = shipped_by_id(id.0) {
        authorize(&ctx.actor, Action::SchemeRead, &Desk::open())?;
        return Ok(view::answer_shipped(&ctx, id.0, scheme)?);
    }
    let row = scheme_by_id(ctx.reader(), id.0).await?.ok_or_else(Refusal::missing)?;
    authorize(&ctx.actor, Action::SchemeRead, &row.stand.desk())?;
    Ok(view::answer(&ctx, ctx.reader(), (&row.stand, &row.scheme)).await?)
}

/// The content of a scheme that the caller may read; of what came with the system too.
pub(super) async fn readable(
    ctx: &Ctx,
    db: &impl Conn,
    id: SchemeId,
) -> Result<Option<::rating::Scheme>, Failure> {
    if let Some(scheme) = shipped_by_id(id) {
        authorize(&ctx.actor, Action::SchemeRead, &Desk::open())?;
        return Ok(Some(scheme.clone()));
    }
    let Some(row) = scheme_by_id(db, id).await? else { return Ok(None) };
    let may = authorize(&ctx.actor, Action::SchemeRead, &row.stand.desk()).is_ok();
    Ok(may.then_some(row.scheme))
}
