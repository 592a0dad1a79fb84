//! `listImportRows`: the report of an import, row by row.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, ImportId};
use persistence::import::{import_by_id, import_rows};
use serde::Deserialize;
use ticket::RowOutcome;
use utoipa::IntoParams;

use super::view::{RowView, owned};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Id, IdPath, Page, PageParams, Problem, page},
};

/// Which rows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RowParams {
    /// Only those.
    #[param(inline)]
    outcome: Option<RowOutcome>,
}

/// List what became of the rows of one of one's imports, in the order of the file.
///
/// What is wrong is told by field and cell, never by value. With `outcome=bad` those that were refused.
#[utoipa::path(tag = "imports", operation_id = "listImportRows", params(IdPath, RowParams, PageParams),
    responses((status = 200, body = Page<RowView>)))]
#[get("/v1/imports/{id}/rows")]
pub(crate) async fn rows(
    ctx: Ctx,
    id: Id<ImportId>,
    params: Both<RowParams, PageParams>,
) -> Result<Answer, Problem> {
    let Both(RowParams { outcome }, part) = params;
    let import = import_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::ImportRead, &owned(import.account_id))?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_number()?;
    let read = async |after, limit| import_rows(ctx.reader(), id.0, outcome, after, limit).await;
    let found = paging.rows(after, read).await?;
    let language = ctx.language();
    let key = |row: &persistence::import::Outcome| row.number.to_be_bytes().to_vec();
    page(&ctx, &paging, &found, key, |row| RowView::of(language, row))
}
