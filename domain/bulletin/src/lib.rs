//! Bulletins of a party branch to the residents of its estate, and what they reply (社情民意).

mod bulletin;
mod opinion;

pub use bulletin::{BULLETIN, Bulletin, BulletinState, Publishing};
pub use opinion::{Opining, Opinion};

use kernel::{Fault, Refusal, Refused};

/// A text that has to say something.
fn said(text: &str, field: &str) -> Refused<()> {
    if text.trim().is_empty() {
        return Err(Refusal::field(field, Fault::Required));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
