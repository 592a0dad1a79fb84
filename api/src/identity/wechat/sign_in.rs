//! `signInWithWechat`: a mini-program's code for a session, of the account that came with it before or of a new one.

use actix_web::post;
use identity::Proof;
use kernel::Code;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::exchange::openid;
use crate::{
    crypto::Use,
    ctx::Guest,
    http::{Answer, Attempt, Body, Problem},
    identity::{
        phone::{Entrance, Key, enter},
        session,
    },
};

/// What `wx.login` gave.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "0f1a2b3c4d5e6f"}))]
pub(crate) struct WechatLogin {
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128)]
    code: String,
    /// As for `login`.
    #[serde(default)]
    #[validate(length(min = 6, max = 20))]
    #[schema(min_length = 6, max_length = 20)]
    totp: Option<String>,
    /// How a new account is called.
    #[serde(default)]
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    display_name: Option<String>,
}

/// Sign in, or sign up, with WeChat.
///
/// The code of a mini-program's `wx.login` is exchanged for its user's identity; WeChat's session key is not kept.
/// An identity that was not here before makes a new account, which may prove a phone with `bindPhone` and ask for
/// residency. 503 `channel_unavailable` where WeChat is not set up or does not answer.
#[utoipa::path(tag = "identity", operation_id = "signInWithWechat", request_body = WechatLogin,
    responses((status = 200, body = session::SessionView)))]
#[post("/v1/login/wechat")]
pub(crate) async fn sign_in(guest: Guest, body: Body<WechatLogin>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Login)?;
    let (app, now, told) = (&guest.app, guest.now, &body.0);
    let openid = openid(app, &told.code).await?;
    let mac = app.secret.mac(Use::Proofs, format!("wechat {openid}").as_bytes());
    let key = Key { kind: Proof::Wechat, mac: &mac, plain: &openid };
    let refresh = session::Refresh::new()?;
    let (totp, display_name) = (told.totp.as_deref(), told.display_name.as_deref());
    let entrance = Entrance { refresh: &refresh, totp, display_name };
    let entered = app.store.write(async |tx| enter(tx, app, key, &entrance, now).await);
    entered.await?.answer(app, &refresh, Code::BadCode, now)
}
