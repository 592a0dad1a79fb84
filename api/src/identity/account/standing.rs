//! `disableAccount` and `enableAccount`: two directions of one switch.

use access::{AccountState, Action, authorize};
use actix_web::post;
use kernel::{AccountId, Code, Refusal};
use persistence::identity::{AccountRow, account_by_id};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{AccountView, answer, subject};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
    identity::record,
    jobs::hand_back_now,
};

/// Why an account is switched.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "离职"}))]
pub(crate) struct Switch {
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    reason: Option<String>,
}

/// Disable an account.
///
/// It can do nothing from the next request on; its sessions end, and open tickets it handles go back to be
/// dispatched. Nobody disables themselves.
#[utoipa::path(tag = "identity", operation_id = "disableAccount", params(IdPath), request_body = Switch,
    responses((status = 200, body = AccountView, headers(("ETag" = String)))))]
#[post("/v1/accounts/{id}/disable")]
pub(crate) async fn disable(
    ctx: Ctx,
    id: Id<AccountId>,
    body: Body<Switch>,
) -> Result<Answer, Problem> {
    if ctx.actor.who.account() == Some(id.0) {
        return Err(Code::OutsideScope.into());
    }
    let answer =
        switch(&ctx, id.0, Action::AccountDisable, AccountState::Disabled, &body.0).await?;
    hand_back_now(&ctx.app).await;
    Ok(answer)
}

/// Enable a disabled account.
#[utoipa::path(tag = "identity", operation_id = "enableAccount", params(IdPath), request_body = Switch,
    responses((status = 200, body = AccountView, headers(("ETag" = String)))))]
#[post("/v1/accounts/{id}/enable")]
pub(crate) async fn enable(
    ctx: Ctx,
    id: Id<AccountId>,
    body: Body<Switch>,
) -> Result<Answer, Problem> {
    switch(&ctx, id.0, Action::AccountEnable, AccountState::Active, &body.0).await
}

async fn switch(
    ctx: &Ctx,
    id: AccountId,
    action: Action,
    to: AccountState,
    body: &Switch,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &subject(row.path))?;
        ctx.match_version(row.version, false)?;
        if row.state == to {
            return Err(Refusal::not_now(row.state.as_str()).into());
        }
        let row = AccountRow { state: to, failures: 0, locked_until: None, ..row };
        let row = record(tx, row, action, permit.who(), ctx.now, json!({ "reason": body.reason }))
            .await?;
        if to == AccountState::Disabled {
            tx.revoke_families(id, ctx.now, "disabled").await?;
        }
        Ok(answer(ctx, &row)?)
    })
    .await
}
