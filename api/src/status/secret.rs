//! The secret that opens the status of one ticket.

use kernel::TicketId;

use crate::{
    app::App,
    crypto::{CryptoError, Use, random},
};

/// No letters that are mistaken for others when they are read aloud or written down.
const ALPHABET: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyz-";
/// Characters; five bits each.
pub(super) const LENGTH: usize = 26;

/// A new secret of 130 random bits.
pub(crate) fn new() -> Result<String, CryptoError> {
    let drawn = random::<LENGTH>()?;
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte & 31)).copied().map_or('2', char::from);
    Ok(drawn.iter().map(letter).collect())
}

/// What is kept of it.
pub(super) fn mac(app: &App, ticket: TicketId, secret: &str) -> [u8; 32] {
    app.secret.mac(Use::StatusSecrets, format!("{ticket} {secret}").as_bytes())
}
