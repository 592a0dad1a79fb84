//! `deleteView`: a saved view is given up.

use access::{Action, ScopePath, authorize};
use actix_web::post;
use kernel::{Refusal, SavedViewId};
use persistence::{Entry, saved_view::view_by_id};
use serde_json::json;

use super::view::held;
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Delete one of one's saved views.
#[utoipa::path(tag = "tickets", operation_id = "deleteView", params(IdPath), request_body = Empty,
    responses((status = 204, description = "Deleted.")))]
#[post("/v1/views/{id}/delete")]
pub(crate) async fn delete(
    ctx: Ctx,
    id: Id<SavedViewId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let row = view_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::ViewDelete, &held(row.account_id))?;
        tx.delete_view(row.id).await?;
        let entry = Entry::of(&permit, row.id, 2, ctx.now, ScopePath::default());
        tx.journal(&Entry { detail: json!({ "name": row.name }), ..entry }).await?;
        Ok(Answer::no_content())
    })
    .await
}
