//! `confirmTotp`: the authenticator works; from now on signing in asks for a code.

use access::{Action, authorize};
use actix_web::post;
use kernel::{Code, Fault, Refusal};
use persistence::identity::{account_by_id, totp_of};
use place::At;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::factor::{accepts, hash, recovery_codes};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    identity::record,
};

/// The code that the authenticator shows.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "492039"}))]
pub(crate) struct Confirming {
    #[validate(length(min = 6, max = 6))]
    #[schema(min_length = 6, max_length = 6)]
    code: String,
}

/// Each is good for signing in once, when the authenticator is lost; shown once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"recovery_codes": ["k3vw-9fzt", "m2ha-77xq"]}))]
pub(crate) struct RecoveryView {
    #[schema(max_items = 10)]
    recovery_codes: Vec<String>,
}

/// Confirm the authenticator.
///
/// From now on signing in asks for a code, each of which is good once. Answers ten recovery codes. 409 where
/// nothing waits to be confirmed.
#[utoipa::path(tag = "identity", operation_id = "confirmTotp", request_body = Confirming,
    responses((status = 200, body = RecoveryView)))]
#[post("/v1/me/totp/confirm")]
pub(crate) async fn confirm(ctx: Ctx, body: Body<Confirming>) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let app = &ctx.app;
    let codes = recovery_codes().map_err(|_| Code::InternalError)?;
    let hashes: Vec<_> = codes.iter().map(|code| hash(app, id, code)).collect();
    ctx.write_credential(async |tx| {
        tx.hold_account(id).await?;
        let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let subject = At::of(row.path, id);
        authorize(&ctx.actor, Action::TotpConfirm, &subject)?;
        match totp_of(tx, id).await?.map(|row| row.confirmed_at) {
            None => return Err(Refusal::not_now("none").into()),
            Some(Some(_)) => return Err(Refusal::not_now("confirmed").into()),
            Some(None) => {}
        }
        if !accepts(tx, app, id, &body.0.code, ctx.now).await? {
            return Err(Refusal::field("code", Fault::NotAllowed).into());
        }
        tx.confirm_totp(id, ctx.now).await?;
        tx.put_recovery_codes(id, &hashes).await?;
        record(tx, row, Action::TotpConfirm, ctx.actor.who, ctx.now, json!({})).await?;
        Ok(Answer::ok(&RecoveryView { recovery_codes: codes.clone() })?)
    })
    .await
}
