//! Whether someone holds a phone: the code that it was sent, of which every try counts.

use kernel::{Code, Moment};
use persistence::{Failure, Tx};

use crate::{
    app::App,
    crypto::{Use, same},
    http::Problem,
};

/// What stands for a number where it is looked up.
pub(super) fn phone_mac(app: &App, phone: &str) -> [u8; 32] {
    app.secret.mac(Use::Proofs, format!("phone {phone}").as_bytes())
}

/// What is kept of the code that a number was sent.
pub(super) fn code_mac(app: &App, phone: &str, code: &str) -> [u8; 32] {
    app.secret.mac(Use::PhoneCodes, format!("{phone} {code}").as_bytes())
}

/// A number whose right code was told, and that code, not used up yet.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) mac: [u8; 32],
    code: [u8; 32],
}

impl Held {
    /// Uses the code up; `bad_code` for whoever comes second.
    pub(super) async fn take(&self, tx: &Tx) -> Result<(), Failure> {
        if tx.use_code(&self.mac, &self.code).await? {
            Ok(())
        } else {
            Err(kernel::Refusal::new(Code::BadCode).into())
        }
    }
}

/// Tries the code. The try is counted, and committed, before the two are compared.
pub(super) async fn held(
    app: &App,
    phone: &str,
    code: &str,
    now: Moment,
) -> Result<Option<Held>, Problem> {
    let mac = phone_mac(app, phone);
    let known = app.store.write(async |tx| Ok(tx.take_try(&mac, now).await?)).await?;
    let code = code_mac(app, phone, code);
    let right = known.is_some_and(|known| same(&known, &code));
    Ok(right.then_some(Held { mac, code }))
}
