//! `signInWithCode`: phone and code for a session, of the account that proved the phone or of a new one.

use actix_web::post;
use identity::Proof;
use kernel::{Code, Fault, Refusal, is_phone};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    claim::claim,
    enter::{Entrance, Key, enter},
    prove::held,
};
use crate::{
    ctx::Guest,
    http::{Answer, Attempt, Body, Problem},
    identity::{admit::Entered, session},
};

/// Who wants to sign in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phone": "19900000123", "code": "492039"}))]
pub(crate) struct PhoneLogin {
    #[validate(length(min = 11, max = 11))]
    #[schema(min_length = 11, max_length = 11, pattern = "^1[3-9][0-9]{9}$")]
    phone: String,
    /// The last one that the phone was sent.
    #[validate(length(min = 6, max = 6))]
    #[schema(min_length = 6, max_length = 6)]
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

/// Sign in, or sign up, with a phone number and the code that it was sent.
///
/// A number that no account has proved makes a new account, which may ask for residency. What was filed for the
/// number's holder before becomes theirs. An account with a second factor needs that too (401 `totp_needed`, the
/// code stays good). 401 `bad_code` for everything else that does not fit.
#[utoipa::path(tag = "identity", operation_id = "signInWithCode", request_body = PhoneLogin,
    responses((status = 200, body = session::SessionView)))]
#[post("/v1/login/phone")]
pub(crate) async fn sign_in(guest: Guest, body: Body<PhoneLogin>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Login)?;
    let (app, now, told) = (&guest.app, guest.now, &body.0);
    if !is_phone(&told.phone) {
        return Err(Refusal::field("phone", Fault::Format).into());
    }
    let held = held(app, &told.phone, &told.code, now).await?.ok_or(Code::BadCode)?;
    let refresh = session::Refresh::new()?;
    let key = Key { kind: Proof::Phone, mac: &held.mac, plain: &told.phone };
    let (totp, display_name) = (told.totp.as_deref(), told.display_name.as_deref());
    let entrance = Entrance { refresh: &refresh, totp, display_name };
    let entered = app.store.write(async |tx| {
        held.take(tx).await?;
        let entered = enter(tx, app, key, &entrance, now).await?;
        if let Entered::Signed(id) = entered {
            claim(tx, app, id, &told.phone, now).await?;
        }
        Ok(entered)
    });
    entered.await?.answer(app, &refresh, Code::BadCode, now)
}
