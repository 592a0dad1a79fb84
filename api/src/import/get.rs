//! `getImport`: how far an import is.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, ImportId};
use persistence::import::import_by_id;

use super::view::{ImportView, answer, owned};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read how far one of one's imports is.
#[utoipa::path(tag = "imports", operation_id = "getImport", params(IdPath),
    responses((status = 200, body = ImportView, headers(("ETag" = String)))))]
#[get("/v1/imports/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<ImportId>) -> Result<Answer, Problem> {
    let row = import_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::ImportRead, &owned(row.account_id))?;
    answer(&ctx, &row)
}
