//! `logout`: ends a session, or all of them.

use access::Action;
use actix_web::post;
use kernel::{Code, Refusal};
use persistence::identity::account_by_id;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{record, session::Refresh};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// Which session ends.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"refresh_token": "c2VjcmV0…"}))]
pub(crate) struct Logout {
    /// The session of this token; all sessions of the account when it is not given.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    refresh_token: Option<String>,
}

/// Sign out.
///
/// Ends the session of the refresh token, or every session of the account. Access tokens that are out live
/// to their end, ten minutes at most.
#[utoipa::path(tag = "identity", operation_id = "logout", request_body = Logout,
    responses((status = 204, description = "Signed out.")))]
#[post("/v1/logout")]
pub(crate) async fn logout(ctx: Ctx, body: Body<Logout>) -> Result<Answer, Problem> {
    let account = ctx.account()?;
    let one = body
        .0
        .refresh_token
        .as_deref()
        .map(|text| Refresh::parse(text).ok_or(Code::InvalidRefreshToken));
    let one = one.transpose()?;
    ctx.write(async |tx| {
        match &one {
            None => {
                tx.revoke_families(account, ctx.now, "logout").await?;
            }
            Some(token) => {
                let found = tx.refresh_token(&token.hash).await?;
                let (_, family) = found
                    .filter(|(_, family)| family.account_id == account)
                    .ok_or_else(|| Refusal::new(Code::InvalidRefreshToken))?;
                tx.revoke_family(family.id, ctx.now, "logout").await?;
            }
        }
        let row = account_by_id(tx, account).await?.ok_or_else(Refusal::missing)?;
        record(tx, row, Action::Logout, ctx.actor.who, ctx.now, json!({ "all": one.is_none() }))
            .await?;
        Ok(Answer::no_content())
    })
    .await
}
