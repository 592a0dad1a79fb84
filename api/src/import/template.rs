//! `getImportTemplate`: an empty file with the names of all columns.

use access::{Action, authorize};
use actix_web::{HttpResponse, get, http::header};
use kernel::Code;
use serde::Deserialize;
use ticket::Importing;
use utoipa::{IntoParams, ToSchema};

use super::columns::names;
use crate::{
    ctx::Ctx,
    export::{Format, blank},
    http::{Params, Problem},
};

/// What sort of file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TemplateParams {
    #[param(inline)]
    format: Format,
}

/// A table without rows.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 65536, example = "外部编号,小区*,类别*,诉求内容*\r\n")]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct TemplateBytes(Vec<u8>);

/// Download an empty table for `createImport`; columns with a star are needed.
///
/// An estate stands there by its name or id, a category by its name, code or id; kind, priority and visibility by their
/// words or labels. Columns may be left out and stand in any order.
#[utoipa::path(tag = "imports", operation_id = "getImportTemplate", params(TemplateParams),
    responses((status = 200, content((TemplateBytes = "text/csv"),
        (TemplateBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
#[get("/v1/imports/template")]
pub(crate) async fn template(
    ctx: Ctx,
    asked: Params<TemplateParams>,
) -> Result<HttpResponse, Problem> {
    authorize(&ctx.actor, Action::ImportCreate, &Importing)?;
    let format = asked.0.format;
    let names = names(ctx.language());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let bytes = blank(format, &names).map_err(|_| Code::InternalError)?;
    let name = format!("attachment; filename=\"import-template.{}\"", format.ending());
    let mut response = HttpResponse::Ok();
    response.content_type(format.media_type()).insert_header((header::CONTENT_DISPOSITION, name));
    Ok(response.body(bytes))
}
