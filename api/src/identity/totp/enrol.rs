//! `enrolTotp`: a seed for an authenticator, which has to be confirmed.

use access::{Action, authorize};
use actix_web::post;
use kernel::{Code, Refusal};
use persistence::identity::account_by_id;
use place::At;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::factor::{enrolled, seed, totp};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Problem},
    identity::record,
};

/// What an authenticator needs; shown once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "secret": "OBWGC2LOFVZXI4TJNZTS243FMNZGK5BN",
    "uri": "otpauth://totp/lianjian:admin?secret=OBWGC2LOFVZXI4TJNZTS243FMNZGK5BN&issuer=lianjian"
}))]
pub(crate) struct SeedView {
    /// Base32, for typing in.
    #[schema(max_length = 32)]
    secret: String,
    /// For a QR code.
    #[schema(max_length = 300)]
    uri: String,
}

/// Begin to use one-time passwords.
///
/// Answers a seed for an authenticator (RFC 6238: SHA-1, six digits, 30 seconds). Nothing changes until
/// `confirmTotp` shows that the authenticator works; until then a new seed replaces this one. 409 where a second
/// factor is in use.
#[utoipa::path(tag = "identity", operation_id = "enrolTotp",
    responses((status = 200, body = SeedView)))]
#[post("/v1/me/totp")]
pub(crate) async fn enrol(ctx: Ctx, _body: Body<Empty>) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let app = &ctx.app;
    ctx.write_credential(async |tx| {
        let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let subject = At::of(row.path, id);
        authorize(&ctx.actor, Action::TotpEnrol, &subject)?;
        if enrolled(tx, id).await? {
            return Err(Refusal::not_now("confirmed").into());
        }
        let (plain, sealed) = seed(app, id).map_err(|_| Refusal::new(Code::InternalError))?;
        tx.put_totp(id, sealed, ctx.now).await?;
        let name = row.name.clone();
        record(tx, row, Action::TotpEnrol, ctx.actor.who, ctx.now, json!({})).await?;
        let totp = totp(plain).ok_or_else(|| Refusal::new(Code::InternalError))?;
        let (secret, issuer) = (totp.secret().to_base32(), &app.config.identity.issuer);
        let uri = format!("otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}");
        Ok(Answer::ok(&SeedView { secret, uri })?)
    })
    .await
}
