//! Messages with everything in them, sealed, for those whom the system knows by nothing but an address.

use std::collections::BTreeMap;

use chrono::Duration;
use identity::CODE_MINUTES;
use kernel::{MessageId, Moment};
use notice::Way;
use persistence::message::MessageRow;

use super::carrier::Letter;
use crate::{
    app::App,
    crypto::{CryptoError, Use},
};

/// The text message with a code.
pub(crate) fn code_message(
    app: &App,
    phone: &str,
    code: &str,
    now: Moment,
) -> Result<MessageRow, CryptoError> {
    let id: MessageId = app.id(now);
    let words = [("code", code.to_owned()), ("minutes", CODE_MINUTES.to_string())];
    let letter = Letter {
        id: id.to_string(),
        to: phone.to_owned(),
        template: "code".to_owned(),
        words: BTreeMap::from(words.map(|(name, word)| (name.to_owned(), word))),
    };
    let plain = serde_json::to_vec(&letter).map_err(|_| CryptoError::Unsealable)?;
    let sealed = app.secret.seal(Use::Messages, id.0.as_bytes(), &plain)?;
    let good_until = now + Duration::minutes(CODE_MINUTES);
    let row = MessageRow::waiting(id, Way::Sms, &letter.template, now, good_until);
    Ok(MessageRow { sealed: Some(sealed), ..row })
}

/// What is in a sealed message.
pub(super) fn opened(app: &App, row: &MessageRow) -> Option<Letter> {
    let plain = app.secret.open(Use::Messages, row.id.0.as_bytes(), row.sealed.as_ref()?).ok()?;
    serde_json::from_slice(&plain).ok()
}
