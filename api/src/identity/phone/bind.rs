//! `bindPhone`: a code proves the phone of whoever is signed in.

use access::{Action, authorize};
use actix_web::post;
use identity::Proof;
use kernel::{Code, Fault, Refusal, is_phone, mask_phone};
use persistence::{
    Failure, StoreError,
    identity::{AccountRow, account_by_id},
};
use place::At;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    claim::claim,
    enter::{Key, prove},
    prove::held,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    identity::record,
};

/// The number with the code that it was sent.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phone": "19900000123", "code": "492039"}))]
pub(crate) struct Binding {
    #[validate(length(min = 11, max = 11))]
    #[schema(min_length = 11, max_length = 11, pattern = "^1[3-9][0-9]{9}$")]
    phone: String,
    #[validate(length(min = 6, max = 6))]
    #[schema(min_length = 6, max_length = 6)]
    code: String,
}

/// The number that is now proved.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"phone": "199****0123", "tickets": 1}))]
pub(crate) struct BoundView {
    /// Masked.
    #[schema(max_length = 20)]
    phone: String,
    /// Tickets filed for its holder of which the caller has become the reporter.
    #[schema(minimum = 0, maximum = 50)]
    tickets: usize,
}

/// Prove a phone number as one's own.
///
/// From now on the number signs in to this account; it takes the place of a number proved before. What was filed for
/// its holder becomes the caller's. 422 where another account has proved it, 401 `bad_code` where the code does not
/// fit.
#[utoipa::path(tag = "identity", operation_id = "bindPhone", request_body = Binding,
    responses((status = 200, body = BoundView)))]
#[post("/v1/me/phone")]
pub(crate) async fn bind(ctx: Ctx, body: Body<Binding>) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let (app, now, phone) = (&ctx.app, ctx.now, body.0.phone.as_str());
    if !is_phone(phone) {
        return Err(Refusal::field("phone", Fault::Format).into());
    }
    let held = held(app, phone, &body.0.code, now).await?;
    ctx.write(async |tx| {
        let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let subject = At::of(row.path, id);
        authorize(&ctx.actor, Action::PhoneBind, &subject)?;
        let held = held.as_ref().ok_or_else(|| Refusal::new(Code::BadCode))?;
        held.take(tx).await?;
        let key = Key { kind: Proof::Phone, mac: &held.mac, plain: phone };
        prove(tx, app, id, key, now).await.map_err(|failure| match failure {
            Failure::Store(StoreError::Taken(_)) => Refusal::field("phone", Fault::Taken).into(),
            other => other,
        })?;
        let row = AccountRow { phone: Some(phone.to_owned()), ..row };
        record(tx, row, Action::PhoneBind, ctx.actor.who, now, json!({})).await?;
        let tickets = claim(tx, app, id, phone, now).await?;
        Ok(Answer::ok(&BoundView { phone: mask_phone(phone), tickets })?)
    })
    .await
}
