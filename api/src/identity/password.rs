//! `changePassword`: a new password for oneself; every other session ends.

use access::{Action, authorize};
use actix_web::post;
use identity::check_password;
use kernel::{Code, Fault, Refusal};
use persistence::identity::{AccountRow, account_by_id};
use place::At;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::record;
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// The old and the new password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"current_password": "a long pass phrase 1", "new_password": "another phrase 2"}))]
pub(crate) struct ChangePassword {
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, format = Password)]
    current_password: String,
    /// 10 to 128 characters of at least two kinds, not a common one, without the account's name.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 10, max_length = 128, format = Password)]
    new_password: String,
}

/// Change one's password.
///
/// Every session of the account ends; sign in again with the new password.
#[utoipa::path(tag = "identity", operation_id = "changePassword", request_body = ChangePassword,
    responses((status = 204, description = "Changed.")))]
#[post("/v1/me/password")]
pub(crate) async fn change(ctx: Ctx, body: Body<ChangePassword>) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let row = account_by_id(ctx.reader(), id).await?.ok_or(Code::NotFound)?;
    let subject = At::of(row.path, id);
    authorize(&ctx.actor, Action::PasswordChange, &subject)?;
    check_password("new_password", &body.0.new_password, &row.name)?;
    let checked = row.password;
    let fits = ctx.app.hasher.fits(&body.0.current_password, checked.clone()).await?;
    let hash = if fits { Some(ctx.app.hasher.hash(&body.0.new_password).await?) } else { None };
    // Refused only here, so that the repetition of a change that was made is answered like the first.
    ctx.write(async |tx| {
        let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        if hash.is_none() || row.password != checked {
            return Err(Refusal::field("current_password", Fault::NotAllowed).into());
        }
        let row = AccountRow { password: hash.clone(), ..row };
        record(tx, row, Action::PasswordChange, ctx.actor.who, ctx.now, json!({})).await?;
        tx.revoke_families(id, ctx.now, "password changed").await?;
        Ok(Answer::no_content())
    })
    .await
}
