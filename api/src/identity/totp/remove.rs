//! `removeTotp`: signing in with the password alone again.

use access::{Action, Who, authorize};
use actix_web::post;
use kernel::{Code, Fault, Moment, Refusal};
use persistence::{
    Failure, Tx,
    identity::{AccountRow, account_by_id},
};
use place::At;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::factor::{Presented, present};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    identity::{admit::fail, record},
};

/// Both factors, so that a stolen session cannot take one away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"password": "a long pass phrase 1", "code": "492039"}))]
pub(crate) struct Removing {
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, format = Password)]
    password: String,
    /// Of the authenticator, or a recovery code.
    #[validate(length(min = 6, max = 20))]
    #[schema(min_length = 6, max_length = 20)]
    code: String,
}

/// Stop using one-time passwords.
///
/// Needs the password and a code; a wrong one counts as a failed login. 409 where no second factor is in use.
#[utoipa::path(tag = "identity", operation_id = "removeTotp", request_body = Removing,
    responses((status = 204, description = "Removed.")))]
#[post("/v1/me/totp/remove")]
pub(crate) async fn remove(ctx: Ctx, body: Body<Removing>) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let known = account_by_id(ctx.reader(), id).await?.ok_or(Code::NotFound)?;
    crate::identity::admit::attempts(&known).check(ctx.now)?;
    let fits = ctx.app.hasher.fits(&body.0.password, known.password).await?;
    let removed = ctx
        .app
        .store
        .write(async |tx| {
            tx.hold_account(id).await?;
            let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
            let subject = At::of(row.path, id);
            authorize(&ctx.actor, Action::TotpRemove, &subject)?;
            let code = fits.then_some(body.0.code.as_str());
            match present(tx, &ctx.app, id, code, ctx.now).await? {
                Presented::NotNeeded => Err(Refusal::not_now("none").into()),
                Presented::Missing | Presented::Wrong => {
                    fail(tx, row, ctx.now).await?;
                    Ok(false)
                }
                Presented::Right => {
                    forget(tx, row, ctx.actor.who, ctx.now).await?;
                    Ok(true)
                }
            }
        })
        .await?;
    if removed {
        Ok(Answer::no_content())
    } else {
        let field = if fits { "code" } else { "password" };
        Err(Refusal::field(field, Fault::NotAllowed).into())
    }
}

/// Takes the second factor from an account.
pub(crate) async fn forget(tx: &Tx, row: AccountRow, who: Who, now: Moment) -> Result<(), Failure> {
    tx.delete_totp(row.id).await?;
    record(tx, row, Action::TotpRemove, who, now, json!({})).await.map(|_| ())
}
