//! `requestCode`: a code by text message.

use actix_web::post;
use identity::{CODE_MINUTES, CODE_SECONDS, CodesSent};
use kernel::{Code, Fault, Moment, Refusal, is_phone};
use persistence::identity::{CodeRow, codes_sent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::prove::{code_mac, phone_mac};
use crate::{
    crypto::{CryptoError, random},
    ctx::Guest,
    http::{Answer, Attempt, Body, Problem},
    message::code_message,
};

/// Where the code goes.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phone": "19900000123"}))]
pub(crate) struct CodeRequest {
    /// Mobile number of the mainland.
    #[validate(length(min = 11, max = 11))]
    #[schema(min_length = 11, max_length = 11, pattern = "^1[3-9][0-9]{9}$")]
    phone: String,
}

/// The same for every number.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"good_for": 300, "again_after": 60}))]
pub(crate) struct CodeSentView {
    /// Seconds that the code is good.
    #[schema(minimum = 1, maximum = 3600)]
    good_for: i64,
    /// Seconds until another one can be asked for.
    #[schema(minimum = 1, maximum = 3600)]
    again_after: i64,
}

/// Get a code by text message.
///
/// Six digits, good once, for five minutes and five tries; one a minute and ten a day for a number (429 with
/// `Retry-After`). The answer does not tell whether the number is known. 503 `channel_unavailable` where no text
/// messages are sent.
#[utoipa::path(tag = "identity", operation_id = "requestCode", request_body = CodeRequest,
    responses((status = 200, body = CodeSentView)))]
#[post("/v1/codes")]
pub(crate) async fn request(guest: Guest, body: Body<CodeRequest>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Code)?;
    let (app, now, phone) = (&guest.app, guest.now, body.0.phone.as_str());
    if !is_phone(phone) {
        return Err(Refusal::field("phone", Fault::Format).into());
    }
    if app.carriers().by(notice::Way::Sms).is_none() {
        return Err(Code::ChannelUnavailable.into());
    }
    let broken = |_: CryptoError| Code::InternalError;
    let (mac, code) = (phone_mac(app, phone), six_digits().map_err(broken)?);
    let message = code_message(app, phone, &code, now).map_err(broken)?;
    app.store
        .write(async |tx| {
            let before = codes_sent(tx, &mac).await?;
            let row = row(before, &mac, code_mac(app, phone, &code), now)?;
            tx.put_code(&row, before).await?;
            Ok(tx.put_messages(std::slice::from_ref(&message)).await?)
        })
        .await?;
    Answer::ok(&CodeSentView { good_for: CODE_MINUTES * 60, again_after: CODE_SECONDS })
}

fn row(
    before: Option<CodesSent>,
    phone: &[u8; 32],
    code: [u8; 32],
    now: Moment,
) -> Result<CodeRow, Refusal> {
    Ok(CodeRow {
        phone: phone.to_vec(),
        code: code.to_vec(),
        good_until: now + chrono::Duration::minutes(CODE_MINUTES),
        sent: before.map_or(Ok(CodesSent::first(now)), |before| before.again(now))?,
    })
}

/// Evenly: what does not fill a whole million is drawn again.
fn six_digits() -> Result<String, CryptoError> {
    const EVEN: u32 = u32::MAX - u32::MAX % 1_000_000;
    loop {
        let drawn = u32::from_le_bytes(random::<4>()?);
        if drawn < EVEN {
            return Ok(format!("{:06}", drawn % 1_000_000));
        }
    }
}
