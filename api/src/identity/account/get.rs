//! `getAccount`: one account.

use access::{Action, authorize};
use actix_web::get;
use kernel::{AccountId, Code};
use persistence::identity::account_by_id;

use super::{AccountView, answer, subject};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read an account managed in one's area.
#[utoipa::path(tag = "identity", operation_id = "getAccount", params(IdPath),
    responses((status = 200, body = AccountView, headers(("ETag" = String)))))]
#[get("/v1/accounts/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<AccountId>) -> Result<Answer, Problem> {
    let row = account_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::AccountRead, &subject(row.path))?;
    answer(&ctx, &row)
}
