//! `cancelImport`: an import is stopped; what it has filed stays.

use access::{Action, ScopePath, authorize};
use actix_web::post;
use kernel::{ImportId, Refusal};
use persistence::{
    Entry,
    import::{ImportRow, import_by_id},
};
use serde_json::json;
use ticket::ImportState;

use super::view::{ImportView, answer, owned};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Cancel an import that is not at its end. What was filed stays filed.
#[utoipa::path(tag = "imports", operation_id = "cancelImport", params(IdPath), request_body = Empty,
    responses((status = 200, body = ImportView, headers(("ETag" = String)))))]
#[post("/v1/imports/{id}/cancel")]
pub(crate) async fn cancel(
    ctx: Ctx,
    id: Id<ImportId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let row = import_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::ImportCancel, &owned(row.account_id))?;
        ctx.match_version(row.version, false)?;
        if !row.state.is_open() {
            return Err(Refusal::not_now(row.state.as_str()).into());
        }
        let version = row.version + 1;
        let row = ImportRow { state: ImportState::Cancelled, version, updated_at: ctx.now, ..row };
        tx.save_import(&row).await?;
        let detail = json!({ "filed": row.filed, "bad": row.bad, "known": row.known });
        let entry = Entry::of(&permit, row.id, version, ctx.now, ScopePath::default());
        tx.journal(&Entry { detail, ..entry }).await?;
        answer(&ctx, &row).map_err(Into::into)
    })
    .await
}
