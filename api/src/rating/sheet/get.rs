//! `getSheet`: one sheet with what stands on it.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, SheetId};
use persistence::rating::sheet_by_id;

use super::{
    detail::{SheetDetail, answer},
    scheme_of,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a sheet: what stands on it, and which indicators and facts are asked for.
///
/// Whose sheet it is and the offices above see it; an enterprise sees its own report alone.
#[utoipa::path(tag = "ratings", operation_id = "getSheet", params(IdPath),
    responses((status = 200, body = SheetDetail, headers(("ETag" = String)))))]
#[get("/v1/sheets/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<SheetId>) -> Result<Answer, Problem> {
    let sheet = sheet_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::SheetRead, &sheet)?;
    let scheme = scheme_of(ctx.reader(), &sheet).await?;
    Ok(answer(&ctx, ctx.reader(), (&sheet, &scheme)).await?)
}
