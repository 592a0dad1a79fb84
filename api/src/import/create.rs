//! `createImport`: a file of tickets is taken in.

use access::{Action, ScopePath, authorize};
use actix_web::{post, web::Payload};
use kernel::{AccountId, Code, Refusal};
use persistence::{
    Entry, Failure, Tx,
    import::{ImportRow, open_imports},
};
use serde::Deserialize;
use serde_json::json;
use ticket::{ImportMode, ImportState, Importing, MAX_IMPORTED_AT_ONCE};
use utoipa::{IntoParams, ToSchema};

use super::{
    incoming::{Received, receive, sealed},
    view::{ImportView, answer},
};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Params, Problem},
};

/// Imports of one account that are not at their end.
const MOST_OPEN: i64 = 5;

/// How it is done.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportParams {
    /// `all_or_nothing` when not given.
    #[param(inline)]
    mode: Option<ImportMode>,
    /// Only check, and tell row by row what would become of it.
    dry_run: Option<bool>,
}

/// A form with the file.
#[derive(ToSchema)]
#[schema(example = json!({"file": "…"}))]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct ImportForm {
    #[schema(value_type = String, format = Binary, max_length = 10485760)]
    file: Vec<u8>,
}

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 10485760, example = "小区,类别,诉求内容\r\n东苑小区,电梯,3栋电梯异响\r\n")]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct TableFile(Vec<u8>);

/// Take in a file of tickets, CSV or XLSX, of at most 10 MB and 20,000 rows.
///
/// What it is, is told from its bytes, which may also come under their own type; CSV is UTF-8, or GB 18030 with Chinese names of columns. Names of columns stand
/// in the first row, as in `getImportTemplate`. Each row is filed like a `submitTicket` of the caller, with the same
/// rules, by one of the servers in the background; a server that dies loses and doubles nothing. `all_or_nothing` files
/// all rows at one moment, 5,000 at most, or none; `skip_bad` goes on past rows that are refused. A row whose
/// `client_ref` the caller used before with the same content is known, and not filed again. How far it is: `getImport`.
/// Five of one account wait or are worked on at most; the report is kept for 90 days.
#[utoipa::path(tag = "imports", operation_id = "createImport", params(ImportParams),
    request_body(content((ImportForm = "multipart/form-data"), (TableFile = "application/octet-stream"))),
    responses((status = 201, body = ImportView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/imports")]
pub(crate) async fn create(
    ctx: Ctx,
    params: Params<ImportParams>,
    payload: Payload,
) -> Result<Answer, Problem> {
    let mode = params.0.mode.unwrap_or(ImportMode::AllOrNothing);
    let dry_run = params.0.dry_run.unwrap_or(false);
    authorize(&ctx.actor, Action::ImportCreate, &Importing)?;
    let account_id = ctx.account()?;
    let Received { format, total, parts } = receive(&ctx, payload.into_inner()).await?;
    if mode == ImportMode::AllOrNothing && total > MAX_IMPORTED_AT_ONCE {
        return Err(Refusal::new(Code::ImportTooLarge).into());
    }
    let row = begun(ctx.by(), account_id, (mode, dry_run), (format, total));
    let id = row.id;
    let sealed = sealed(&ctx.app, id, &parts)?;
    ctx.write(async |tx| {
        enter(ctx.by(), tx, &row, &sealed).await?;
        Ok(answer(&ctx, &row)?.at(format!("/v1/imports/{id}")))
    })
    .await
}

/// Writes down the import with its rows, unless too many of the account wait.
pub(super) async fn enter(
    by: By<'_>,
    tx: &Tx,
    row: &ImportRow,
    sealed: &[Vec<u8>],
) -> Result<(), Failure> {
    let permit = authorize(by.actor, Action::ImportCreate, &Importing)?;
    if open_imports(tx, row.account_id).await? >= MOST_OPEN {
        return Err(Refusal::new(Code::RateLimited).after(10).into());
    }
    tx.create_import(row, sealed).await?;
    let entry = Entry::of(&permit, row.id, 1, by.now, ScopePath::default());
    let detail = json!({
        "mode": row.mode, "dry_run": row.dry_run, "format": row.format, "rows": row.total,
    });
    Ok(tx.journal(&Entry { detail, ..entry }).await?)
}

/// The import as it begins.
pub(super) fn begun(
    by: By<'_>,
    account_id: AccountId,
    (mode, dry_run): (ImportMode, bool),
    (format, total): (&str, usize),
) -> ImportRow {
    ImportRow {
        id: by.id(),
        account_id,
        mode,
        dry_run,
        format: format.to_owned(),
        state: ImportState::first(mode, dry_run),
        total: i32::try_from(total).unwrap_or(i32::MAX),
        position: 0,
        good: 0,
        bad: 0,
        filed: 0,
        known: 0,
        version: 1,
        updated_at: by.now,
        fence: 0,
    }
}
